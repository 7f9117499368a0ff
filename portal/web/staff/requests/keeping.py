"""Who sees a request and how long it is kept: hide it, open what is hidden in need, hold it for a reason."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from portal.referrals.casework.restriction import lift_restriction, restrict
from portal.referrals.records.holds import HoldReason, end_hold, hold
from portal.store import Connection
from portal.teams import Action
from portal.web.fields import TokenForm
from portal.web.here import now
from portal.web.staff.requests.guard import guard_requests, private_keys
from portal.web.staff.requests.page import record
from portal.web.staff.requests.sharing_forms import HoldForm, RestrictForm
from portal.web.staff.who import needs, who

bp = Blueprint("keeping", __name__, url_prefix="/requests/<request_id>")
guard_requests(bp)


@bp.post("/restrict")
@needs(Action.RESTRICT)
def hide(request_id: str) -> Response | tuple[str, int]:
    """Let only managers see the request."""
    form = RestrictForm()

    def write(db: Connection) -> bool:
        return restrict(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=private_keys(),
            by=who().id,
            why=form.why_hide.data,
            now=now(),
        )

    return record(request_id, "restricting", form, write, done="restricted")


@bp.post("/unrestrict")
@needs(Action.RESTRICT)
def show_again(request_id: str) -> Response | tuple[str, int]:
    """Let the whole team see the request again."""

    def write(db: Connection) -> bool:
        return lift_restriction(db, request_id, team_id=who().team.id, by=who().id, now=now())

    return record(request_id, "lifting", TokenForm(), write, done="unrestricted")


@bp.post("/hold")
@needs(Action.HOLD)
def keep(request_id: str) -> Response | tuple[str, int]:
    """Keep the request from being deleted for a reason."""
    form = HoldForm()

    def write(db: Connection) -> bool:
        hold(db, request_id, reason=form.hold_reason.data, by=who().id, now=now())
        return True

    return record(request_id, "holding", form, write, done="held")


@bp.post("/hold/<reason>/end")
@needs(Action.HOLD)
def let_go(request_id: str, reason: str) -> Response | tuple[str, int]:
    """End one reason to keep it."""
    if reason not in set(HoldReason):
        abort(404)

    def write(db: Connection) -> bool:
        end_hold(db, request_id, reason=HoldReason(reason), by=who().id, now=now())
        return True

    return record(request_id, "ending_hold", TokenForm(), write, done="let_go")
