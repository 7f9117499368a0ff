"""Which words stand side by side, kept as sorted numbers: there are as many pairs as words in all texts."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise
from pickle import PickleBuffer
from typing import TypeAlias

Numbers: TypeAlias = "array[int] | bytes | memoryview"  # of eight bytes each
_OFTEN = 2  # times two words must stand side by side to speak for each other


class PairCounter:
    """Takes in texts as folded words; words of `grammar` are passed over."""

    def __init__(self, grammar: Container[str] = ()) -> None:
        self._grammar = grammar
        self._numbers: dict[str, int] = {}
        self._found = array("Q")

    def add(self, words: Sequence[str], *, times: int = 1) -> None:
        """Count the pairs of one text, so many times."""
        known = self._numbers
        numbers = [known.setdefault(word, len(known)) for word in words if word not in self._grammar]
        self._found.extend([first << 32 | second for first, second in pairwise(numbers)] * times)

    def finish(self) -> "Pairs":
        """Return the pairs counted so far."""
        counts = Counter(self._found)
        once = array("Q", sorted([pair for pair, count in counts.items() if count < _OFTEN]))
        often = array("Q", sorted([pair for pair, count in counts.items() if count >= _OFTEN]))
        return Pairs(self._numbers, once, often)


class Pairs:
    """The pairs of words that stand side by side; what was kept of them is mapped, not read."""

    def __init__(self, numbers: dict[str, int], once: Numbers, often: Numbers) -> None:
        self._numbers, self._once, self._often = numbers, _read_numbers(once), _read_numbers(often)

    def __reduce__(self) -> tuple[type["Pairs"], tuple[object, ...]]:
        return Pairs, (self._numbers, PickleBuffer(self._once), PickleBuffer(self._often))

    def stand_ever(self, first: str, second: str) -> bool:
        """Tell whether two words stand side by side anywhere."""
        return self.stand_often(first, second) or self.stand_once(first, second)

    def stand_often(self, first: str, second: str) -> bool:
        """Tell whether two words stand side by side so often that they speak for each other."""
        return self._stands_in(self._often, first, second)

    def stand_once(self, first: str, second: str) -> bool:
        """Tell whether two words stand side by side, but not often."""
        return self._stands_in(self._once, first, second)

    def _stands_in(self, pairs: Sequence[int], first: str, second: str) -> bool:
        one, other = self._numbers.get(first), self._numbers.get(second)
        if one is None or other is None:
            return False
        at = bisect_left(pairs, one << 32 | other)
        return at < len(pairs) and pairs[at] == one << 32 | other


def _read_numbers(numbers: Numbers) -> "memoryview | array[int]":
    plain = memoryview(numbers).cast("B")
    return plain.cast("Q") if plain else array("Q")
