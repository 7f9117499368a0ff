"""Hubs as a page shows them: numbered like on the map, nearest first, open now or when next, and the way in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.local_time import is_bank_holiday
from portal.places.distance import nearest
from portal.places.hubs import NearHub
from portal.places.models import Council, Hub, Locality, OpeningHours, Place, Point, Precision
from portal.places.opening import OpeningState, find_opening_state, hours_of_day
from portal.web.here import now, parts, today
from portal.web.public.hub_map import HubMap, draw_map

LOOKED_AHEAD = 15  # days in which a bank holiday can put off when a door opens next
MOST_HERE = 0.5  # share of a district's postcodes that lie in a locality, from which on its sectors are dots of it


@dataclass(frozen=True)
class ShownHub:
    """One hub: its number on the map where it has one, and its hours where it is known to be running."""

    hub: Hub
    miles: float | None
    number: int | None
    state: OpeningState | None
    today: tuple[OpeningHours, ...]
    accessibility: tuple[str, ...]


def show_hubs(near: Iterable[NearHub]) -> list[ShownHub]:
    """Return the hubs to show in their order, those of known position numbered."""
    shown, number = [], 0
    for each in near:
        number += 1 if each.hub.point else 0
        shown.append(_show(each, number if each.hub.point else None))
    return shown


def order_hubs(hubs: Sequence[Hub], place: Place | None) -> list[NearHub]:
    """Return an area's hubs, nearest to the person first where that is known, those of unknown position last."""
    if place is None or place.point is None:
        ordered = sorted(hubs, key=lambda hub: (hub.point is None, hub.status != "open", hub.name))
        return [NearHub(hub) for hub in ordered]
    found = nearest(hubs, origin=place.point, at=lambda hub: hub.point, limit=len(hubs))
    unplaced = [hub for hub in hubs if hub.point is None]
    return [*(NearHub(hub, miles) for hub, miles in found), *map(NearHub, unplaced)]


def map_of_area(shown: Sequence[ShownHub], council: Council, locality: Locality | None) -> HubMap | None:
    """Return the map of a council's area or one locality of it, the middles of its postcode sectors as dots."""
    return draw_map(_numbered(shown), _middles_of(council, locality), is_whole=True)


def map_around(shown: Sequence[ShownHub], council: Council | None, place: Place) -> HubMap | None:
    """Return the map of the hubs near a person, who is on it where a postcode says so."""
    you = place.point if place.precision in (Precision.POSTCODE, Precision.SECTOR) else None
    return draw_map(_numbered(shown), _middles_of(council) if council else (), you)


def find_state(opening: Sequence[OpeningHours]) -> OpeningState:
    """Tell whether a door is open now, or when next; it stays shut on bank holidays."""
    return find_opening_state(opening, now(), _closed_days())


def _numbered(shown: Sequence[ShownHub]) -> list[tuple[int, Hub]]:
    return [(each.number, each.hub) for each in shown if each.number is not None]


def _show(near: NearHub, number: int | None) -> ShownHub:
    hub, day = near.hub, today()
    is_running = hub.status == "open" and bool(hub.opening)
    service = parts().catalogue.services.get(hub.service_id)
    return ShownHub(
        hub=hub,
        miles=near.miles,
        number=number,
        state=find_state(hub.opening) if is_running else None,
        today=() if is_bank_holiday(day) else hours_of_day(hub.opening, day),
        accessibility=hub.accessibility or (service.accessibility if service and hub.address else ()),
    )


def _closed_days() -> list[date]:
    days = (today() + timedelta(days=ahead) for ahead in range(LOOKED_AHEAD))
    return [day for day in days if is_bank_holiday(day)]


def _middles_of(council: Council, locality: Locality | None = None) -> list[Point]:
    """Return the middles of the postcode sectors that lie mostly in the council, or in the locality's districts."""
    sectors = [code for code in parts().areas.codes.values() if " " in code.code and not code.is_large_user]
    here = [code for code in sectors if code.councils.get(council.gss, 0) * 2 > code.postcodes]
    if locality is None or not locality.districts:
        return [code.point for code in here]
    return [code.point for code in here if locality.districts.get(code.code.split(" ")[0], 0) >= MOST_HERE]
