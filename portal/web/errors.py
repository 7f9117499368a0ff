"""Error pages in words, on both sites, with the emergency help still in reach."""

import logging
from typing import TypeAlias

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from portal.store.transactions import StoreUnavailable

Answer: TypeAlias = tuple[str, int, dict[str, str]]

_log = logging.getLogger(__name__)


def init_errors(app: Flask) -> None:
    """Answer every HTTP error by a page of our own."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(CSRFError, show_untrusted)
    app.register_error_handler(StoreUnavailable, show_unavailable)


def show_error(error: HTTPException) -> Answer:
    """Show what went wrong and what to do now; what HTTP wants said beside it (which methods there are) stays."""
    code = error.code or 500
    title, text = _words(code)
    headers = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return render_template("error.html", title=title, text=text), code, headers


def show_untrusted(error: CSRFError) -> Answer:
    """Say what to do where a form came without its token: most often it is old, or the browser keeps no cookies."""
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return show_error(error)
    text = _(
        "Your browser sent no cookie, so we cannot keep what you answer. Allow cookies for this site and try again, or ring."
    )
    return render_template("error.html", title=_words(400)[0], text=text), 400, {}


def show_unavailable(error: StoreUnavailable) -> Answer:
    """Say that it is our fault and that nothing was sent; the database's own code goes to the log."""
    _log.error("store %s", error.code)
    return show_error(ServiceUnavailable())


def _words(code: int) -> tuple[str, str]:
    if code == 404:
        return _("Page not found"), _("Check the address, or start again from the first page.")
    if code == 403:
        return _("That is not yours to do"), _("Ask your manager, or whoever runs this site.")
    if code == 413:
        return _("That was too much at once"), _("Go back, make the text shorter and try again.")
    if code in {400, 405}:
        return _("That did not work"), _(
            "The page may have been open for a long time. Go back to the first page and try again."
        )
    if code == 429:
        return _("Too many tries"), _("Wait a few minutes and try again, or ring the number below.")
    return _("Something went wrong on our side"), _(
        "Nothing was sent. Try again in a few minutes, or ring the number below."
    )
