"""Headers, cookies and request guards of both sites."""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Settings

if TYPE_CHECKING:
    from typing import Any

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
R = TypeVar("R")

LARGEST_REQUEST = 64 * 1024  # bytes; the longest asking page is a few thousand characters


class _Csrf(CSRFProtect):
    """Flask-WTF's guard; what changes nothing is let through before it looks whether the view is exempt."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse a request that changes something and carries no token."""
        if request.method in current_app.config["WTF_CSRF_METHODS"]:
            super().protect(apply_exemptions=apply_exemptions)


csrf = _Csrf()
_OWN_PAGE = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f]*")


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
    app.before_request(_refuse_nul)
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


def _refuse_nul() -> None:
    """Answer that nothing is there: no address of ours has a NUL in it, and PostgreSQL refuses to look for one."""
    if "\0" in request.path:
        abort(404)


def _init_headers(app: Flask, settings: Settings) -> None:
    app.wsgi_app = _with_headers(  # type: ignore[assignment,method-assign]  # Flask's documented way to wrap
        app.wsgi_app, list(security_headers(settings).items())
    )

    @app.after_request
    def forbid_keeping(response: Response) -> Response:
        if request.endpoint != "static":
            # Everything: a page about domestic abuse must not lie in the cache of a shared phone.
            response.headers["Cache-Control"] = "no-store"
        return response


def _with_headers(answer: "WSGIApplication", fixed: "list[tuple[str, str]]") -> "WSGIApplication":
    """Add to every answer the headers that it has none of; six times through Flask's own way takes ten times as long."""

    names = {name.lower() for name, _value in fixed}

    def wrapped(environ: "WSGIEnvironment", start_response: "StartResponse") -> "Iterable[bytes]":
        def start(status: str, headers: "list[tuple[str, str]]", *failed: "Any") -> "Callable[[bytes], object]":
            own = names.intersection([name.lower() for name, _value in headers])
            missing = [each for each in fixed if each[0].lower() not in own] if own else fixed
            return start_response(status, headers + missing, *failed)

        return answer(environ, start)

    return wrapped


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


def is_going_back() -> bool:
    """Tell whether the browser shows a page again (Back, Forward) rather than follow a press or a typed address.

    Only those carry Sec-Fetch-User; of an address with search words that no page of ours led to, nobody can tell which.
    A browser that sends no such headers is taken at its word.
    """
    site = request.headers.get("Sec-Fetch-Site")
    return bool(site) and ("Sec-Fetch-User" not in request.headers or (site == "none" and "q" in request.args))


def is_own_page(path: str | None) -> bool:
    """Tell whether `path` is an address of this site that may be gone back to; browsers drop control characters."""
    return _OWN_PAGE.fullmatch(path or "") is not None


def is_typed() -> bool:
    """Tell whether no page led here: typed, saved, scanned; or the way back to such an address."""
    return request.headers.get("Sec-Fetch-Site") == "none"


def token_free(view: Callable[P, R]) -> Callable[P, R]:
    """Guard a POST by the request's origin instead of a token, so that the page with its form needs no cookie."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.method == "POST" and not is_same_origin():
            abort(400)
        return view(*args, **kwargs)

    return csrf.exempt(guarded)
