"""The engines that are compared, each with `build(world, folder)` and an `Engine(world, folder)` that answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from portal.search.models import Facet
from tests.benchmarks.records import OLDEST

PAGE_SIZE = 20
_AGES = tuple(map(str, range(OLDEST + 1)))
Counts = Mapping[Facet, Mapping[str, int]]


@dataclass(frozen=True)
class Answer:
    """One page: how many there are, how many each choice would give, and the names of the first twenty."""

    total: int
    counts: Counts = field(hash=False)
    top: tuple[str, ...] = ()


def count_ages(spans: Iterable[Sequence[int]]) -> dict[str, int]:
    """Return for each age how many fit it, from (youngest, oldest, how many)."""
    steps = [0] * (OLDEST + 2)
    for youngest, oldest, number in spans:
        if youngest <= OLDEST:
            steps[youngest] += number
            steps[min(oldest, OLDEST) + 1] -= number
    return dict(zip(_AGES, accumulate(steps), strict=False))


def drop_zeros(counts: Counts) -> dict[Facet, dict[str, int]]:
    """Return `counts` without what nobody has, to compare."""
    return {facet: {value: n for value, n in each.items() if n} for facet, each in counts.items()}
