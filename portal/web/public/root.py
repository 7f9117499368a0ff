"""Addresses without a language: the choice of one, Leave this site, health."""

import logging

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.store.transactions import StoreUnavailable, reading
from portal.web.here import forget_visit, parts
from portal.web.i18n import wished_locale
from portal.web.public.over import mark_over
from portal.web.security import csrf

bp = Blueprint("root", __name__)
_log = logging.getLogger(__name__)


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


@bp.get("/healthz")
def healthz() -> Response:
    """Say that the site answers and its database opens."""
    with reading(parts().engine) as db:
        db.exec_driver_sql("SELECT 1")
    return Response("ok\n", mimetype="text/plain")


def _forget() -> None:
    """Forget the visit; where the database does not answer, the cookie that opens it is gone all the same."""
    try:
        forget_visit()
    except StoreUnavailable as error:
        _log.error("store %s", error.code)
