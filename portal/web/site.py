"""Flask as both sites use it: templates compiled for each language, and no work at each request that need be done once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from portal.web.local_templates import LocalEnvironment

if TYPE_CHECKING:
    from typing import Any

    from itsdangerous import URLSafeTimedSerializer

F = TypeVar("F", bound="Callable[..., Any]")


def vary_by(response: Response, header: str) -> None:
    """Say that an answer depends on a header of the request; to do so by Werkzeug's `vary` takes ten times as long."""
    named = response.headers.get("Vary")
    if named is None:
        response.headers.add("Vary", header)
    elif header not in named:
        response.headers["Vary"] = f"{named}, {header}"


class _Sessions(SecureCookieSessionInterface):
    """Flask's sessions with their signer made once: made for each request, it takes as long as a bare page's routing."""

    _signer: "URLSafeTimedSerializer | None" = None

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds; of a request without any, Flask would look through all headers for one."""
        return super().open_session(app, request) if "HTTP_COOKIE" in request.environ else self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie; where nothing was and is in it, Flask would first ask for all that a cookie has."""
        if session or session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            vary_by(response, "Cookie")

    def get_signing_serializer(self, app: Flask) -> "URLSafeTimedSerializer | None":
        """Return the signer of this site's cookie; it keeps nothing of what it signs."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer


class Site(Flask):
    """One site; its views and hooks are plain functions, so Flask need not ask each time whether they are coroutines."""

    jinja_environment = LocalEnvironment  # type: ignore[assignment]  # Flask's own hook, typed as its one class

    def __init__(self, name: str, *, template_folder: str) -> None:
        super().__init__(name, template_folder=template_folder, static_folder=None)
        self.session_interface = _Sessions()

    def ensure_sync(self, func: F) -> F:
        """Return a view or hook as it is."""
        return func
