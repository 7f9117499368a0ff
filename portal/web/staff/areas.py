"""Where a request comes from, as far as a team is shown it."""

from portal.places.models import Basis
from portal.referrals.casework.inbox import InboxRow
from portal.web.here import parts
from portal.web.staff.who import who


def area_of(row: InboxRow) -> str:
    """Return where a request comes from: the locality once the council has confirmed it, else the council's area."""
    areas = parts().areas
    locality = areas.localities.get(row.locality_id or "")
    if locality and locality.basis is Basis.CONFIRMED:
        return locality.name
    council = areas.councils.get(who().team.council_id)
    return council.area_name if council else ""
