"""What is asked of the search and what it answers. Everything here is frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from portal.catalogue.models import Delivery, Location, Service
from portal.places.models import Point

OLDEST = 25  # years: so long a young person with special educational needs or disabilities may be helped as one
_EXPECTING = -1


class Age(NamedTuple):
    """A child's age in whole months; before birth it is `Age.expecting()`."""

    months: int

    @classmethod
    def expecting(cls) -> "Age":
        """Return the age of a baby on its way."""
        return cls(_EXPECTING)

    @classmethod
    def of_years(cls, years: int) -> "Age":
        """Return the age of a child of `years` full years."""
        return cls(years * 12)

    @property
    def is_expecting(self) -> bool:
        """Tell whether the baby is not born yet."""
        return self.months < 0

    @property
    def years(self) -> int:
        """Return the full years; 0 before birth."""
        return max(0, self.months // 12)


class Order(StrEnum):
    """In what order results come: how well they fit, how near they are, or how soon they are on next.

    Without a position `NEAREST` is as `BEST`; what is not known (a position, times) comes last.
    """

    BEST = "best"
    NEAREST = "nearest"
    NEXT = "next"


@dataclass(frozen=True)
class Query:
    """What a person asks for: words, and filters they chose. Within one filter any value will do; filters add up."""

    words: str = ""
    needs: tuple[str, ...] = ()
    ages: tuple[Age, ...] = ()
    is_free_only: bool = False
    delivery: tuple[Delivery, ...] = ()
    days: tuple[str, ...] = ()  # MO..SU
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    has_send: bool = False
    is_self_referral_only: bool = False
    take_as_typed: bool = False
    order: Order = Order.BEST
    page: int = 1


class Facet(StrEnum):
    """A way to narrow the results; the values are the names of `Query`'s fields."""

    NEED = "needs"
    AGE = "ages"
    FREE = "is_free_only"
    DELIVERY = "delivery"
    DAY = "days"
    LANGUAGE = "languages"
    ACCESSIBILITY = "accessibility"
    SEND = "has_send"
    SELF_REFERRAL = "is_self_referral_only"


class Why(StrEnum):
    """Why a result is shown; the value of the reason says which word, need or area.

    `INSTEAD`: it is the nearest sure thing where nothing could be confirmed for that need.
    """

    WORDS = "words"
    NEED = "need"
    INSTEAD = "instead"
    AGE = "age"
    FREE = "free"
    AREA = "area"
    NEAR = "near"


class Reason(NamedTuple):
    """One reason, with the word, need id, age in months, area id or miles it speaks of."""

    why: Why
    value: str = ""


class Result(NamedTuple):
    """A service found; `rank` orders this page's results of all groups, `miles` is to `location`, the nearest of its places.

    Where one does not go there, or it is not known how far it is, there are neither.
    """

    service: Service
    rank: int
    why: tuple[Reason, ...] = ()
    miles: float | None = None
    location: Location | None = None


class Repair(NamedTuple):
    """Words as typed and as used."""

    typed: str
    used: str


@dataclass(frozen=True)
class PlaceWord:
    """A name people type for a part of the area: a council's, a locality's or a place's in it.

    A postcode district on a border has no council, but `candidates`: ids of councils, GSS codes of others.
    """

    name: str
    council: str
    locality: str | None = None
    point: Point | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """What was read out of the words: needs (best first), ages, a place."""

    needs: tuple[str, ...] = ()
    ages: tuple[Age, ...] = ()
    place: PlaceWord | None = None


class Fork(NamedTuple):
    """A way on when nothing was found: the filter (or the words, None) to drop, and how many services that yields."""

    drop: Facet | None
    total: int


class Found(NamedTuple):
    """A page of results.

    With a place `near_you` and `no_travel` are filled, else `elsewhere`; each holds this page's part of its group.
    `ask_about_cost` counts services left out by "free only" because nobody knows what they cost.
    `facets` tells for each value how many services there would be if it were chosen too (0 = say so beforehand).
    `danger` holds ids of the danger taxonomy, () = no crisis panel.
    """

    near_you: tuple[Result, ...] = ()
    no_travel: tuple[Result, ...] = ()
    elsewhere: tuple[Result, ...] = ()
    total: int = 0
    near_you_total: int = 0
    no_travel_total: int = 0
    page: int = 1
    pages: int = 1
    understood: Understood = Understood()
    repaired: Repair | None = None
    danger: tuple[str, ...] = ()
    facets: Mapping[Facet, Mapping[str, int]] = MappingProxyType({})
    ask_about_cost: int = 0
    forks: tuple[Fork, ...] = ()

    @property
    def results(self) -> tuple[Result, ...]:
        """Return this page's results of all groups, best first."""
        return tuple(sorted((*self.near_you, *self.no_travel, *self.elsewhere), key=attrgetter("rank")))
