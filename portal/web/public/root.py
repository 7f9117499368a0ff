"""Addresses without a language: the choice of one, Leave this site, health."""

import logging
from datetime import timedelta

from flask import Blueprint, Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.store.transactions import StoreUnavailable, reading
from portal.web.here import forget_visit, let_go_of_old_visit, now, parts
from portal.web.i18n import wished_locale
from portal.web.public.ask.state import current_draft
from portal.web.public.over import find_end, go_on, mark_over
from portal.web.security import csrf, is_going_back, is_same_origin, is_typed

# What anybody may find who presses Back; a receipt is shown to whoever sent, others are led to the start.
HARMLESS = {"root.choose_language", "home.show", "pages.emergency", "ask.receipt"}
# For so long a typed or saved address may also be somebody going back to one: no browser tells which.
UNSURE = timedelta(minutes=10)

bp = Blueprint("root", __name__)
_log = logging.getLogger(__name__)


@bp.before_app_request
def show_first_page_to_who_goes_back() -> BaseResponse | None:
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


@bp.get("/")
def choose_language() -> BaseResponse:
    """Go to the front page in the language the browser wishes."""
    return redirect(url_for("home.show", locale=wished_locale()))


@bp.get("/p/<codes>")
def open_pack(codes: str) -> BaseResponse:
    """Go to what a paper's address stands for, in the language the browser wishes."""
    return redirect(url_for("pack.open_codes", locale=wished_locale(), codes=codes))


@bp.post("/leave")
@csrf.exempt
def leave() -> BaseResponse:
    """End the visit on the server first, then go to a neutral page; only what surely comes from another site ends none."""
    if request.headers.get("Sec-Fetch-Site") != "cross-site":  # old browsers say nothing, proxies change the rest
        _forget()
        mark_over()
    response = redirect(parts().settings.leave_url, code=303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'  # storage: the kept emergency page
    return response


def _forget() -> None:
    """Forget the visit; where the database does not answer, the cookie that opens it is gone all the same."""
    try:
        forget_visit()
    except StoreUnavailable as error:
        _log.error("store %s", error.code)


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


@bp.get("/healthz")
def healthz() -> Response:
    """Say that the site answers and its database opens."""
    with reading(parts().engine) as db:
        db.exec_driver_sql("SELECT 1")
    return Response("ok\n", mimetype="text/plain")
