"""Mend misspelt words: symmetric deletes over the words the catalogue knows; a known word is never changed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from math import sqrt

from portal.search.pairs import Pairs

_SHORTEST = 4  # shorter words are left alone: nearly everything is one letter away
_TWO_SLIPS = 7  # letters from which two slips are mended
_LONG = 7  # letters from which a word is mended where few are known
_PREFIX = 8  # letters whose deletes are kept; longer words differ rarely only behind them
_FREQUENT = 1000  # a count above this says no more about which word was meant


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

    @cached_property
    def _deletes(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._mendable():
            for key in _shorten(word):
                found[key].append(word)
        return found

    @cached_property
    def _sounds(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._mendable():
            found[_sound(word)].append(word)
        return found

    def _mendable(self) -> Iterator[str]:
        return (word for word in self._counts if len(word) >= _SHORTEST and word.isalpha())

    def knows(self, word: str) -> bool:
        """Tell whether `word` must not be changed."""
        is_known = word in self._counts or word in self._kept or self._is_form(word)
        return is_known or len(word) < (_LONG if self._is_sparing else _SHORTEST) or not word.isalpha()

    def mend(self, words: Sequence[str]) -> list[str]:
        """Return folded `words` with each unknown one replaced by the word most likely meant."""
        return [word if self.knows(word) else self._mend_one(words, at) for at, word in enumerate(words)]

    def _mend_one(self, words: Sequence[str], at: int) -> str:
        typed = words[at]
        before, after = self._neighbour(reversed(words[:at])), self._neighbour(words[at + 1 :])
        likely: list[tuple[float, bool, str]] = []
        for word in self._candidates(typed):
            has_company = self._stand_together(before, word) or self._stand_together(word, after)
            likely.append((self._cost(typed, word) - _COMPANY * has_company, not has_company, word))
        likely.sort()
        if typed in self._right:
            return next((word for cost, is_alone, word in likely if cost < _SURE and not is_alone), typed)
        if len(typed) > _SHORTEST or _is_clear(likely):
            return next((word for cost, _, word in likely if cost < _TOO_FAR), typed)
        return next((word for cost, is_alone, word in likely if cost < _TOO_FAR and not is_alone), typed)

    def _neighbour(self, words: Iterable[str]) -> str:
        """Return the first of `words` that says something: "carring a knife" is read as "carring knife"."""
        return next((word for word in words if word not in self._grammar), "")

    def _stand_together(self, first: str, second: str) -> bool:
        return self._pairs.stand_often(first, second)

    def _candidates(self, typed: str) -> Iterator[str]:
        seen = set(self._sounds.get(_sound(typed), ()))
        for key in _shorten(typed):
            seen.update(self._deletes.get(key, ()))
        allowed = 2 if len(typed) >= _TWO_SLIPS and not self._is_sparing else 1
        for word in seen:
            slips = count_slips(typed, word, at_most=3)
            if slips <= allowed or (slips <= allowed + 1 and not self._is_sparing and _sound(word) == _sound(typed)):
                yield word

    def _cost(self, typed: str, word: str) -> float:
        slips = float(count_slips(typed, word, at_most=3))
        if _sound(typed) == _sound(word):
            slips -= 0.6
        if typed[0] != word[0]:
            slips += 0.7
        if sorted(typed) == sorted(word) or set(typed) == set(word):
            slips -= 0.3
        return slips - 0.1 * sqrt(sqrt(self._counts[word]))


_TOO_FAR = 2.5  # cost from which a word is left as it was typed
_COMPANY = 0.8  # slips that a word beside it outweighs
_CLEAR, _APART = 0.7, 0.25  # a short word is mended alone at such a cost, so far from the next candidate
_SURE = 0.25  # the same for a word that is right elsewhere: only a neighbour can tell ("metal health")


def _is_clear(likely: Sequence[tuple[float, bool, str]]) -> bool:
    """Tell whether the first word is a common one, little slipped, and the next far from it."""
    return bool(likely) and likely[0][0] < _CLEAR and (len(likely) == 1 or likely[1][0] - likely[0][0] > _APART)


def count_slips(typed: str, word: str, *, at_most: int) -> int:
    """Return the letters added, left out, changed or swapped between two words; at_most + 1 for more."""
    if abs(len(typed) - len(word)) > at_most:
        return at_most + 1
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, a in enumerate(typed, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(word, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == word[j - 2] and typed[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > at_most:
            return at_most + 1
    return row[-1]


def _shorten(word: str) -> set[str]:
    """Return `word`'s beginning with up to one letter (two in long words) left out."""
    start = word[:_PREFIX]
    once = {start, *(start[:i] + start[i + 1 :] for i in range(len(start)))}
    if len(word) < _TWO_SLIPS - 1:
        return once
    return once.union(*({each[:i] + each[i + 1 :] for i in range(len(each))} for each in once))


_SOUNDS = (
    ("ough", "o"), ("augh", "o"), ("sch", "sk"), ("tch", "ch"), ("ph", "f"), ("gh", ""), ("ck", "k"), ("qu", "kw"),
    ("wr", "r"), ("kn", "n"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("z", "s"), ("c", "k"), ("y", "i"),
)  # fmt: skip

_ENDINGS = ("y", "ie", "ee")


def _sound(word: str) -> str:
    """Return a rough key of how `word` sounds: its first sound, its consonants, and whether it ends like "safety"."""
    ending = "Y" if word.endswith(_ENDINGS) else ""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    kept = word[:1] + "".join(c for c in word[1:] if c not in "aeiouhw")
    return "".join(c for i, c in enumerate(kept) if not i or kept[i - 1] != c) + ending
