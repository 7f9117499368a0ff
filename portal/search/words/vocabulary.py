"""What words mean to the search: which say nothing, which say "not", which are one concept under many names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from whoosh.lang import has_stopwords, stopwords_for_language

from portal.search.words import arabic, english, polish
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut

Groups = Mapping[str, Iterable[str]]  # concept id -> the words for it in every language

_MOST_KEPT = 50_000  # words of which is kept what they say
NOT = "not"
YOUNG = frozenset(("child", "baby", "toddler", "teenager"))  # rows of synonyms that name somebody under 18
_NEGATIONS, _GRAMMAR, _LIGHT = cut(english.NEGATIONS), cut(english.GRAMMAR), cut(english.LIGHT)


class Concept(NamedTuple):
    """One concept read from a text: its key, and what kind of word it is."""

    key: str
    length: int = 1  # in words
    is_named: bool = False  # it has other names too; the key is the id of the row of synonyms
    is_grammar: bool = False


class Word(NamedTuple):
    """What a folded word says by itself."""

    stem: str  # all negations have the same
    concept: Concept
    is_telling: bool  # says something about the service wanted
    lengths: tuple[int, ...]  # in words of the longer names that begin with it, longest first


class Vocabulary:
    """The words of one locale: stems, grammar, and concepts under many names."""

    def __init__(self, stemmer: Stemmer, groups: Groups | None = None) -> None:
        self.stem = stemmer
        language = stemmer.locale.partition("-")[0]
        self.grammar = frozenset((*_GRAMMAR, *_OTHER_LETTERS, *_other_grammar(language)))
        self._light = frozenset(stemmer(word) for word in _LIGHT)
        self._negations = frozenset(_NEGATIONS)
        self.named = tuple((name, concept) for concept, names in (groups or {}).items() for name in names)
        self._names = {tuple(map(self._stem, cut(name))): concept for name, concept in self.named}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            lengths[name[0]].add(len(name))
        self._lengths = {stem: tuple(sorted(each - {1}, reverse=True)) for stem, each in lengths.items()}
        self.look_up = lru_cache(_MOST_KEPT)(self._look_up)

    @property
    def words(self) -> frozenset[str]:
        """Return the words of grammar and small talk, all of them correct."""
        return self.grammar.union(_LIGHT, _NEGATIONS)

    def is_grammar(self, word: str) -> bool:
        """Tell whether the folded `word` only holds a sentence together."""
        return word in self.grammar

    def is_telling(self, word: str) -> bool:
        """Tell whether the folded `word` says something about the service wanted."""
        return self.look_up(word).is_telling

    def is_weighty(self, key: str) -> bool:
        """Tell whether a concept alone says something: more than "not" or an everyday verb."""
        return key != NOT and key not in self._light

    def conceive(self, words: Sequence[str]) -> list[Concept]:
        """Return the concepts of folded `words` in order; the longest known name wins."""
        seen = [self.look_up(word) for word in words]
        found: list[Concept] = []
        at = 0
        while at < len(seen):
            concept = self._find_name(seen, at) if seen[at].lengths else seen[at].concept
            found.append(concept)
            at += concept.length
        return found

    def _find_name(self, seen: Sequence[Word], at: int) -> Concept:
        """Return the longest name that begins at `at`, else what the word there says by itself."""
        for length in seen[at].lengths:
            name = self._names.get(tuple([word.stem for word in seen[at : at + length]]))
            if name is not None:
                return Concept(name, length, is_named=True)
        return seen[at].concept

    def _look_up(self, word: str) -> Word:
        stem = self._stem(word)
        name = self._names.get((stem,))
        is_grammar = word in self.grammar
        concept = Concept(stem, is_grammar=is_grammar) if name is None else Concept(name, is_named=True)
        says_nothing = is_grammar or stem == NOT or self.stem(word) in self._light
        is_telling = not says_nothing and (len(word) > 2 or not word.isdecimal())
        return Word(stem, concept, is_telling, self._lengths.get(stem, ()))

    def _stem(self, word: str) -> str:
        return NOT if word in self._negations else self.stem(word)


def _other_grammar(language: str) -> Iterable[str]:
    if language == "pl":
        return cut(polish.GRAMMAR)
    others = stopwords_for_language(language) if language != "en" and has_stopwords(language) else ()
    return (word for each in others for word in cut(each))


# Of languages with other letters, known on every page: so they can share one vocabulary with English.
_OTHER_LETTERS = (*cut(arabic.GRAMMAR), *_other_grammar("ru"))
