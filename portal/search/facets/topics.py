"""What each service counts for a need or a danger, worked out once: sets of services by their share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from portal.catalogue.models import Catalogue, Service
from portal.search.facets.filters import with_parents
from portal.search.planes import UNIT, Planes, group_bits, make_bits, spread

_NEAREST = 0.4  # what it counts to be the nearest sure thing where nothing could be confirmed for a need
_STEPS, _KEPT = 8, 256  # parts of one in which certainty is told apart, and how many of them are kept
_BEST = 0.8  # what the best service for a need counts at least
# Of one, what is taken off where a need is not a service's main one, for each need named before it, and for each need that
# the service has at all, up to so many; and what is left at least before the last.
_ASIDE, _EACH_BEFORE, _EACH, _MOST_NEEDS, _AT_LEAST = 0.35, 0.1, 0.02, 8, 0.25
_LINES = 10  # crisis lines that count, each a tenth less than the one before

Shares = Sequence[tuple[float, int]]  # share, services


class Topics:
    """The services behind needs and dangers, with what each counts there."""

    def __init__(self, catalogue: Catalogue, numbers: Mapping[str, int], services: Sequence[Service]) -> None:
        self._catalogue, self._numbers = catalogue, numbers
        self.below = {need: (need, *catalogue.needs_below(need)) for need in catalogue.needs}
        self.named = group_bits((need, number) for number, service in enumerate(services) for need in service.needs)
        self.main = group_bits((service.needs[0], number) for number, service in enumerate(services))
        self.nearest = {need.id: make_bits(numbers[each] for each in need.nearest) for need in catalogue.needs.values()}
        self.needs_of = lru_cache(None)(self._find_needs_of)
        self._kept = lru_cache(_KEPT)(self._weigh_need)
        self._shares = self._find_shares(services)

    def weigh_need(self, need: str, most: float) -> Planes:
        """Return what services count for `need`, at most `most`."""
        return self._kept(need, int(most * _STEPS + 0.5))

    def _weigh_need(self, need: str, steps: int) -> Planes:
        unit = UNIT * steps / _STEPS
        return spread((int(share * unit + 0.5), bits) for share, bits in self._shares[need])

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

    def _find_shares(self, services: Iterable[Service]) -> Mapping[str, Shares]:
        """Return for each need what it counts for the services that are for it, or are the nearest sure thing."""
        found: dict[str, dict[int, float]] = {need: {} for need in self._catalogue.needs}
        for number, service in enumerate(services):
            for need in with_parents(self._catalogue, service.needs):
                found[need][number] = _share(service, need)
        for each in self._catalogue.needs.values():
            for service_id in each.nearest:
                number = self._numbers[service_id]
                found[each.id][number] = found[each.id].get(number, 0.0) + _NEAREST
        return {need: _group(_raise(shares)) for need, shares in found.items()}


def _raise(shares: Mapping[int, float]) -> Mapping[int, float]:
    """Return shares with the best raised to `_BEST`: a need that no service is for foremost is as much meant as others."""
    times = max(1.0, _BEST / max(shares.values(), default=1.0))
    return {number: share * times for number, share in shares.items()}


def _group(shares: Mapping[int, float]) -> Shares:
    return tuple(group_bits((round(share, 2), number) for number, share in shares.items()).items())


def _share(service: Service, need: str) -> float:
    """Return what a need counts for a service: most as its main one, less the more it does besides."""
    needs = service.needs
    place = needs.index(need) if need in needs else len(needs)
    by_place = max(1 - _ASIDE * min(place, 1) - _EACH_BEFORE * place, _AT_LEAST)
    return by_place - _EACH * min(len(needs), _MOST_NEEDS)
