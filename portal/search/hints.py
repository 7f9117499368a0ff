"""What words say about how help should be given: free of charge, online, on a Saturday. They prefer, they never exclude."""

from collections.abc import Collection
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


_HINTS = (
    (Hint(Facet.FREE, "yes"), "free"),
    (Hint(Facet.DELIVERY, Delivery.ONLINE), "online app website internet"),
    (Hint(Facet.DELIVERY, Delivery.PHONE), "phone ring helpline"),
    (Hint(Facet.DELIVERY, Delivery.TEXT), "text"),
    *((Hint(Facet.DAY, day), names) for day, names in _WEEK),
)


def read_hints(words: Collection[str]) -> tuple[Hint, ...]:
    """Return the values that folded `words` and concepts speak of."""
    return tuple(hint for hint, names in _HINTS if not set(names.split()).isdisjoint(words))
