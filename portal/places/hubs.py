"""The hubs nearest to a person, not to the middle of an area."""

from dataclasses import dataclass

from portal.places.areas import Areas
from portal.places.distance import nearest
from portal.places.models import Hub, Place


@dataclass(frozen=True)
class NearHub:
    """A hub, and the miles to it in a straight line where both ends are known."""

    hub: Hub
    miles: float | None = None


def nearest_hubs(areas: Areas, place: Place, *, limit: int = 5) -> tuple[NearHub, ...]:
    """Return the walk-in hubs for the people of `place`, nearest first, then those of unknown position.

    The limit never cuts off the own council's hubs of unknown position altogether: up to half the places are theirs.
    """
    hubs = [hub for hub in areas.hubs.values() if hub.is_walk_in and _is_for(hub, place)]
    near = nearest(hubs, origin=place.point, at=lambda hub: hub.point, limit=limit) if place.point else ()
    rest = [hub for hub in hubs if place.point is None or hub.point is None]
    rest.sort(
        key=lambda hub: (hub.council_id != place.council, hub.locality_id != place.locality, not hub.is_open_to_walk_in)
    )
    own = min(sum(hub.council_id == place.council for hub in rest), limit // 2)
    found = [NearHub(hub, miles) for hub, miles in near[: limit - own]]
    return tuple([*found, *map(NearHub, rest)][:limit])


def _is_for(hub: Hub, place: Place) -> bool:
    """Tell whether it is a hub of the person's council (or of one it may be), or open to everybody."""
    return hub.is_open_to_all or hub.council_id == place.council or hub.council_id in place.candidates
