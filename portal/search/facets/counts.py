"""How many services each choice of each facet would give."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from portal.search.models import Facet
from portal.search.planes import list_bits

_MOST = 255  # services that can be counted one by one: a byte for each choice holds as many
_FEW, _PER = 30, 23  # up to so many, and one more for each so many of all services, that takes less time


class Choices:
    """The choices of all facets, as sets of services and, for each service, as one number with a byte for each choice."""

    def __init__(self, values: Mapping[Facet, Mapping[str, int]], size: int) -> None:
        ends = pairwise(accumulate(map(len, values.values()), initial=0))
        self._parts = [(facet, tuple(sets), *part) for (facet, sets), part in zip(values.items(), ends, strict=True)]
        self._all = [bits for sets in values.values() for bits in sets.values()]
        self._marks = _mark(self._all, size)
        self._few = min(_MOST, _FEW + size // _PER)

    def count(self, found: int, own: Mapping[Facet, int], *, ages: int) -> Mapping[Facet, Mapping[str, int]]:
        """Return the counts among `found`; a facet in `own` is counted among the services given there.

        An age is one child more, so it is counted beside what is for the `ages` chosen.
        """
        every = self._count(found, 0, len(self._all))
        counts: dict[Facet, Mapping[str, int]] = {}
        for facet, names, start, end in self._parts:
            numbers = every[start:end]
            if facet in own:
                beside = own[facet] & ages if facet is Facet.AGE else 0
                numbers = self._count(own[facet] & ~beside, start, end)
                if beside:
                    there = beside.bit_count()
                    numbers = [there + number for number in numbers]
            counts[facet] = dict(zip(names, numbers, strict=True))
        return counts

    def _count(self, found: int, start: int, end: int) -> Sequence[int]:
        """Return the counts among `found` of the choices from `start` to `end`: of few services, by adding up their marks."""
        if found.bit_count() * len(self._all) > self._few * (end - start):
            return [(found & bits).bit_count() for bits in self._all[start:end]]
        return sum(map(self._marks.__getitem__, list_bits(found))).to_bytes(len(self._all), "little")[start:end]


def _mark(sets: Sequence[int], size: int) -> Sequence[int]:
    rows = [bytearray(len(sets)) for _ in range(size)]
    for at, bits in enumerate(sets):
        for number in list_bits(bits):
            rows[number][at] = 1
    return [int.from_bytes(row, "little") for row in rows]
