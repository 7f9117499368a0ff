"""The blueprint of the asking pages, and what is looked at before any of its POSTs."""

from datetime import timedelta

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.referrals.asking.submit import find_receipt
from portal.store.transactions import reading
from portal.visits.limits import allow
from portal.web.here import now, parts
from portal.web.public.ask.state import begin_again, current_draft
from portal.web.public.over import mark_over
from portal.web.security import csrf

# In an hour from one address: a school, a refuge or a mobile network sends far less, a machine that floods us far more.
BEGINNINGS = 1000
SENDINGS = 600

bp = Blueprint("ask", __name__)
csrf.exempt(bp)  # `look_before_token` asks for the token itself, after what has to be looked up before


@bp.before_request
def look_before_token() -> Response | None:
    """Answer what was sent already, and steps of a draft that is gone; every other POST needs its token."""
    if request.method != "POST":
        return None
    draft = current_draft()  # before the key: where a press beside this one ends the draft now, its receipt is there
    if request.endpoint == "ask.send" and is_sent(request.form.get("submission_key", "")):
        return show_receipt_of(request.form["submission_key"])
    if draft is None and request.path != url_for("ask.answer", number=1):
        return begin_again()
    csrf.protect()
    return None


def is_sent(submission_key: str) -> bool:
    """Tell whether a request with this key was kept in the last two hours."""
    with reading(parts().engine) as db:
        return find_receipt(db, submission_key, now()) is not None


def show_receipt_of(submission_key: str) -> Response:
    """Begin a new session that knows nothing but the receipt and that the visit is over, and go there."""
    session.clear()
    session["receipt"] = submission_key
    mark_over("ask.receipt")
    return redirect(url_for("ask.receipt"), code=303)


def refuse_flood(what: str, limit: int) -> None:
    """Answer 429 where one address sends more than people could."""
    if not allow(parts().engine, f"ask {what} {request.remote_addr}", limit=limit, per=timedelta(hours=1), now=now()):
        abort(429)
