"""Fold spelling away and cut a text into words; the same for texts and for what is typed."""

import re
import unicodedata
from sys import intern

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


def count_same_start(one: str, other: str) -> int:
    """Return with how many of the same letters two words begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
