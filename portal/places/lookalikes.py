"""Undo the letters and figures that people mistake for each other in a postcode."""

from collections.abc import Callable
from itertools import product

from portal.places.postcode_areas import is_inward, is_outward

_ALIKE = {
    "O": "0",
    "0": "O",
    "I": "1L",
    "L": "1I",
    "1": "LI",
    "S": "5",
    "5": "S",
    "B": "8",
    "8": "B",
    "Z": "2",
    "2": "Z",
}


def repair(compact: str, *, most: int) -> tuple[str, str] | None:
    """Return the halves that `compact` (capitals, no spaces) was meant for, at a cost of at most `most`; else None."""
    if not 5 <= len(compact) <= 7 or not any(char.isdigit() for char in compact):
        return None
    outward, inward = _nearest(compact[:-3], is_outward), _nearest(compact[-3:], is_inward)
    if outward is None or inward is None or _cost(compact, outward + inward) > most:
        return None
    return outward, inward


def repair_outward(compact: str) -> str | None:
    """Return the district that `compact` was meant for, or None; at least one figure must have been typed."""
    return _nearest(compact, is_outward) if 2 <= len(compact) <= 4 and any(map(str.isdigit, compact)) else None


def _nearest(typed: str, fits: Callable[[str], bool]) -> str | None:
    """Return the cheapest reading of `typed` that fits; no two cost the same (tried on every district and inward code)."""
    readings = ("".join(chars) for chars in product(*(char + _ALIKE.get(char, "") for char in typed)))
    return min(filter(fits, readings), key=lambda reading: _cost(typed, reading), default=None)


def _cost(typed: str, reading: str) -> int:
    """Return 1 for every figure read as a letter or the other way round, 2 for a letter read as another letter."""
    return sum(
        1 + (one.isalpha() and other.isalpha()) for one, other in zip(typed, reading, strict=True) if one != other
    )
