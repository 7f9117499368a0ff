"""Notice words of danger, also misspelt; ordinary uses of the same words must not cry wolf."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portal.search.text import cut
from portal.search.vocabulary import Vocabulary

_GAP = 2  # words that may stand between two words of a phrase
_ARTICLES = frozenset(cut("a an the is are was were be been am of and so really very just keep keeps bein being"))

Stems = tuple[str, ...]


class _Phrase(NamedTuple):
    danger_id: str
    words: tuple[str, ...]
    stems: Stems


class DangerWatch:
    """Knows the phrases of danger by id, and the ordinary phrases that hold the same words."""

    def __init__(self, vocabulary: Vocabulary, phrases: Iterable[tuple[str, str]], ordinary: Iterable[str]) -> None:
        self._vocabulary = vocabulary
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)
        for danger_id, text in phrases:
            words = tuple(word for word in cut(text) if word not in _ARTICLES) or tuple(cut(text))
            phrase = _Phrase(danger_id, words, self._read(words))
            self._phrases[phrase.stems[0]].append(phrase)
        self._ordinary: dict[str, list[Stems]] = defaultdict(list)
        for text in ordinary:
            stems = self._read(cut(text))
            self._ordinary[stems[0]].append(stems)

    def notice(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the dangers that folded `words` speak of, surest first, none where all uses are ordinary."""
        if self._phrases.keys().isdisjoint(self._vocabulary.stem.all(words)):
            return ()
        left = [word for word in self._leave_out_ordinary(words) if word not in _ARTICLES]
        stems = self._read(left)
        may_skip = [self._vocabulary.is_grammar(word) for word in left]
        found = [
            phrase
            for at, stem in enumerate(stems)
            for phrase in self._phrases.get(stem, ())
            if _stands_at(stems, at, phrase.stems, may_skip)
        ]
        found.sort(key=lambda phrase: (not set(phrase.words) <= set(left), -len(phrase.words)))
        return tuple(dict.fromkeys(phrase.danger_id for phrase in found))

    def _leave_out_ordinary(self, words: Sequence[str]) -> list[str]:
        left, stems = list(words), self._read(words)
        for at in range(len(stems)):
            for phrase in self._ordinary.get(stems[at], ()):
                if stems[at : at + len(phrase)] == phrase:
                    left[at : at + len(phrase)] = [""] * len(phrase)
        return left

    def _read(self, words: Sequence[str]) -> Stems:
        return tuple(self._vocabulary.stem.all(words))


def _stands_at(stems: Stems, at: int, phrase: Stems, may_skip: Sequence[bool]) -> bool:
    """Tell whether `phrase` stands in `stems` from `at` on, in order, with only words of grammar between."""
    for stem in phrase[1:]:
        gap = 0
        while gap < _GAP and stems[at + 1 : at + 2] != (stem,) and all(may_skip[at + 1 : at + 2]):
            at, gap = at + 1, gap + 1
        at += 1
        if stems[at : at + 1] != (stem,):
            return False
    return True
