"""Make results of the few services that are shown: why they are there, and how far away."""

from collections.abc import Iterable, Mapping

from portal.places.distance import miles
from portal.places.models import Place, Point
from portal.search.index import Index
from portal.search.models import Reason, Result, Why
from portal.search.order import Ranked
from portal.search.reasons import Reasons
from portal.search.whereabouts import find_nearest


class Shower:
    """Makes the results of one page; `ranks` put its services in order over all groups."""

    def __init__(self, index: Index, near: Place | None, reasons: Reasons, ranks: Mapping[int, int]) -> None:
        self._see, self._give, self._ranks = index.whereabouts.see, reasons.give, ranks
        self._origin = near.point if near else None

    def near(self, ranked: Iterable[Ranked]) -> tuple[Result, ...]:
        """Return the results for services in order whose positions are known, with how far away they are."""
        if self._origin is None:
            return self.all(ranked)
        return tuple([self._show_near(number, self._origin) for _, number in ranked])

    def all(self, ranked: Iterable[Ranked]) -> tuple[Result, ...]:
        """Return the results for services in order."""
        return tuple([self._show(number) for _, number in ranked])

    def _show(self, number: int) -> Result:
        service, location, _ = self._see(number)
        return Result(service, self._ranks[number], self._give(number), None, location)

    def _show_near(self, number: int, origin: Point) -> Result:
        service, _, spots = self._see(number)
        location, point = find_nearest(spots, origin)
        away = miles(origin=origin, destination=point)
        why = (*self._give(number), Reason(Why.NEAR, f"{away:.1f}"))
        return Result(service, self._ranks[number], why, away, location)
