"""How alike two words are: by the slips between them, and by how they sound."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from portal.search.words.text import count_same_start

_SOUNDS = (
    ("ough", "o"), ("th", "f"), ("augh", "o"), ("sch", "sk"), ("tch", "ch"), ("ph", "f"), ("gh", ""), ("ck", "k"), ("qu", "kw"),
    ("wr", "r"), ("kn", "n"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("z", "s"), ("c", "k"), ("y", "i"),
)  # fmt: skip
_ENDINGS = ("y", "ie", "ee")
_WEAK_ENDINGS = ("er", "or", "ar", "a")
_VOWELS = frozenset("aeiou")
_KEYS = frozenset(
    pair
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for left, right in pairwise(row)
    for pair in (left + right, right + left)
)
# What one slip counts: a letter doubled or a double one single, two swapped, a vowel for a vowel, a letter left out, a key
# beside the right one, any other letter; and what it counts less where it is not heard. Found with slips in sentences that
# the benchmark does not draw from.
_DOUBLED, _SWAPPED, _VOWEL, _LEFT_OUT, _BESIDE, _OTHER = 0.4, 0.5, 0.55, 0.6, 1.1, 1.45
_SAME_SOUND = 0.3
HEARD = 0.5  # the same for all slips between words that differ in nothing that is heard


def count_slips(typed: str, word: str, *, at_most: int) -> int:
    """Return the letters added, left out, changed or swapped between two words; at_most + 1 for more.

    A row of the table of distances is kept as bits, one for each letter of `typed`, and reckoned with at once:
    H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances" (2003).
    """
    if abs(len(typed) - len(word)) > at_most:
        return at_most + 1
    slips, last, every = len(typed), 1 << len(typed) - 1, (1 << len(typed)) - 1
    more, less, same, matched = every, 0, 0, 0  # than one letter of `typed` before; reached without a new slip
    places = _find_places(typed)
    for letter in word:
        before, matched = matched, places.get(letter, 0)
        swapped = (~same & matched) << 1 & before
        same = ((matched & more) + more ^ more) | matched | less | swapped
        up, down = less | every & ~(same | more), same & more
        slips += bool(up & last) - bool(down & last)
        up = up << 1 | 1
        more, less = down << 1 | every & ~(same | up), up & same
    return min(slips, at_most + 1)


def weigh_slip(typed: str, word: str, *, is_alike: bool) -> float:
    """Return what the one slip between two words counts by its kind; less where the two are alike in sound.

    A letter can be left out, doubled or swapped in one way at each place, but any of 25 be added or put in its stead, so that
    each of these is less likely meant: Church and Gale, "Probability scoring for spelling correction" (1991).
    """
    start = count_same_start(typed, word)
    end = count_same_start(typed[start:][::-1], word[start:][::-1])
    extra, missing = typed[start : len(typed) - end], word[start : len(word) - end]
    if len(extra) > 1:
        return _SWAPPED
    if extra + missing == word[start - 1 : start]:
        return _DOUBLED
    if extra and missing and _VOWELS.issuperset(extra + missing):
        return _VOWEL
    cost = _LEFT_OUT if not extra else _BESIDE if extra + missing in _KEYS else _OTHER
    return cost - _SAME_SOUND if is_alike else cost


@lru_cache(64)
def _find_places(typed: str) -> Mapping[str, int]:
    """Return for each letter the bits of its places."""
    places: dict[str, int] = {}
    for at, letter in enumerate(typed):
        places[letter] = places.get(letter, 0) | 1 << at
    return places


def sound(word: str) -> str:
    """Return a rough key of how `word` sounds: its first sound, its consonants, and an ending as in "safety" or "toddla"."""
    ending = "Y" if word.endswith(_ENDINGS) else "A" if word.endswith(_WEAK_ENDINGS) else ""
    if ending == "A":
        word = word.removesuffix("r")
    word = write_as_heard(word)
    kept = word[:1] + "".join(c for c in word[1:] if c not in "aeiouhw")
    return "".join(c for i, c in enumerate(kept) if not i or kept[i - 1] != c) + ending


def write_as_heard(word: str) -> str:
    """Return `word` written with one letter for a sound where English has several: "phone" as "fone"."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return word
