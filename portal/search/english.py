"""Common English words: right ones that the catalogue happens not to use, from pyspellchecker's list."""

import gzip
import re
from collections.abc import Container
from functools import cache
from importlib.resources import files

# Its JSON holds word and count; read as text, as the package's own reader builds counts and letters that nobody needs here
# (four times the time, twice the memory). Counts below a hundred are words that few people know.
_COMMON = re.compile(r'"([a-z]+)": \d{3,}')
_BRITISH = tuple(  # the list spells as in the United States
    (re.compile(british), american)
    for british, american in (
        (r"our", "or"),
        (r"enc(es?|eless)$", r"ens\1"),
        (r"is(e|ed|es|er|ers|ing|ation|ations)$", r"iz\1"),
        (r"ys(e|ed|es|er|ers|ing)$", r"yz\1"),
        (r"(?<=en|ea|me|li|us)tre(d|s|)$", r"ter\1"),
        (r"ogue", "og"),
        (r"mmes?$", "m"),
        (r"(?<=an)ae|(?<=p)ae(?=d)|(?<=f)oe(?=t)|^oe(?=s)|(?<=rrh)oe", "e"),
        (r"que(s?)$", r"ck\1"),
        (r"(?<=[aeiou])ll(ed|er|ers|ing|or|ors)$", r"l\1"),
    )
)
_ONLY_BRITISH = frozenset(("aluminium", "draught", "jewellery", "kerb", "maths", "pyjamas", "sceptical"))


class English(Container[str]):
    """Common English words, in British spelling too; read when the first word is asked for."""

    def __contains__(self, word: object) -> bool:
        """Tell whether the folded `word` is common English."""
        if not isinstance(word, str):
            return False
        words = _read_words()
        return word in words or any(rule.sub(other, word) in words for rule, other in _BRITISH)


@cache
def _read_words() -> frozenset[str]:
    """Return the words, 45,000 of them."""
    packed = (files("spellchecker") / "resources" / "en.json.gz").read_bytes()
    return _ONLY_BRITISH.union(_COMMON.findall(gzip.decompress(packed).decode()))
