"""Learn from the taxonomies alone what reads words: services come and go, it stays."""

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from portal.catalogue.models import Catalogue, Danger, Need
from portal.search.understanding.danger import DangerWatch, Lessons
from portal.search.understanding.danger_words import Alike
from portal.search.understanding.needs import NeedReader
from portal.search.words.stems import Stemmer, reads_as
from portal.search.words.vocabulary import Vocabulary


class Words(NamedTuple):
    """The vocabulary of one language, and what hears needs and danger in words."""

    made_of: str
    vocabulary: Vocabulary
    needs: NeedReader
    danger: DangerWatch

    @property
    def known(self) -> tuple[object, ...]:
        """Return the parts that what is kept apart from it refers to, so that none is kept or opened twice."""
        vocabulary = self.vocabulary
        return vocabulary, vocabulary.stem, vocabulary.grammar, self.needs, self.danger


def identify_words(catalogue: Catalogue, locale: str) -> str:
    """Return a hash of all that `begin_words` looks at; it is the same for languages that are read alike."""
    sayings = (catalogue.need_sayings, catalogue.danger_sayings)
    rows = (catalogue.needs, catalogue.dangers, catalogue.synonyms, catalogue.danger_names, *sayings)
    return hashlib.sha256(repr((reads_as(locale), *(list(each.values()) for each in rows))).encode()).hexdigest()


def make_vocabulary(catalogue: Catalogue, locale: str) -> Vocabulary:
    """Return the words of `locale` and of all that are read like it, with the names that synonyms give."""
    return Vocabulary(
        Stemmer(reads_as(locale)), {each.id: _all_words(each.words) for each in catalogue.synonyms.values()}
    )


def begin_words(catalogue: Catalogue, vocabulary: Vocabulary, *, made_of: str) -> tuple[Words, Callable[[], None]]:
    """Learn what people say of needs and of danger; `made_of` is their hash.

    Another process may still be learning then: they are whole once what comes with them was called.
    """
    words = _texts_of(catalogue, lambda danger: danger.words)
    ordinary = [text for _, text in _texts_of(catalogue, lambda danger: danger.ordinary)]
    danger = DangerWatch(_find_alike(catalogue, vocabulary), words, ordinary)
    lessons = _gather_lessons(catalogue)
    phrases = [(need.id, phrase) for need in catalogue.needs.values() for phrase in _phrases_of(need)]
    said = [(each.id, text) for each in catalogue.need_sayings.values() for text in each.all_said]
    needs = NeedReader(vocabulary, phrases, said)
    finish = danger.learn(lessons) if lessons.unforeseen else _nothing  # who learns beside knows all those words then
    return Words(made_of, vocabulary, needs, danger), finish


def _nothing() -> None:
    """Finish what is whole already."""


def _gather_lessons(catalogue: Catalogue) -> Lessons:
    """Return what teaches danger, of the languages in which ordinary things are told too.

    Of another one a few phrases of danger are known: what they taught would be that the language is one, and "me" in it.
    """
    told, sayings, dangers = catalogue.need_sayings, catalogue.danger_sayings.values(), catalogue.dangers.values()
    languages = frozenset(chain(*(each.ordinary for each in dangers), *(each.ordinary for each in sayings)))
    return Lessons(
        next((each.id for each in dangers if each.is_unforeseen), ""),
        alarming=[
            *(text for each in dangers for text in _words_in(each.words, languages)),
            *(text for each in sayings for text in each.all_said),
        ],
        calm=[
            *(text for each in dangers for text in _words_in(each.ordinary, languages)),
            *(text for each in sayings for text in each.all_ordinary),
        ],
        topics=[
            (need.name, *_words_in(need.words, languages), *(told[need.id].all_said if need.id in told else ()))
            for need in catalogue.needs.values()
        ],
    )


def _words_in(words: Mapping[str, Sequence[str]], languages: Container[str]) -> list[str]:
    return [word for locale, each in words.items() if locale in languages for word in each]


def _find_alike(catalogue: Catalogue, vocabulary: Vocabulary) -> Alike:
    rows = catalogue.danger_names.values()
    people = {each.id for each in rows if each.is_audience}
    ordinary = {each.id for each in rows if each.is_ordinary}
    return Alike(vocabulary, {each.id: _all_words(each.words) for each in rows}, people=people, ordinary=ordinary)


def _texts_of(catalogue: Catalogue, read: Callable[[Danger], Mapping[str, Sequence[str]]]) -> list[tuple[str, str]]:
    return [(each.id, text) for each in catalogue.dangers.values() for texts in read(each).values() for text in texts]


def _phrases_of(need: Need) -> Iterable[str]:
    """Return a need's name and the words for it."""
    return (need.name, *_all_words(need.words))


def _all_words(words: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the words of every language: people type their own on any page."""
    return [word for each in words.values() for word in each]
