"""Whose door a request goes to."""

from dataclasses import dataclass

from portal.places.areas import Areas
from portal.places.models import Basis, Council, Locality, Place, PlaceError, PlaceFault


@dataclass(frozen=True)
class Door:
    """Who answers for a place: a team by name only where the council confirmed the locality, else its front door."""

    council: Council
    locality: Locality | None
    team_name: str | None
    phone: str
    rule_version: str


def door_for(areas: Areas, place: Place) -> Door:
    """Return the door of a place in a covered council; raise `PlaceError(unknown_council)` for any other."""
    council = areas.councils.get(place.council or "")
    if council is None:
        raise PlaceError(PlaceFault.UNKNOWN_COUNCIL)
    locality = areas.localities.get(place.locality or "")
    team = locality if locality and locality.basis == Basis.CONFIRMED else None
    return Door(
        council=council,
        locality=locality,
        team_name=(team.team_name or team.name) if team else None,
        phone=(team.team_phone if team else "") or council.front_door.phone,
        rule_version=areas.version,
    )
