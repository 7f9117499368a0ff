"""Once a visit is over, Back shows the first page until somebody goes on from there."""

from datetime import timedelta

from flask import Flask, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.store.transactions import StoreUnavailable
from portal.web.here import let_go_of_old_visit, now
from portal.web.public.ask.state import current_draft
from portal.web.public.over import find_end, go_on, mark_over
from portal.web.security import is_going_back, is_same_origin, is_typed

# What anybody may find who presses Back; a receipt is shown to whoever sent, others are led to the start.
HARMLESS = {"root.choose_language", "home.show", "pages.emergency", "ask.receipt"}
# For so long a typed or saved address may also be somebody going back to one: no browser tells which.
UNSURE = timedelta(minutes=10)


def init_going_back(app: Flask) -> None:
    """Look at every page that is opened, before it is made."""
    app.before_request(_show_first_page)


def _show_first_page() -> Response | None:
    """Once a visit is over, lead the Back button to the first page, until somebody goes on from a page of ours."""
    if request.method != "GET" or request.headers.get("Sec-Fetch-Dest") != "document":
        return None  # old browsers do not say how they came: they are taken at their word
    end = find_end()
    if end is None and _is_out_of_time() and is_going_back():
        end = mark_over()
    if end is None:
        return None
    is_harmless = request.endpoint in {*HARMLESS, end.shown}
    if is_going_back() or (is_typed() and now() - end.at < UNSURE):
        return None if is_harmless and not request.args else redirect(url_for("home.show"), code=303)
    if is_same_origin() and not is_harmless:
        go_on()
    return None


def _is_out_of_time() -> bool:
    """Tell whether what the cookie opened has run out, and take it out of the cookie; asking pages do so themselves."""
    if request.blueprint in {"ask", "follow"} and session.keys() & {"draft", "looking"}:
        return False
    return let_go_of_old_visit() or _let_go_of_old_draft()


def _let_go_of_old_draft() -> bool:
    try:
        is_gone = "draft" in session and current_draft() is None
    except StoreUnavailable:
        return False
    if is_gone:
        session.pop("draft")
    return is_gone
