"""The language of the staff site: chosen by a button at the foot of every page, kept by that browser.

Staff addresses have no language in them: a link that one worker sends another opens in the other's language. What a
browser wishes is not asked: a council's machines are all set up alike, and say nothing of who sits at them.
"""

from datetime import timedelta
from urllib.parse import quote

from flask import Blueprint, Flask, current_app, g, redirect, request
from werkzeug.wrappers import Response

from portal.web.here import parts
from portal.web.security import is_own_page, token_free

LASTS = timedelta(days=365)

bp = Blueprint("language", __name__)


def init_language(app: Flask) -> None:
    """Show every page in the language this browser has kept, else in the council's first."""

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, _values: dict[str, str] | None) -> None:
        offered, kept = parts().settings.locales, request.cookies.get(_cookie(), "")
        g.locale = kept if kept in offered else offered[0]

    app.jinja_env.globals["page_to_come_back_to"] = page_to_come_back_to


@bp.post("/language")
@token_free
def choose() -> Response:
    """Keep the language and show the page again; a cookie of its own outlives signing in and out, and says nothing else."""
    chosen, back = request.form.get("language", ""), request.form.get("back")
    response = redirect(back if back and is_own_page(back) else "/", code=303)
    if chosen in parts().settings.locales:
        is_secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(_cookie(), chosen, max_age=LASTS, secure=is_secure, httponly=True, samesite="Lax")
    return response


def page_to_come_back_to() -> str:
    """Return the address of this page; of what only a POST shows, the nearest one above it that can be opened.

    A page whose address a GET answers with another page says in `g.page_path` where to go instead.
    """
    if "page_path" in g:
        return str(g.page_path)
    if request.method == "GET":
        path, query = quote(request.path), request.query_string.decode("ascii", "ignore")
        return f"{path}?{query}" if query else path
    above, addresses = request.path, current_app.create_url_adapter(request)
    while addresses and above and not addresses.test(above, "GET"):
        above = above.rpartition("/")[0]
    return quote(above) or "/"


def _cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-language"
