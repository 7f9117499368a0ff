"""Make results of the few services that are shown: why they are there, and how far away."""

from collections.abc import Iterable, Mapping

from portal.places.distance import miles
from portal.places.models import Place, Point
from portal.search.facets.whereabouts import find_nearest
from portal.search.index import Index
from portal.search.models import Reason, Result, Why
from portal.search.results.order import Ranked
from portal.search.results.reasons import Reasons


class Presenter:
    """Makes the results of one page; `ranks` put its services in order over all groups."""

    def __init__(self, index: Index, near: Place | None, reasons: Reasons, ranks: Mapping[int, int]) -> None:
        self._services, self._reasons, self._ranks = index.services, reasons, ranks
        self._origin = near.point if near else None

    def near(self, ranked: Iterable[Ranked]) -> tuple[Result, ...]:
        """Return the results for services in order whose positions are known, with how far away they are."""
        found = self.all(ranked)
        return found if self._origin is None else tuple([_measure(result, self._origin) for result in found])

    def all(self, ranked: Iterable[Ranked]) -> tuple[Result, ...]:
        """Return the results for services in order."""
        numbers = [number for _, number in ranked]
        ranks = map(self._ranks.__getitem__, numbers)
        return tuple(map(Result, self._services.pick(numbers), ranks, self._reasons.give(numbers)))


def _measure(result: Result, origin: Point) -> Result:
    """Return `result` with how far away it is."""
    service, rank, why, *_ = result
    location, point = find_nearest(service, origin)
    away = miles(origin=origin, destination=point)
    return Result(service, rank, (*why, Reason(Why.NEAR, f"{away:.1f}")), away, location)
