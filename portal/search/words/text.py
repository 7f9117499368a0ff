"""Words: fold spelling away, cut a text into words, and stem them; the same for texts and for what is typed."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from sys import intern

from whoosh.lang import has_stemmer, stemmer_for_language
from whoosh.lang.porter2 import stem as stem_english

from portal.search.words.polish import stem_polish

_APART = {"lonely": "loneli"}  # its stem is that of "loneliness"; by rule it would be that of "lone parent"
_MOST_KEPT = 50_000  # words whose stem is kept
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"  # written without spaces: each sign is a word
_SIGNS = (
    "\u0900-\u0963\u0966-\u0df3"  # letters of India and its neighbours with the vowels written as marks, no full stops
)
WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+(?:[{_SIGNS}]+[^\W_{_CJK}]*)*")
_INSIDE = re.compile(r"(?<=\w)['\u2018\u2019\u02bc`\u00b4](?=\w)|[\u200c\u200d\u0640]")  # apostrophes, joiners, tatweel
_ALIKE = str.maketrans(
    {"\u0142": "l", "\u0111": "d", "\u00f8": "o", "\u0131": "i", "\u00e6": "ae", "\u0153": "oe"}
    | {"\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647"}  # Arabic and Persian forms
    # Kurdish, Urdu and Pashto ones, for which many type those of an Arabic or Persian keyboard
    | {"\u0695": "\u0631", "\u06b5": "\u0644", "\u06c6": "\u0648", "\u06ce": "\u064a", "\u06d5": "\u0647"}
    | {"\u06c1": "\u0647", "\u06be": "\u0647", "\u06d2": "\u064a", "\u06ba": "\u0646"}
    | {"\u06d0": "\u064a", "\u06cd": "\u064a", "\u06ab": "\u06af"}
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
    if _ARABIC.match(word):
        return _stem_arabic(word)
    return next((ending.sub("", word) for letters, ending in _ENDINGS if letters.match(word)), None)


def _stem_arabic(word: str) -> str:
    return _ARABIC_SUFFIX.sub("", _ARABIC_PREFIX.sub("", word))
