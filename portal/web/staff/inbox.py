"""The team's requests: urgent first, then what is due; nothing that a family wrote."""

from flask import Blueprint, render_template

from portal.places.models import Basis
from portal.referrals.inbox import InboxRow, list_team
from portal.store.transactions import reading
from portal.web.here import now, parts
from portal.web.staff.who import who

bp = Blueprint("inbox", __name__)


@bp.get("/inbox")
def show() -> str:
    """List the team's requests that are not closed, what is held apart, and say what is wrong with the catalogue."""
    with reading(parts().engine) as db:
        rows = list_team(db, who().team.id, now())
    return render_template(
        "staff/inbox/show.html",
        rows=[row for row in rows if not row.is_held],
        held=[row for row in rows if row.is_held],
        areas={row.id: area_of(row) for row in rows},
        faults=len(parts().faults),
    )


def area_of(row: InboxRow) -> str:
    """Return where a request comes from: the locality once the council has confirmed it, else the council's area."""
    areas = parts().areas
    locality = areas.localities.get(row.locality_id or "")
    if locality and locality.basis is Basis.CONFIRMED:
        return locality.name
    council = areas.councils.get(who().team.council_id)
    return council.area_name if council else ""
