"""How alike two words are: by the slips between them, and by how they sound."""

from collections.abc import Mapping
from functools import lru_cache

_SOUNDS = (
    ("ough", "o"), ("augh", "o"), ("sch", "sk"), ("tch", "ch"), ("ph", "f"), ("gh", ""), ("ck", "k"), ("qu", "kw"),
    ("wr", "r"), ("kn", "n"), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("z", "s"), ("c", "k"), ("y", "i"),
)  # fmt: skip
_ENDINGS = ("y", "ie", "ee")


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


@lru_cache(64)
def _find_places(typed: str) -> Mapping[str, int]:
    """Return for each letter the bits of its places."""
    places: dict[str, int] = {}
    for at, letter in enumerate(typed):
        places[letter] = places.get(letter, 0) | 1 << at
    return places


def sound(word: str) -> str:
    """Return a rough key of how `word` sounds: its first sound, its consonants, and whether it ends like "safety"."""
    ending = "Y" if word.endswith(_ENDINGS) else ""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    kept = word[:1] + "".join(c for c in word[1:] if c not in "aeiouhw")
    return "".join(c for i, c in enumerate(kept) if not i or kept[i - 1] != c) + ending
