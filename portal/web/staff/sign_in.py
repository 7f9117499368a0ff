"""The way in and out: a link that works once, used up by a button and never by opening it."""

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from portal.store.transactions import writing
from portal.teams import SignInRefused, end_session, redeem_sign_in_link
from portal.web.here import now, parts
from portal.web.staff.who import COOKIE_KEY, find_who

bp = Blueprint("sign_in", __name__)


@bp.get("/")
def start() -> Response | str:
    """Go to the inbox, or say how to sign in."""
    if find_who() is not None:
        return redirect(url_for("inbox.show"), code=303)
    return render_template("staff/sign_in/start.html")


@bp.get("/sign-in/<token>")
def ask(token: str) -> str:
    """Show the button: mail scanners open links, so opening one changes nothing."""
    return render_template("staff/sign_in/ask.html", token_of_link=token)


@bp.post("/sign-in/<token>")
def let_in(token: str) -> Response | tuple[str, int]:
    """Use the link up and begin a session."""
    try:
        with writing(parts().engine) as db:
            secret = redeem_sign_in_link(db, token, now())
    except SignInRefused as refused:
        return render_template("staff/sign_in/refused.html", fault=refused.fault), 403
    _end()
    session[COOKIE_KEY] = secret
    return redirect(url_for("inbox.show"), code=303)


@bp.post("/sign-out")
def leave() -> Response:
    """End the session on the server and forget the cookie."""
    _end()
    return redirect(url_for("sign_in.start"), code=303)


def _end() -> None:
    secret = session.pop(COOKIE_KEY, None)
    session.clear()
    if secret is not None:
        with writing(parts().engine) as db:
            end_session(db, secret, now())
