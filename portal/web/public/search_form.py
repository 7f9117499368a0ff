"""What is searched for: words, need, ages, and what narrows it; the postcode is posted, never part of an address."""

import re

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, ValidationError

from portal.catalogue.models import Delivery
from portal.local_time import WEEKDAYS
from portal.places.models import Place, PlaceError
from portal.places.postcode import Postcode, PostcodeError, parse_place_text
from portal.search.ages import read_ages
from portal.search.models import Age, Facet, Query
from portal.search.text import cut
from portal.web.fields import stripped
from portal.web.here import locale, parts
from portal.web.public.own_words import postcode_in, without_private
from portal.web.public.postcode_form import PostcodeForm

LONGEST_WORDS = 200  # characters
PAGE_DIGITS = 4  # of a page number
OLDEST = 25  # years: young people with SEND
WAYS = (Delivery.IN_PERSON, Delivery.AT_HOME, Delivery.PHONE, Delivery.TEXT, Delivery.ONLINE)
TICKS = {"free": Facet.FREE, "yourself": Facet.SELF_REFERRAL, "send": Facet.SEND}
LISTS = {"how": Facet.DELIVERY, "day": Facet.DAY, "lang": Facet.LANGUAGE, "access": Facet.ACCESSIBILITY}
FIELDS: dict[Facet | None, str] = {None: "q", Facet.NEED: "need", Facet.AGE: "age"}
FIELDS |= {facet: name for name, facet in {**TICKS, **LISTS}.items()}
_AND = re.compile(r"[,;&/+،]|\band\b", re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,2}) ?(?:years?|yrs?|y)?", re.IGNORECASE)


class SearchForm(PostcodeForm):
    """What to look for, and where."""

    q = StringField(
        _l("What do you need help with?"),
        filters=[stripped, without_private],
        validators=[Length(max=LONGEST_WORDS, message=_l("Use fewer words."))],
        description=_l("Use your own words, like: my son won't go to school"),
    )
    age = StringField(
        _l("How old is your child?"),
        filters=[stripped],
        validators=[Length(max=LONGEST_WORDS, message=_l("Write only ages, like 3, 9."))],
        description=_l("Like 7, or 18 months, or expecting. More than one child: 3, 9"),
    )
    need = SelectField(_l("Topic"), filters=[stripped], validate_choice=False)
    free = BooleanField(_l("Free"))
    yourself = BooleanField(_l("You can ask yourself"))
    send = BooleanField(_l("For children with special needs (SEND)"))
    how = SelectMultipleField(_l("How do you want to get help?"), validate_choice=False)
    day = SelectMultipleField(_l("Which day?"), validate_choice=False)
    lang = SelectMultipleField(_l("In which language?"), validate_choice=False)
    access = SelectMultipleField(_l("What makes it easier to use?"), validate_choice=False)
    near = HiddenField(filters=[stripped])
    as_typed = HiddenField()
    page = HiddenField()

    def validate_age(self, field: StringField) -> None:
        """Read every age, or say how to write one."""
        if None in _read_ages(field.data):
            raise ValidationError(_("Write an age like 7, 18 months or expecting."))

    def validate_postcode(self, field: StringField) -> None:
        """Look the postcode up where one was typed, in its box or among the words; else the visit's place stays."""
        field.data = field.data or postcode_in(" ".join(self.q.raw_data or ()))
        if field.data:
            super().validate_postcode(field)

    def query(self) -> Query:
        """Return what is asked of the search; what cannot be read is left out."""
        known = self.need.data in parts().catalogue.needs
        return Query(
            words="" if self.q.errors else self.q.data or "",
            needs=(self.need.data, *parts().catalogue.needs_below(self.need.data)) if known else (),
            ages=self.ages(),
            is_free_only=bool(self.free.data),
            delivery=tuple(way for way in WAYS if way in self.listed("how")),
            days=self.listed("day"),
            languages=self.listed("lang"),
            accessibility=self.listed("access"),
            has_send=bool(self.send.data),
            is_self_referral_only=bool(self.yourself.data),
            take_as_typed=bool(self.as_typed.data),
            page=_read_page(self.page.data),
        )

    def ages(self) -> tuple[Age, ...]:
        """Return the ages that can be read, each once."""
        return tuple(dict.fromkeys(age for age in _read_ages(self.age.data) if age is not None))

    def listed(self, name: str) -> tuple[str, ...]:
        """Return what was chosen of a list, as far as it is known."""
        return tuple(value for value in values_of(LISTS[name]) if value in (self[name].data or ()))

    def shared_place(self) -> Place | None:
        """Return the place a shared address names, by sector at most; `near` keeps no more than that."""
        try:
            code = parse_place_text(self.near.data or "")
            place = parts().gazetteer.find(parse_place_text(code.sector) if isinstance(code, Postcode) else code)
        except (PostcodeError, PlaceError):
            self.near.data = ""
            return None
        self.near.data = place.sector or place.district
        return place

    def address(self, **changes: object) -> str:
        """Return the address of this search with `changes`: never a postcode, and from the first page on."""
        kept = {name: self[name].data for name in ("q", "need", "age", "near", *LISTS)}
        kept |= {name: "y" if self[name].data else None for name in (*TICKS, "as_typed")}
        chosen = {name: value for name, value in {**kept, **changes}.items() if value}
        return url_for("search.results", **chosen)


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


def _read_page(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) <= PAGE_DIGITS else 1


def _read_ages(text: str | None) -> list[Age | None]:
    """Return the age each part between commas speaks of, None where it speaks of none."""
    return [_read_age(part.strip()) for part in _AND.split(text or "") if part.strip()]


def _read_age(text: str) -> Age | None:
    if years := _YEARS.fullmatch(text):
        return Age.of_years(int(years[1])) if int(years[1]) <= OLDEST else None
    return next(iter(read_ages(cut(text.lower()))), None)
