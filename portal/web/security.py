"""Headers, cookies and request guards of both sites."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Settings

P = ParamSpec("P")
R = TypeVar("R")

LARGEST_REQUEST = 64 * 1024  # bytes; the longest asking page is a few thousand characters
csrf = CSRFProtect()


def init_security(app: Flask, settings: Settings, *, cookie: str, secret_key: str) -> None:
    """Set cookies, limits, CSRF and the headers of every response, errors included."""
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME=f"__Host-{cookie}" if settings.is_https else cookie,
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        WTF_CSRF_TIME_LIMIT=None,  # it lives as long as the visit, which the server ends
    )
    csrf.init_app(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way to wrap
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    _init_headers(app, settings)


def security_headers(settings: Settings) -> dict[str, str]:
    """Return the headers that every answer carries, whoever gives it."""
    fixed = {
        "Content-Security-Policy": content_security_policy(settings),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if settings.is_https:
        fixed["Strict-Transport-Security"] = "max-age=31536000"
    return fixed


def _init_headers(app: Flask, settings: Settings) -> None:
    fixed = security_headers(settings)

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if request.endpoint != "static":
            # Everything: a page about domestic abuse must not lie in the cache of a shared phone.
            response.headers["Cache-Control"] = "no-store"
        return response


def content_security_policy(settings: Settings) -> str:
    """Return the policy: nothing but our own files; forms may lead to us and, by Leave this site, to the neutral page."""
    leave = urlsplit(settings.leave_url)
    workers = "'self'" if settings.keeps_emergency_page else "'none'"
    return (
        f"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; worker-src {workers}; "
        f"form-action 'self' {leave.scheme}://{leave.netloc}; base-uri 'none'; frame-ancestors 'none'"
    )


def is_same_origin() -> bool:
    """Tell whether the request comes from one of our own pages, by what only the browser can set."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.host


def token_free(view: Callable[P, R]) -> Callable[P, R]:
    """Guard a POST by the request's origin instead of a token, so that the page with its form needs no cookie."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.method == "POST" and not is_same_origin():
            abort(400)
        return view(*args, **kwargs)

    return csrf.exempt(guarded)
