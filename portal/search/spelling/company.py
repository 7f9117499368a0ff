"""What speaks for a word: those it stands between, and the needs that the other words of a sentence are said for."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from math import log

from portal.search.spelling.pairs import Pairs

# What it counts for that two words often stand side by side, or did so once, and for needs that both are said for, in slips
_OFTEN, _ONCE = 0.8, 0.2
_SHARED, _MOST_SHARED = 0.08, 0.4


class Company:
    """Tells what the words around a place in a sentence say for a word there; words of `grammar` say nothing.

    `needs` are those that a word is said for, each a bit.
    """

    def __init__(self, pairs: Pairs, needs: Mapping[str, int], grammar: Container[str]) -> None:
        self._pairs, self._needs, self._grammar = pairs, needs, grammar
        self._many = max((bits.bit_length() for bits in needs.values()), default=0)

    def listen(self, words: Sequence[str], at: int) -> Callable[[str], float]:
        """Return what tells for a word how many slips the others outweigh if it stands at `at`."""
        before, after = self._find_telling(reversed(words[:at])), self._find_telling(words[at + 1 :])
        others = [self._needs[word] for place, word in enumerate(words) if place != at and word in self._needs]

        def speak(word: str) -> float:
            if word in self._grammar:  # it is passed over where it stands: "look after mum" is read as "look mum"
                return self._count_pair(before, after)
            beside = max(self._count_pair(before, word), self._count_pair(word, after))
            return beside + self._count_shared(self._needs.get(word, 0), others)

        return speak

    def _find_telling(self, words: Iterable[str]) -> str:
        """Return the first of `words` that says something: "carring a knife" is read as "carring knife"."""
        return next((word for word in words if word not in self._grammar), "")

    def _count_pair(self, first: str, second: str) -> float:
        if self._pairs.stand_often(first, second):
            return _OFTEN
        return _ONCE if self._pairs.stand_once(first, second) else 0.0

    def _count_shared(self, bits: int, others: Iterable[int]) -> float:
        """Return more for needs that few words are said for: "colic" and "baby" are words for the same few."""
        shared = [
            (bits & other).bit_count() / (bits.bit_count() * other.bit_count()) for other in others if bits & other
        ]
        return min(_MOST_SHARED, _SHARED * sum(log(1 + self._many * share) for share in shared))
