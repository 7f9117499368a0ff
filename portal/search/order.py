"""The order of results: bands of relevance first, then known ages, what surely runs, then the distance; or as chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from math import ceil
from operator import itemgetter

from portal.places.models import Place, Point
from portal.search.index import Index
from portal.search.models import Order, Query
from portal.search.next_on import Soon
from portal.search.planes import Planes, at_least, find_best, make_bits, rank
from portal.search.ranking import Relevance
from portal.search.whereabouts import nearness_of

_BANDS = (0.75, 0.5)  # shares of the best score at which a band of comparable relevance ends
_LOCAL = nearness_of(
    2.5
)  # as how many miles away help of the area counts that needs no travel or whose position is not known
_NATIONAL = nearness_of(4.0)  # the same for help that is there for everybody

Key = tuple[int, float] | Soon
Ranked = tuple[Key, int]


@dataclass(frozen=True)
class Ordering:
    """Puts the services of `matched` in order, best first; the order is total, so pages never overlap."""

    index: Index
    query: Query
    relevance: Relevance
    matched: int
    near: Place | None
    now: datetime

    def take(self, group: int, stop: int) -> list[Ranked]:
        """Return the first `stop` of the matched services in `group`, each with a key that orders groups among each other."""
        if self.query.order == Order.NEXT:
            return self._take_next(group, stop)
        found: list[Ranked] = []
        for place, bits in enumerate(self._classes):
            if len(found) < stop and bits & group:
                found += [((place, away), n) for away, n in self._sort(bits & group, stop - len(found))]
        return found

    def _take_next(self, group: int, stop: int) -> list[Ranked]:
        council, bits = self.near.council if self.near else None, self.matched & group
        ranked = rank(self._planes, bits, bits.bit_count())
        keyed: list[Ranked] = [(self.index.next_on.soon(n, council, self.now), n) for n in ranked]
        return sorted(keyed, key=itemgetter(0))[:stop]

    def _sort(self, bits: int, wanted: int) -> Sequence[tuple[float, int]]:
        origin = self.near.point if self.near else None
        if origin and bits & self.index.whereabouts.placed == bits:
            return self._sort_by_distance(bits, origin, wanted)
        national = self.index.filters.national
        return [(_NATIONAL if national >> n & 1 else _LOCAL, n) for n in rank(self._planes, bits, wanted)]

    def _sort_by_distance(self, bits: int, origin: Point, wanted: int) -> list[tuple[float, int]]:
        """Return the nearest; under one roof the better fit comes first."""
        found: list[tuple[float, int]] = []
        for away, same in groupby(self.index.whereabouts.sort(bits, origin), key=itemgetter(0)):
            numbers = [n for _, n in same]
            if len(numbers) > 1:
                numbers = rank(self._planes, make_bits(numbers), len(numbers))
            found += [(away, n) for n in numbers]
            if len(found) >= wanted:
                break
        return found[:wanted]

    @cached_property
    def _planes(self) -> Planes:
        """The scores, below them what mainly is for the need chosen, above them, near a place, what is of the area."""
        main = self.index.topics.main
        aside = [sum(main.get(need, 0) for need in dict.fromkeys(self.query.needs))] if self.query.needs else []
        above = [self.index.filters.everything & ~self.index.filters.national] if self.near else []
        return [*aside, *self.relevance.scores, *above]

    @cached_property
    def _classes(self) -> Sequence[int]:
        """The sets that follow each other whatever the distance."""
        return tuple(self._split())

    def _split(self) -> Iterator[int]:
        if self.query.order == Order.NEAREST and self.near and self.near.point:
            yield self.matched
            return
        filters, scores = self.index.filters, self.relevance.scores
        quiet = filters.unconfirmed if self.near or not scores else 0
        unsure = filters.unknown_age if self.query.ages else 0
        for band in self._bands() if self.near and scores else (self.matched,):
            for known in _part(band, unsure):
                yield from _part(known, quiet)

    def _bands(self) -> Iterator[int]:
        scores, left = self.relevance.scores, self.matched
        best = find_best(scores, left)
        for share in _BANDS:
            band = at_least(scores, ceil(best * share), left)
            yield band
            left ^= band
        yield left


def _part(bits: int, later: int) -> tuple[int, ...]:
    """Return first what is not in `later`, then what is."""
    return (bits & ~later, bits & later) if bits & later else (bits,)
