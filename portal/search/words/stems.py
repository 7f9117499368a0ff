"""Reduce words to stems: Latin letters by their language's rules, Arabic, Cyrillic and Bengali ones by their endings."""

import re
from collections.abc import Callable, Iterable, Mapping
from sys import intern

from whoosh.lang import has_stemmer, stemmer_for_language
from whoosh.lang.porter2 import stem as stem_english

from portal.search.words.arabic import is_arabic, stem_arabic
from portal.search.words.polish import stem_polish

_APART = {"lonely": "loneli"}  # its stem is that of "loneliness"; by rule it would be that of "lone parent"
_MOST_KEPT = 50_000  # words whose stem is kept
_ENDINGS = (  # of words in other letters, folded; what changes before them has to stand in the lists of words
    (
        re.compile("[\u0400-\u04ff]"),  # Russian, Ukrainian, Bulgarian
        re.compile(
            "(?<=...)(?:ами|ями|ого|его|ому|ему|ыми|ими|ата|ета|ото|ето|ите|ии|ыи|ои|еи|ою|ею|ам|ям|ах|ях|ов|ев|ів|ом|ем|ым|"
            "им|ых|их|ия|ът|та|то|те|ят|[аеиоуыьэюяі])$"
        ),
    ),
    (re.compile("[\u0980-\u09ff]"), re.compile("(?<=..)(?:ে?(?:গুলো|গুলি|দের|কে|টা|টি|রা|র)|ে|য)$")),  # Bengali
)


class Stemmer:
    """Reduce words to stems for `locale`: Latin letters by its language where Whoosh knows it, else English.

    What was stemmed once is kept, as it takes long; an index hands on what was stemmed when it was built.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._latin = _latin_stemmer(reads_as(locale))
        self._kept: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """Return the stem of one folded word."""
        return self._kept.get(word) or self._find_stem(word)

    def all(self, words: Iterable[str]) -> list[str]:
        """Return the stems of folded words."""
        kept = self._kept
        return [kept.get(word) or self._find_stem(word) for word in words]

    def learn(self, known: Mapping[str, str]) -> None:
        """Take over stems that were found before, by word; of equal ones all stemmers hold the same object."""
        self._kept.update((intern(word), intern(stem)) for word, stem in known.items())

    def __reduce__(self) -> tuple[type["Stemmer"], tuple[str]]:
        return Stemmer, (self.locale,)

    def _find_stem(self, word: str) -> str:
        stem = (None if word.isascii() else _stem_other(word)) or _APART.get(word) or self._latin(word)
        if len(self._kept) < _MOST_KEPT:
            self._kept[word] = stem
        return stem


def reads_as(locale: str) -> str:
    """Return the language by whose rules Latin words are stemmed for `locale`: English where it has no such rules of its own."""
    language = locale.partition("-")[0]
    is_known = language == "pl" or (language not in ("ar", "ru") and has_stemmer(language))
    return language if is_known else "en"


def _latin_stemmer(language: str) -> Callable[[str], str]:
    if language == "pl":
        return stem_polish
    stem: Callable[[str], str] = stem_english if language == "en" else stemmer_for_language(language)
    return stem


def _stem_other(word: str) -> str | None:
    """Return the stem of a word in letters that are not Latin, None of one in letters of which no endings are known."""
    if is_arabic(word):
        return stem_arabic(word)
    return next((ending.sub("", word) for letters, ending in _ENDINGS if letters.match(word)), None)
