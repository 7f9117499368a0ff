"""What is searched for: words, need, ages, and what narrows it; the postcode is posted, never part of an address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import url_for
from werkzeug.datastructures import MultiDict

from portal.catalogue.models import Delivery
from portal.local_time import WEEKDAYS
from portal.places.models import Place, PlaceError
from portal.places.postcode import Postcode, PostcodeError, parse_place_text
from portal.search.models import Age, Facet, Order, Query
from portal.search.understanding.ages import read_age
from portal.web.fields import stripped
from portal.web.here import locale, parts
from portal.web.i18n import gettext as _
from portal.web.public.addresses import write_pair
from portal.web.public.own_words import has_private, postcode_in, without_private
from portal.web.public.postcode_form import fault_words, place_hint
from portal.web.public.typed_place import find_typed

LONGEST_WORDS = 200  # characters
PAGE_DIGITS = 4  # of a page number
WAYS = (Delivery.IN_PERSON, Delivery.AT_HOME, Delivery.PHONE, Delivery.TEXT, Delivery.ONLINE)
TICKS = {"free": Facet.FREE, "yourself": Facet.SELF_REFERRAL, "send": Facet.SEND}
LISTS = {"how": Facet.DELIVERY, "day": Facet.DAY, "lang": Facet.LANGUAGE, "access": Facet.ACCESSIBILITY}
FIELDS: dict[Facet | None, str] = {None: "q", Facet.NEED: "need", Facet.AGE: "age"}
FIELDS |= {facet: name for name, facet in {**TICKS, **LISTS}.items()}
_ORDERS = {str(each): each for each in Order}
_AND = re.compile(r"[,;&/+،]|\band\b|(?<=\d) (?:i|oraz|و) ?(?=\d)", re.IGNORECASE)


class Label(NamedTuple):
    """A box's label, as the macros of `components/forms.html` read it."""

    text: str


@dataclass
class TextBox:
    """A box with a line of text, as those macros show it: what stands in it, and what is wrong with that."""

    name: str
    label: Label
    description: str
    data: str
    errors: list[str] = field(default_factory=list)
    type: str = "StringField"

    @property
    def id(self) -> str:
        """Return the id of the box on the page."""
        return self.name


class SearchForm:
    """What to look for, and where.

    Read without WTForms, which takes 0.25 ms for these fields, as long as the search itself and what it shows.
    """

    def __init__(self, given: MultiDict[str, str] | None = None) -> None:
        typed = dict(given.lists()) if given else {}  # to ask a MultiDict for what it has not takes 4 us
        self._typed, self._typed_ages = _first(typed, "q"), _first(typed, "age")
        self.place: Place | None = None
        self._shared: Place | None = None
        words = parts().keep(_BoxWords, locale())
        self._path = words.path
        self.q = TextBox("q", *words.q, without_private(stripped(self._typed)))
        self.postcode = TextBox("postcode", *words.postcode, stripped(_first(typed, "postcode")))
        self.age = TextBox("age", *words.age, stripped(self._typed_ages))
        self.need, self.near = _known_need(_first(typed, "need")), stripped(_first(typed, "near"))
        self.ticked = frozenset(name for name in TICKS if _first(typed, name) not in ("", "false"))
        self.listed = {name: _known(facet, typed.get(name, ())) for name, facet in LISTS.items()}
        self.order = _ORDERS.get(_first(typed, "order"), Order.BEST)
        self.is_as_typed, self._page = bool(_first(typed, "as_typed")), _first(typed, "page")
        self._pairs = self._write_pairs()

    def __iter__(self) -> Iterator[TextBox]:
        """Yield the boxes that something can be wrong with, in their order."""
        return iter((self.q, self.postcode, self.age))

    @property
    def errors(self) -> Mapping[str, list[str]]:
        """Return what is wrong, by the box's name."""
        return {box.name: box.errors for box in self if box.errors}

    def validate(self) -> bool:
        """Read what was typed, and say in each box how to mend what cannot be read; the place is found here."""
        if len(self.q.data) > LONGEST_WORDS:
            self.q.errors = [_("Use fewer words.")]
        self._find_place()
        if len(self.age.data) > LONGEST_WORDS:
            self.age.errors = [_("Write only ages, like 3, 9.")]
        elif None in _read_ages(self.age.data):
            self.age.errors = [_("Write an age like 7, 18 months or expecting.")]
        return not self.errors

    def query(self) -> Query:
        """Return what is asked of the search; what cannot be read is left out."""
        return Query(
            words="" if self.q.errors else self.q.data,
            needs=self.needs(),
            ages=self.ages(),
            is_free_only="free" in self.ticked,
            delivery=tuple(Delivery(way) for way in self.listed["how"]),
            days=self.listed["day"],
            languages=self.listed["lang"],
            accessibility=self.listed["access"],
            has_send="send" in self.ticked,
            is_self_referral_only="yourself" in self.ticked,
            take_as_typed=self.is_as_typed,
            order=self.order,
            page=_read_page(self._page),
        )

    def needs(self) -> tuple[str, ...]:
        """Return the need that was chosen and those below it."""
        return (self.need, *parts().catalogue.needs_below(self.need)) if self.need else ()

    def ages(self) -> tuple[Age, ...]:
        """Return the ages that can be read, each once."""
        return tuple(dict.fromkeys(age for age in _read_ages(self.age.data) if age is not None))

    def shared_place(self) -> Place | None:
        """Return the place a shared address names, by sector at most; `near` keeps no more than that."""
        if self.near and self._shared is None:
            self._shared = _find_shared(self.near)
            self.near = (self._shared.sector or self._shared.district) if self._shared else ""
        return self._shared if self.near else None

    @property
    def has_private(self) -> bool:
        """Tell whether something was typed that may not stand in an address."""
        return has_private(self._typed) or has_private(self._typed_ages)

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing at all is asked for."""
        return not self.near and not any(self._pairs.values())

    def address(self, **changes: object) -> str:
        """Return the address of this search with `changes`: never a postcode, and from the first page on."""
        pairs = {**self._pairs, "near": write_pair("near", self.near)}
        for name, value in changes.items():
            pairs[name] = write_pair(name, value)
        query = "&".join(filter(None, pairs.values()))
        return f"{self._path}?{query}" if query else self._path

    def _write_pairs(self) -> dict[str, str]:
        """Return each part of the address by its name, the place left to be written when it is settled."""
        ages = without_private(self.age.data)
        kept: dict[str, object] = {"q": self.q.data, "need": self.need, "age": ages, "near": ""}
        kept |= {**self.listed, **dict.fromkeys(sorted(self.ticked), "y")}
        kept |= {"order": "" if self.order == Order.BEST else self.order, "as_typed": "y" if self.is_as_typed else ""}
        return {name: write_pair(name, value) if value else "" for name, value in kept.items()}

    def _find_place(self) -> None:
        """Look the postcode up where one was typed, in its box or among the words; else the visit's place stays."""
        typed = self.postcode.data = self.postcode.data or postcode_in(self._typed)
        try:
            self.place = find_typed(typed) if typed else None
        except (PostcodeError, PlaceError) as error:
            self.postcode.errors = [fault_words(error)]


def values_of(facet: Facet) -> tuple[str, ...]:
    """Return the values one can choose of a facet, in the order to show them, the commonest of free texts first."""
    if facet == Facet.DELIVERY:
        return WAYS
    if facet == Facet.DAY:
        return WEEKDAYS
    known = parts().index(locale()).filters.values[facet]
    return tuple(sorted(known, key=lambda value: (-known[value].bit_count(), value)))


def age_text(age: Age) -> str:
    """Return an age as it stands in an address: `_read_ages` reads it again, whatever the language."""
    if age.is_expecting:
        return "expecting"
    return f"{age.months} months" if age.months % 12 else str(age.years)


class _BoxWords:
    """What stands at the boxes, label and hint, and where they lead to, in one language."""

    def __init__(self, _locale: str) -> None:
        self.path = url_for("search.results")
        self.q = Label(_("What do you need help with?")), _("Use your own words, like: my son won't go to school")
        self.postcode = Label(_("Postcode")), place_hint()
        ages = _("Like 7, or 18 months, or expecting. More than one child: 3, 9")
        self.age = Label(_("How old is your child?")), ages


def _first(given: Mapping[str, Sequence[str]], name: str) -> str:
    """Return what was given first by that name, empty where nothing was."""
    values = given.get(name)
    return values[0] if values else ""


def _find_shared(near: str) -> Place | None:
    """Return the place with that name or code, of a whole postcode its sector."""
    try:
        code = parse_place_text(near)
        return parts().gazetteer.find(parse_place_text(code.sector) if isinstance(code, Postcode) else code)
    except (PostcodeError, PlaceError):
        return None


def _known_need(need: str) -> str:
    """Return the need that was chosen, "" for what is none: whatever else somebody sent stands in no address."""
    return need if need and need in parts().catalogue.needs else ""


def _known(facet: Facet, chosen: Sequence[str]) -> tuple[str, ...]:
    """Return what was chosen of a list, as far as it is known, in the list's order."""
    return tuple(value for value in values_of(facet) if value in chosen) if chosen else ()


def _read_page(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) <= PAGE_DIGITS else 1


def _read_ages(text: str) -> list[Age | None]:
    """Return the age each part between commas speaks of, None where it speaks of none."""
    return [read_age(part) for part in _AND.split(text) if part.strip()]
