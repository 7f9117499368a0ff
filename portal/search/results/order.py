"""The order of results: bands of relevance first, then known ages, what surely runs, then the distance; or as chosen."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from math import ceil
from operator import itemgetter

from portal.places.models import Place, Point
from portal.search.facets.next_on import Soon
from portal.search.facets.whereabouts import nearness_of
from portal.search.index import Index
from portal.search.models import Order, Query
from portal.search.planes import Planes, at_least, find_best, make_bits, rank
from portal.search.results.ranking import Relevance

_BANDS = (0.75, 0.5)  # shares of the best score at which a band of comparable relevance ends
# As how many miles away help counts that needs no travel or whose position is not known: of the area, for everybody.
_LOCAL, _NATIONAL = nearness_of(2.5), nearness_of(4.0)

Key = tuple[int, float] | Soon
Ranked = tuple[Key, int]


class Ordering:
    """Puts the services of `matched` in order, best first; the order is total, so pages never overlap."""

    def __init__(
        self, index: Index, query: Query, relevance: Relevance, matched: int, near: Place | None, now: datetime
    ) -> None:
        self.index, self.matched, self.near = index, matched, near
        self._query, self._now = query, now
        self._scores = relevance.scores
        self._planes = self._stack_planes()
        self._classes = tuple(self._split())  # the sets that follow each other whatever the distance

    def take(self, group: int, stop: int) -> list[Ranked]:
        """Return the first `stop` of the matched services in `group`, each with a key that orders groups among each other."""
        if self._query.order == Order.NEXT:
            return self._take_next(group, stop)
        found: list[Ranked] = []
        for place, whole in enumerate(self._classes):
            bits = whole & group
            if bits and len(found) < stop:
                found += [((place, away), n) for away, n in self._sort(bits, stop - len(found))]
        return found

    def _take_next(self, group: int, stop: int) -> list[Ranked]:
        council, bits = self.near.council if self.near else None, self.matched & group
        ranked = rank(self._planes, bits, bits.bit_count())
        keyed: list[Ranked] = [(self.index.next_on.soon(n, council, self._now), n) for n in ranked]
        return sorted(keyed, key=itemgetter(0))[:stop]

    def _sort(self, bits: int, wanted: int) -> Sequence[tuple[float, int]]:
        origin = self.near.point if self.near else None
        if origin and bits & self.index.whereabouts.placed == bits:
            return self._sort_by_distance(bits, origin, wanted)
        if self.near is None:  # all are in one group
            return [(_LOCAL, n) for n in rank(self._planes, bits, wanted)]
        national = self.index.filters.national
        return [(_NATIONAL if national >> n & 1 else _LOCAL, n) for n in rank(self._planes, bits, wanted)]

    def _sort_by_distance(self, bits: int, origin: Point, wanted: int) -> list[tuple[float, int]]:
        """Return the nearest; under one roof the better fit comes first."""
        nearest = self.index.whereabouts.sort(bits, origin, wanted)
        first = nearest[: wanted + 1]
        if len({away for away, _ in first}) == len(first):
            return first[:wanted]
        found: list[tuple[float, int]] = []
        for away, same in groupby(nearest, key=itemgetter(0)):
            numbers = [n for _, n in same]
            if len(numbers) > 1:
                numbers = rank(self._planes, make_bits(numbers), len(numbers))
            found += [(away, n) for n in numbers]
            if len(found) >= wanted:
                break
        return found[:wanted]

    def _stack_planes(self) -> Planes:
        """Return the scores, below them what mainly is for the need chosen, above them, near a place, what is of the area."""
        main, filters = self.index.topics.main, self.index.filters
        aside = [sum(main.get(need, 0) for need in dict.fromkeys(self._query.needs))] if self._query.needs else []
        above = [filters.everything ^ filters.national] if self.near else []
        return [*aside, *self._scores, *above]

    def _split(self) -> Iterator[int]:
        if self._query.order == Order.NEAREST and self.near and self.near.point:
            yield self.matched
            return
        filters, is_banded = self.index.filters, self.near and self._scores
        quiet = filters.unconfirmed if self.near or not self._scores else 0
        unsure = filters.unknown_age if self._query.ages else 0
        for band in self._bands() if is_banded else (self.matched,):
            for known in _part(band, unsure):
                yield from _part(known, quiet)

    def _bands(self) -> Iterator[int]:
        scores, left = self._scores, self.matched
        best = find_best(scores, left)
        for share in _BANDS:
            band = at_least(scores, ceil(best * share), left)
            yield band
            left ^= band
        yield left


def _part(bits: int, later: int) -> tuple[int, ...]:
    """Return first what is not in `later`, then what is."""
    last = bits & later
    return (bits ^ last, last) if last else (bits,)
