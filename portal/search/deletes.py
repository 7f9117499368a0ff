"""Find words one or two slips away: by what is left of them and of what was typed when letters are taken out."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from zlib import crc32

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

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        row = (_sum_of(left) << _PLACE | at for at, word in enumerate(words) for left in _shorten(word))
        self._row = array("Q", sorted(row))
        counts = array("I", [0]) * _BUCKETS
        for number in self._row:
            counts[number >> _PLACE + _BUCKET] += 1
        self._ends = array("I", accumulate(counts))

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


def _sum_of(left: str) -> int:
    return crc32(left.encode())


def _shorten(word: str) -> Iterable[str]:
    """Return `word`'s beginning with up to one letter (two in long words) left out."""
    start = word[:_PREFIX]
    once = {start, *(start[:i] + start[i + 1 :] for i in range(len(start)))}
    if len(word) < _TWO_SLIPS:
        return once
    return once.union(*({each[:i] + each[i + 1 :] for i in range(len(each))} for each in once))
