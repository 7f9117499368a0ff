"""What a family added after asking: a person says that they saw it, and does what it asks, or not."""

from flask import Blueprint
from werkzeug.wrappers import Response

from portal.referrals.wishes import note_seen
from portal.store import Connection
from portal.teams import Action
from portal.web.fields import TokenForm
from portal.web.here import now
from portal.web.staff.requests.guard import guard_requests
from portal.web.staff.requests.page import record
from portal.web.staff.who import needs, who

bp = Blueprint("wishes", __name__, url_prefix="/requests/<request_id>/wishes")
guard_requests(bp)


@bp.post("/<wish_id>/seen")
@needs(Action.WORK)
def see(request_id: str, wish_id: str) -> Response | tuple[str, int]:
    """Note who saw it; what is not there changes nothing."""

    def write(db: Connection) -> bool:
        return note_seen(db, wish_id, referral_id=request_id, by=who().id, now=now())

    return record(request_id, "wish", TokenForm(), write, done="wish_seen")
