"""Mend misspelt words: symmetric deletes over the words the catalogue knows; a known word is never changed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from math import sqrt
from typing import NamedTuple

from portal.search.spelling.company import Company
from portal.search.spelling.deletes import Deletes
from portal.search.spelling.slips import HEARD, count_slips, sound, weigh_slip, write_as_heard

_SHORTEST = 4  # shorter words are left alone: nearly everything is one letter away
_TWO_SLIPS = 7  # letters from which two slips are mended
_TELLING = 3  # letters from which a word tells its language: "do" is a word of many
_LONG = 7  # letters from which a word is mended where few are known
_FREQUENT = 1000  # a count above this says no more about which word was meant
_ALIKE, _SAME_LETTERS = 0.4, 0.3  # what several slips count less for words that sound alike, or have the same letters
_OTHER_START = 0.3  # slips that another first letter counts besides
_WRITTEN, _SAID = 0.1, 0.04  # slips for the fourth root of a count here, and the logarithm of that in English
_RARE, _MIDDLE = 2.0, 5.0  # such a logarithm of words that are not common English; one that says nothing
_TOO_FAR = 1.8  # cost from which a word is left as it was typed
_FAR_ALONE = 1.3  # the same for a shorter word where the words around do not tell: "croup" is no "group"
_ENOUGH = 0.5  # slips that the words around must outweigh where they have to tell
_CLEAR, _APART = 0.7, 0.1  # a short word is mended alone at such a cost, so far from the next candidate
_LIKELY = 0.6  # cost below which an unknown word is taken for one of this language
_SURE = 0.2  # cost below which a word that is right elsewhere is mended, where the others tell ("metal health")
_RARER = 3.5  # logarithm of how much commoner a word must be to be mended to from a right one alone: "abut", "about"


class Candidate(NamedTuple):
    """A word that may be meant: its cost in slips, and how many of them the words around it outweighed."""

    cost: float
    word: str
    told: float = 0.0


class Speller:
    """Finds the word that was meant, by the kind of slip, by sound, by how common it is, and by the words around it.

    `counts` are the words it may turn a slip into; `kept` are never changed; `foreign` ones, and those that `weigh` says are
    English (the logarithm of a count, else 0), only where the others tell. `is_form` tells a form of a known word.
    With few words known (`is_sparing`) only long ones are mended, by one slip: any short one is near to a word of danger.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        company: Company,
        *,
        weigh: Callable[[str], float],
        kept: Collection[str] = (),
        foreign: Collection[str] = (),
        stem: Callable[[str], str] = str,
        is_form: Callable[[str], bool] = lambda _word: False,
        is_sparing: bool = False,
    ) -> None:
        self._company, self._count_english, self._stem, self._is_form = company, weigh, stem, is_form
        self._kept, self._foreign = frozenset(kept), frozenset(foreign).difference(kept, counts)
        self._is_sparing = is_sparing
        self._bonus = {word: self._find_bonus(word, count) for word, count in counts.items()}
        self._deletes = Deletes(tuple(self._mendable()))

    def _find_bonus(self, word: str, count: int) -> float:
        """Return how many slips it outweighs that `word` is a common one."""
        english = 0.0 if self._is_sparing else max(self._count_english(word), _RARE) - _MIDDLE
        return _WRITTEN * sqrt(sqrt(min(count, _FREQUENT))) + _SAID * english

    @cached_property
    def _sounds(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._mendable():
            found[sound(word)].append(word)
        return found

    def _mendable(self) -> Iterator[str]:
        return (word for word in self._bonus if len(word) >= _SHORTEST and word.isalpha())

    def knows(self, word: str) -> bool:
        """Tell whether `word` must not be changed."""
        is_known = word in self._bonus or word in self._kept or self._is_form(word) or self._is_of_many(word)
        return is_known or len(word) < (_LONG if self._is_sparing else _SHORTEST) or not word.isalpha()

    def _is_of_many(self, word: str) -> bool:
        """Tell whether `word` is a known one with an "s": "the lecky's off" is folded to "leckys"."""
        one = word.removesuffix("s")
        return one in self._bonus and not one.endswith("s")

    def is_right(self, word: str) -> bool:
        """Tell whether `word` is one of this language, of English or of those that others say, and so means itself."""
        is_known = word in self._bonus or word in self._kept or word in self._foreign or self._is_form(word)
        return is_known or self._count_english(word) > 0

    def mend(self, words: Sequence[str]) -> list[str]:
        """Return folded `words` with each unknown one replaced by the word most likely meant."""
        mended, unknown = list(words), [at for at, word in enumerate(words) if not self.knows(word)]
        near = {at: self._find_near(words[at]) for at in unknown}
        if not unknown or self._is_foreign(words, near):
            return mended
        for _ in unknown[:2]:  # where several are misspelt, the second time the words beside each are mended
            for at in unknown:
                mended[at] = self._choose(words[at], near[at], self._company.listen(mended, at))
        return mended

    def _is_foreign(self, words: Sequence[str], near: Mapping[int, Sequence[Candidate]]) -> bool:
        """Tell whether more of `words` are known from another language than are, or nearly are, words of this one."""
        foreign = sum([word in self._foreign for word in words])
        own = [at for at, word in enumerate(words) if len(word) >= _TELLING and word not in self._foreign]
        return foreign > sum([at not in near or any(each.cost < _LIKELY for each in near[at]) for at in own])

    def _choose(self, typed: str, near: Iterable[Candidate], speak: Callable[[str], float]) -> str:
        """Return the likeliest of the words `near` to `typed`, else that."""
        ordered = sorted([Candidate(cost - (told := speak(word)), word, told) for cost, word, _ in near])
        common = self._count_english(typed)
        if common or typed in self._foreign:
            return self._choose_for_right(typed, common, ordered, speak(typed))
        is_clear = len(typed) > _SHORTEST or _is_clear(ordered)
        far = _TOO_FAR if len(typed) >= _TWO_SLIPS else _FAR_ALONE
        surely = (each.word for each in ordered if each.told >= _ENOUGH and each.cost < _TOO_FAR)
        alone = (each.word for each in ordered if is_clear and each.cost < far)
        return next(chain(alone, surely), typed)

    def _choose_for_right(self, typed: str, common: float, ordered: Iterable[Candidate], told: float) -> str:
        """Return the word meant by one that is right elsewhere; one of which a form is known is meant as it is."""
        if any(self._stem(each.word) == self._stem(typed) for each in ordered):
            return typed
        sure = (each for each in ordered if each.cost < _SURE and each.told >= told)
        return next((each.word for each in sure if each.told >= _ENOUGH or self._is_rare(common, each.word)), typed)

    def _is_rare(self, common: float, word: str) -> bool:
        """Tell whether an English word so common is a very rare one beside `word`: "abut" beside "about"."""
        return 0 < common < self._count_english(word) - _RARER

    def _find_near(self, typed: str) -> list[Candidate]:
        """Return the words that may be meant, each with how many slips it takes, less what speaks for it."""
        alike = set(self._sounds.get(sound(typed), ()))
        allowed, letters = 2 if len(typed) >= _TWO_SLIPS and not self._is_sparing else 1, set(typed)
        found, heard = [], write_as_heard(typed)
        for word in alike | self._deletes.find(typed):
            is_alike = word in alike
            slips = count_slips(typed, word, at_most=allowed + 1)
            if slips <= allowed or (slips <= allowed + 1 and not self._is_sparing and is_alike):
                several = slips - _ALIKE * is_alike - _SAME_LETTERS * (set(word) == letters)
                cost = weigh_slip(typed, word, is_alike=is_alike) if slips == 1 else several
                cost += _OTHER_START * (typed[0] != word[0])
                if is_alike and write_as_heard(word) == heard:
                    cost = HEARD
                cost -= self._bonus[word]
                found.append(Candidate(cost, word))
        return found


def _is_clear(likely: Sequence[Candidate]) -> bool:
    """Tell whether the first word is a common one, little slipped, and the next far from it."""
    return bool(likely) and likely[0].cost < _CLEAR and (len(likely) == 1 or likely[1].cost - likely[0].cost > _APART)
