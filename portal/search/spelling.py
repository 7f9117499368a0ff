"""Mend misspelt words: symmetric deletes over the words the catalogue knows; a known word is never changed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import sqrt

from portal.search.deletes import Deletes
from portal.search.pairs import Pairs
from portal.search.slips import count_slips, sound

_SHORTEST = 4  # shorter words are left alone: nearly everything is one letter away
_TWO_SLIPS = 7  # letters from which two slips are mended
_LONG = 7  # letters from which a word is mended where few are known
_FREQUENT = 1000  # a count above this says no more about which word was meant
_ALIKE, _SAME_LETTERS, _COMMON = 0.6, 0.3, 0.1  # slips that sound, letters, and the fourth root of a count outweigh
_OTHER_START = 0.7  # slips that another first letter counts besides
_TOO_FAR = 2.5  # cost from which a word is left as it was typed
_COMPANY = 0.8  # slips that a word beside it outweighs
_CLEAR, _APART = 0.7, 0.25  # a short word is mended alone at such a cost, so far from the next candidate
_SURE = 0.25  # the same for a word that is right elsewhere: only a neighbour can tell ("metal health")

Likely = Sequence[tuple[float, str]]  # words that may be meant, with their cost in slips


class Speller:
    """Finds the word that was meant, by slips, by sound, and by the words beside it.

    `counts` are the words it may turn a slip into; `kept` are never changed; `right` only where a neighbour tells.
    `pairs` says which words stand side by side, words of `grammar` left out. `is_form` tells a form of a known word.
    With few words known (`is_sparing`) only long ones are mended, by one slip: any short one is near to a word of danger.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        pairs: Pairs,
        *,
        kept: Collection[str] = (),
        right: Container[str] = (),
        grammar: Container[str] = (),
        is_form: Callable[[str], bool] = lambda _word: False,
        is_sparing: bool = False,
    ) -> None:
        self._counts = {word: min(count, _FREQUENT) for word, count in counts.items()}
        self._pairs, self._kept, self._right, self._grammar = pairs, frozenset(kept), right, grammar
        self._is_form, self._is_sparing = is_form, is_sparing
        self._deletes = Deletes(tuple(self._mendable()))

    @cached_property
    def _sounds(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._mendable():
            found[sound(word)].append(word)
        return found

    def _mendable(self) -> Iterator[str]:
        return (word for word in self._counts if len(word) >= _SHORTEST and word.isalpha())

    def knows(self, word: str) -> bool:
        """Tell whether `word` must not be changed."""
        is_known = word in self._counts or word in self._kept or self._is_form(word)
        return is_known or len(word) < (_LONG if self._is_sparing else _SHORTEST) or not word.isalpha()

    def mend(self, words: Sequence[str]) -> list[str]:
        """Return folded `words` with each unknown one replaced by the word most likely meant."""
        mended, unknown = list(words), [at for at, word in enumerate(words) if not self.knows(word)]
        likely = {at: self._weigh(words[at]) for at in unknown}
        for _ in unknown[:2]:  # where several are misspelt, the second time the words beside each are mended
            for at in unknown:
                mended[at] = self._choose(words[at], likely[at], mended[:at], mended[at + 1 :])
        return mended

    def _choose(self, typed: str, likely: Likely, before: Sequence[str], after: Sequence[str]) -> str:
        first, last = self._neighbour(reversed(before)), self._neighbour(after)
        ordered: list[tuple[float, bool, str]] = []
        for cost, word in likely:
            has_company = self._pairs.stand_often(first, word) or self._pairs.stand_often(word, last)
            ordered.append((cost - _COMPANY * has_company, not has_company, word))
        ordered.sort()
        if typed in self._right:
            return next((word for cost, is_alone, word in ordered if cost < _SURE and not is_alone), typed)
        if len(typed) > _SHORTEST or _is_clear(ordered):
            return next((word for cost, _, word in ordered if cost < _TOO_FAR), typed)
        return next((word for cost, is_alone, word in ordered if cost < _TOO_FAR and not is_alone), typed)

    def _neighbour(self, words: Iterable[str]) -> str:
        """Return the first of `words` that says something: "carring a knife" is read as "carring knife"."""
        return next((word for word in words if word not in self._grammar), "")

    def _weigh(self, typed: str) -> Likely:
        """Return the words that may be meant, each with how many slips it takes, less what speaks for it."""
        alike = set(self._sounds.get(sound(typed), ()))
        near = alike | self._deletes.find(typed)
        allowed, letters = 2 if len(typed) >= _TWO_SLIPS and not self._is_sparing else 1, set(typed)
        found = []
        for word in near:
            slips = count_slips(typed, word, at_most=allowed + 1)
            if slips <= allowed or (slips <= allowed + 1 and not self._is_sparing and word in alike):
                cost = slips - _ALIKE * (word in alike) - _SAME_LETTERS * (set(word) == letters)
                cost += _OTHER_START * (typed[0] != word[0]) - _COMMON * sqrt(sqrt(self._counts[word]))
                found.append((cost, word))
        return found


def _is_clear(likely: Sequence[tuple[float, bool, str]]) -> bool:
    """Tell whether the first word is a common one, little slipped, and the next far from it."""
    return bool(likely) and likely[0][0] < _CLEAR and (len(likely) == 1 or likely[1][0] - likely[0][0] > _APART)
