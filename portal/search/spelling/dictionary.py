"""Common English words: right ones that the catalogue happens not to use, from pyspellchecker's list."""

import gzip
import re
from array import array
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from math import log10

# Its JSON holds word and count; read as text, as the package's own reader builds counts and letters that nobody needs here
# (four times the time, twice the memory). Counts below a hundred are words that few people know.
_COMMON = re.compile(r'"([a-z]+)": (\d{3,})')
_BRITISH = tuple(  # the list spells as in the United States
    (re.compile(british), american)
    for british, american in (
        (r"(?<=..)our", "or"),
        (r"(?<=...)enc(es?|eless)$", r"ens\1"),
        (r"is(e|ed|es|er|ers|ing|ation|ations)$", r"iz\1"),
        (r"ys(e|ed|es|er|ers|ing)$", r"yz\1"),
        (r"(?<=en|ea|me|li|us)tre(d|s|)$", r"ter\1"),
        (r"ogue", "og"),
        (r"mmes?$", "m"),
        (r"(?<=an)ae|(?<=p)ae(?=d)|(?<=f)oe(?=t)|^oe(?=s)|(?<=rrh)oe", "e"),
        (r"que(s?)$", r"ck\1"),
        (r"(?<=[aeiou])(?<!ee)ll(ed|er|ers|ing|or|ors)$", r"l\1"),
    )
)
_ANY_BRITISH = re.compile("|".join(british.pattern for british, _ in _BRITISH))  # one look instead of one a rule
_ONLY_BRITISH = frozenset(("aluminium", "draught", "jewellery", "kerb", "maths", "pyjamas", "sceptical"))
_BRITISH_COUNT = 5000  # of those
_PARTS = 10  # of one in a logarithm that are kept


class English(Container[str]):
    """Common English words, in British spelling too; kept with what an index has learned, as reading them takes long."""

    def __init__(self) -> None:
        self._words = _read_words()

    def __contains__(self, word: object) -> bool:
        """Tell whether the folded `word` is common English."""
        if not isinstance(word, str):
            return False
        return self.weigh(word) > 0

    def weigh(self, word: str) -> float:
        """Return how common the folded `word` is: the logarithm of its count, 0 where it is not among them."""
        return self._words.find(word) or max(
            (self._words.find(spelt) for spelt in _spell_as_american(word)), default=0.0
        )


class _Words:
    """Words in order, as one text: a set of them takes ten times the memory, and each is asked for but once."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        ordered = sorted(counts)
        self._text = "".join(ordered)
        self._starts = array("I", accumulate(map(len, ordered), initial=0))
        self._weights = bytes(round(log10(counts[word]) * _PARTS) for word in ordered)

    def find(self, word: str) -> float:
        """Return the logarithm of the count of `word`, 0 where it is unknown."""
        at = bisect_left(range(len(self._weights)), word, key=self._read)
        return self._weights[at] / _PARTS if at < len(self._weights) and self._read(at) == word else 0.0

    def _read(self, at: int) -> str:
        return self._text[self._starts[at] : self._starts[at + 1]]


def _spell_as_american(word: str) -> Iterable[str]:
    if not _ANY_BRITISH.search(word):
        return frozenset()
    return {rule.sub(other, word) for rule, other in _BRITISH} - {word}


@cache
def _read_words() -> _Words:
    """Return the words, 45,000 of them."""
    packed = (files("spellchecker") / "resources" / "en.json.gz").read_bytes()
    counts = {word: int(count) for word, count in _COMMON.findall(gzip.decompress(packed).decode())}
    return _Words({**dict.fromkeys(_ONLY_BRITISH, _BRITISH_COUNT), **counts})
