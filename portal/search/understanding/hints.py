"""What words say about how help should be given: free of charge, online, on a Saturday. They prefer, they never exclude."""

from collections.abc import Sequence
from typing import NamedTuple

from portal.catalogue.models import Delivery
from portal.search.models import Facet

_WEEK = (
    ("MO", "monday mondays"),
    ("TU", "tuesday tuesdays"),
    ("WE", "wednesday wednesdays"),
    ("TH", "thursday thursdays"),
    ("FR", "friday fridays"),
    ("SA", "saturday saturdays weekend weekends"),
    ("SU", "sunday sundays weekend weekends"),
)


class Hint(NamedTuple):
    """A value of a facet that the words speak of."""

    facet: Facet
    value: str


_NAMES = (
    (Hint(Facet.FREE, "yes"), "free"),
    (Hint(Facet.DELIVERY, Delivery.ONLINE), "online app website internet"),
    (Hint(Facet.DELIVERY, Delivery.PHONE), "phone ring helpline"),
    (Hint(Facet.DELIVERY, Delivery.TEXT), "text"),
    *((Hint(Facet.DAY, day), names) for day, names in _WEEK),
)
_WORDS = frozenset(" ".join(names for _, names in _NAMES).split())
_HINTS = {word: tuple(hint for hint, names in _NAMES if word in names.split()) for word in sorted(_WORDS)}


def read_hints(words: Sequence[str]) -> tuple[Hint, ...]:
    """Return the values that folded `words` and concepts speak of."""
    if _HINTS.keys().isdisjoint(words):
        return ()
    return tuple(dict.fromkeys(hint for word in words if word in _HINTS for hint in _HINTS[word]))


def is_hint(word: str) -> bool:
    """Tell whether a folded word or concept speaks of a way of giving help."""
    return word in _HINTS
