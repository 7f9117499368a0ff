"""Find words one or two slips away: by what is left of them and of what was typed when letters are taken out."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pickle import PickleBuffer
from typing import Literal, TypeAlias
from zlib import crc32

Buffer: TypeAlias = bytes | memoryview

_PREFIX = 8  # letters whose deletes are kept; longer words differ rarely only behind them
_TWO_SLIPS = 6  # letters from which two are taken out
_PLACE = 32  # bits of the place of a word, below its checksum
_PLACES = (1 << _PLACE) - 1
_BUCKET = 16  # low bits of checksums that are in one bucket
_BUCKETS = 1 << 32 - _BUCKET


class Deletes:
    """The words by what is left of them, as one sorted row of numbers: a dict of strings would take tenfold.

    Each number is a checksum of what is left, and the place of the word. Where two checksums are the same, a word comes
    that is not near: whoever asks counts the slips.
    """

    def __init__(self, words: Sequence[str], row: Buffer | None = None, ends: Buffer | None = None) -> None:
        """Take `words`; with `row` and `ends`, which were kept of them and are mapped, not read."""
        self._words = words
        self._row, self._ends = _find_row(words) if row is None or ends is None else (_view(row, "Q"), _view(ends, "I"))

    def __reduce__(self) -> tuple[type["Deletes"], tuple[object, ...]]:
        return Deletes, (self._words, PickleBuffer(self._row), PickleBuffer(self._ends))

    def find(self, typed: str) -> set[str]:
        """Return the words of which the same may be left as of `typed`."""
        row, ends, found = self._row, self._ends, set[str]()
        for left in _shorten(typed):
            wanted = _sum_of(left)
            bucket = wanted >> _BUCKET
            for number in row[ends[bucket - 1] if bucket else 0 : ends[bucket]]:
                if number >> _PLACE == wanted:
                    found.add(self._words[number & _PLACES])
        return found


def _find_row(words: Iterable[str]) -> "tuple[array[int], array[int]]":
    """Return the row, and where each bucket of it ends."""
    numbers = (_sum_of(left) << _PLACE | at for at, word in enumerate(words) for left in _shorten(word))
    row, counts = array("Q", sorted(numbers)), array("I", [0]) * _BUCKETS
    for number in row:
        counts[number >> _PLACE + _BUCKET] += 1
    return row, array("I", accumulate(counts))


def _view(kept: Buffer, kind: Literal["I", "Q"]) -> "array[int] | memoryview":
    plain = memoryview(kept).cast("B")
    return plain.cast(kind) if plain else array(kind)


def _sum_of(left: str) -> int:
    return crc32(left.encode())


def _shorten(word: str) -> Iterable[str]:
    """Return `word`'s beginning with up to one letter (two in long words) left out."""
    start = word[:_PREFIX]
    once = {start, *(start[:i] + start[i + 1 :] for i in range(len(start)))}
    if len(word) < _TWO_SLIPS:
        return once
    return once.union(*({each[:i] + each[i + 1 :] for i in range(len(each))} for each in once))
