"""What each service counts for a need or a danger, worked out once: sets of services by their share."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from portal.catalogue.models import Catalogue, Service
from portal.search.planes import UNIT, Planes, make_bits, spread

_NEAREST = 0.4  # what it counts to be the nearest sure thing where nothing could be confirmed for a need
_LINES = 10  # crisis lines that count, each a tenth less than the one before

Shares = Sequence[tuple[float, int]]  # share, services


class Topics:
    """The services behind needs and dangers, with what each counts there."""

    def __init__(self, catalogue: Catalogue, numbers: Mapping[str, int]) -> None:
        self._catalogue, self._numbers = catalogue, numbers
        self._services = tuple(catalogue.services[each] for each in numbers)
        self.below = {need: frozenset((need, *catalogue.needs_below(need))) for need in catalogue.needs}
        self.main = {need: self._where_main(need) for need in catalogue.needs}
        self.nearest = {need.id: make_bits(numbers[each] for each in need.nearest) for need in catalogue.needs.values()}
        self.needs_of = lru_cache(None)(self._find_needs_of)
        self._shares = lru_cache(None)(self._find_shares)

    def weigh_need(self, need: str, most: float) -> Planes:
        """Return what services count for `need`, at most `most`."""
        return spread((int(share * most * UNIT + 0.5), bits) for share, bits in self._shares(need))

    def weigh_lines(self, danger: str, most: float) -> Planes:
        """Return what a danger's own lines count, the first of them `most`."""
        lines = self._catalogue.dangers[danger].crisis_lines[:_LINES]
        return spread(
            (int(most * (1 - at / _LINES) * UNIT + 0.5), 1 << self._numbers[line]) for at, line in enumerate(lines)
        )

    def _find_needs_of(self, danger: str) -> Mapping[str, float]:
        """Return the needs that a danger's own lines are for, each with its share of the lines."""
        lines = self._catalogue.dangers[danger].crisis_lines
        counts = Counter(self._catalogue.services[line].needs[0] for line in lines)
        return {need: count / len(lines) for need, count in counts.items()}

    def _where_main(self, need: str) -> int:
        return make_bits(number for number, service in enumerate(self._services) if service.needs[:1] == (need,))

    def _find_shares(self, need: str) -> Shares:
        nearest = {self._numbers[each] for each in self._catalogue.needs[need].nearest}
        found: dict[float, list[int]] = defaultdict(list)
        for number, service in enumerate(self._services):
            share = _share(service, need) if not self.below[need].isdisjoint(service.needs) else 0.0
            share += _NEAREST * (number in nearest)
            if share:
                found[round(share, 2)].append(number)
        return tuple((share, make_bits(numbers)) for share, numbers in found.items())


def _share(service: Service, need: str) -> float:
    """Return what a need counts for a service: most as its main one, less the more it does besides."""
    needs = service.needs
    place = needs.index(need) if need in needs else len(needs)
    return max(1 - 0.35 * min(place, 1) - 0.1 * place, 0.25) - 0.02 * min(len(needs), 8)
