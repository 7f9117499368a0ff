"""Words: fold spelling away, cut a text into words, and stem them; the same for texts and for what is typed."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from sys import intern

from whoosh.lang import has_stemmer, stemmer_for_language
from whoosh.lang.porter2 import stem as stem_english

from portal.search.polish import stem_polish

_APART = {"lonely": "loneli"}  # its stem is that of "loneliness"; by rule it would be that of "lone parent"
_MOST_KEPT = 50_000  # words whose stem is kept
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # written without spaces: each sign is a word
WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_INSIDE = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`\u00b4](?=\w)|[\u200c\u200d\u0640]")  # apostrophes, joiners, tatweel
_ALIKE = str.maketrans(
    {"\u0142": "l", "\u0111": "d", "\u00f8": "o", "\u0131": "i", "\u00e6": "ae", "\u0153": "oe"}
    | {"\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647"}  # Arabic and Persian forms
)


class _Letters(dict[int, str | int | None]):
    """What becomes of each letter: one like it, itself, or nothing of a mark on another; learned as letters come."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = kept = None if unicodedata.combining(chr(letter)) else letter
        return kept


_LETTERS = _Letters(_ALIKE)
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_PREFIX = re.compile(
    "^(?:\u0648\u0627\u0644|\u0628\u0627\u0644|\u0641\u0627\u0644|\u0644\u0644|\u0627\u0644)(?=.{3})"
)
_ARABIC_SUFFIX = re.compile(
    "(?<=...)(?:\u0647\u0627|\u0627\u062a|\u0648\u0646|\u064a\u0646|\u064a\u0647|\u0647|\u064a)$"
)


def fold(text: str) -> str:
    """Return `text` in lower case without accents and apostrophes, letters that look alike made one."""
    plain = text.casefold()
    if plain.isascii() and "'" not in plain and "`" not in plain:
        return plain
    plain = _INSIDE.sub("", plain)
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFKD", plain).translate(_LETTERS)


def cut(text: str) -> list[str]:
    """Return the words of `text`, folded, in order."""
    return cut_folded(fold(text))


def cut_folded(text: str) -> list[str]:
    """Return the words of a text that is folded already, in order; the same word is one object wherever it stands."""
    return list(map(intern, WORD.findall(text)))


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
        stem = _stem_arabic(word) if _ARABIC.match(word) else _APART.get(word) or self._latin(word)
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


def _stem_arabic(word: str) -> str:
    return _ARABIC_SUFFIX.sub("", _ARABIC_PREFIX.sub("", word))
