"""The order of results: bands of relevance first, then known ages, then the distance. One order for all groups."""

from dataclasses import dataclass
from datetime import datetime

from portal.catalogue.models import Delivery, Location, Service, Status
from portal.places.distance import miles, rough_miles
from portal.places.models import Place, Point
from portal.search.filters import list_bits
from portal.search.index import Index
from portal.search.models import Order, Query
from portal.search.ranking import Relevance

_BANDS = (0.75, 0.5, 0.35)  # shares of the best score at which a band of comparable relevance ends
_LOCAL_MILES = 2.5  # as how far away help of the area counts that needs no travel or whose position is not known
_NATIONAL_MILES = 4.0  # the same for help that is there for everybody


@dataclass(frozen=True)
class Candidate:
    """A service on its way to the page."""

    number: int
    is_no_travel: bool
    location: Location | None
    point: Point | None

    def miles_shown(self, near: Place | None) -> float | None:
        """Return the miles on the ground from `near` to its nearest location, None where either is not known."""
        if self.point is None or near is None or near.point is None:
            return None
        return miles(origin=near.point, destination=self.point)


def order(
    index: Index, query: Query, relevance: Relevance, matched: int, near: Place | None, now: datetime
) -> list[Candidate]:
    """Return the services of `matched`, best first; the order is total, so pages never overlap."""
    origin = near.point if near else None
    best = max((relevance.scores[number] for number in list_bits(matched) if relevance.scores), default=0.0)
    unsure = index.filters.unknown_age if query.ages else 0
    keyed = []
    for number in list_bits(matched):
        service = index.services[number]
        candidate, away = _place(number, service, origin)
        score = relevance.scores.get(number, 0.0)
        band = _band(score, best) if near and query.order == Order.BEST else 0
        soon = index.next_on.soon(number, near.council if near else None, now) if query.order == Order.NEXT else ()
        is_unsure = bool(unsure >> number & 1)
        is_quiet = not relevance.scores and service.status != Status.ACTIVE
        is_aside = bool(query.needs) and service.needs[0] not in query.needs
        key = (soon, band, is_unsure, is_quiet, away if near else 0.0, -score, is_aside, service.name, service.id)
        keyed.append((key, candidate))
    return [candidate for _, candidate in sorted(keyed, key=lambda each: each[0])]


def _band(score: float, best: float) -> int:
    return sum(score < best * share for share in _BANDS)


def _place(number: int, service: Service, origin: Point | None) -> tuple[Candidate, float]:
    is_in_person = Delivery.IN_PERSON in service.delivery
    places = service.locations if is_in_person else ()
    is_no_travel = not places and service.needs_no_travel
    known = [(place, point) for place in places if (point := _point_of(place))]
    if not known or origin is None:
        location = places[0] if places else None
        return Candidate(number, is_no_travel, location, None), _NATIONAL_MILES if service.is_national else _LOCAL_MILES
    away = [rough_miles(origin=origin, destination=point) for _, point in known]
    nearest = away.index(min(away))
    return Candidate(number, is_no_travel, *known[nearest]), away[nearest]


def _point_of(location: Location) -> Point | None:
    if location.latitude is None or location.longitude is None:
        return None
    return Point(location.latitude, location.longitude)
