"""What a family added after asking, on its own page or by telling a worker; a person sees it, and does it or not."""

from flask import Blueprint
from werkzeug.wrappers import Response

from portal.referrals.following.wishes import WishKind, note_seen, note_wish, stop_messages
from portal.referrals.models import MAY_MESSAGE
from portal.store import Connection
from portal.teams import Action
from portal.web.fields import TokenForm
from portal.web.here import now, parts
from portal.web.staff.requests.guard import guard_requests
from portal.web.staff.requests.page import record
from portal.web.staff.requests.wish_forms import NewNumberForm, TakenBackForm
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


@bp.post("/number")
@needs(Action.WORK)
def note_number(request_id: str) -> Response | tuple[str, int]:
    """Keep a number that the family told a worker, as if it had written it itself."""
    form = NewNumberForm()

    def write(db: Connection) -> bool:
        may_ring = str(form.new_number_safe.data)
        return _add(db, request_id, WishKind.NEW_NUMBER, detail=str(form.new_number.data), may_ring=may_ring)

    return record(request_id, "number", form, write, done="number_noted")


@bp.post("/taken-back")
@needs(Action.WORK)
def take_back(request_id: str) -> Response | tuple[str, int]:
    """Keep that the family takes an agreement back; emails end at once."""
    form = TakenBackForm()

    def write(db: Connection) -> bool:
        if form.taken_back.data == MAY_MESSAGE:
            stop_messages(db, request_id, now(), by=who().id)
        return _add(db, request_id, WishKind.END_AGREEMENT, detail=str(form.taken_back.data))

    return record(request_id, "taken_back", form, write, done="taken_back")


def _add(db: Connection, request_id: str, kind: WishKind, *, detail: str, may_ring: str = "") -> bool:
    public_key = parts().public_keys[who().team.council_id]
    note_wish(db, request_id, kind, public_key=public_key, by=who().id, now=now(), detail=detail, may_ring=may_ring)
    return True
