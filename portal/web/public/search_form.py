"""What is searched for: words, need, ages, cost, how; the postcode is posted, never part of an address."""

import re

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, ValidationError

from portal.catalogue.models import Delivery
from portal.search.ages import read_ages
from portal.search.models import Age, Facet, Found, Query
from portal.search.text import cut
from portal.web.fields import stripped
from portal.web.here import parts
from portal.web.labels.catalogue import way_words
from portal.web.labels.search import choice_words
from portal.web.public.postcode_form import PostcodeForm

LONGEST_WORDS = 200  # characters
PAGE_DIGITS = 4  # of a page number
OLDEST = 25  # years: young people with SEND
WAYS = (Delivery.IN_PERSON, Delivery.AT_HOME, Delivery.PHONE, Delivery.TEXT, Delivery.ONLINE)
_AND = re.compile(r"[,;&/+،]|\band\b", re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,2}) ?(?:years?|yrs?|y)?", re.IGNORECASE)


class SearchForm(PostcodeForm):
    """What to look for, and where."""

    q = StringField(
        _l("What do you need help with?"),
        filters=[stripped],
        validators=[Length(max=LONGEST_WORDS, message=_l("Use fewer words."))],
        description=_l("Use your own words, like: my son won't go to school"),
    )
    age = StringField(
        _l("How old is your child?"),
        filters=[stripped],
        validators=[Length(max=LONGEST_WORDS, message=_l("Write only ages, like 3, 9."))],
        description=_l("Like 7, or 18 months, or expecting. More than one child: 3, 9"),
    )
    need = HiddenField(filters=[stripped])
    free = BooleanField(_l("Free"))
    yourself = BooleanField(_l("You can ask yourself"))
    how = SelectMultipleField(_l("How do you want to get help?"), validate_choice=False)
    as_typed = HiddenField()
    page = HiddenField()

    def validate_age(self, field: StringField) -> None:
        """Read every age, or say how to write one."""
        if None in _read_ages(field.data):
            raise ValidationError(_("Write an age like 7, 18 months or expecting."))

    def validate_postcode(self, field: StringField) -> None:
        """Look the postcode up where one was typed; without one the visit's place stays."""
        if field.data:
            super().validate_postcode(field)

    def query(self) -> Query:
        """Return what is asked of the search; what cannot be read is left out."""
        known = self.need.data in parts().catalogue.needs
        return Query(
            words="" if self.q.errors else self.q.data or "",
            needs=(self.need.data, *parts().catalogue.needs_below(self.need.data)) if known else (),
            ages=tuple(age for age in _read_ages(self.age.data) if age is not None),
            is_free_only=bool(self.free.data),
            delivery=tuple(way for way in WAYS if way in (self.how.data or ())),
            is_self_referral_only=bool(self.yourself.data),
            take_as_typed=bool(self.as_typed.data),
            page=_read_page(self.page.data),
        )

    def address(self, **changes: object) -> str:
        """Return the address of this search with `changes`: never a postcode, and from the first page on."""
        kept = {name: self[name].data for name in ("q", "need", "age", "how")}
        kept |= {name: "y" if self[name].data else None for name in ("free", "yourself", "as_typed")}
        chosen = {name: value for name, value in {**kept, **changes}.items() if value}
        return url_for("search.results", **chosen)

    def chosen(self) -> list[tuple[str, str]]:
        """Return each choice that narrows the search, in words, with the address of the search without it."""
        ways = [way for way in WAYS if way in (self.how.data or ())]
        return [
            *([(_("age: %(ages)s", ages=self.age.data), self.address(age=None))] if self.age.data else []),
            *([(_("free"), self.address(free=None))] if self.free.data else []),
            *([(_("you can ask yourself"), self.address(yourself=None))] if self.yourself.data else []),
            *((way_words(way), self.address(how=[each for each in ways if each != way])) for way in ways),
        ]


def count_choices(form: SearchForm, found: Found) -> None:
    """Write beside each choice how many services it would leave."""
    ways = found.facets[Facet.DELIVERY]
    form.how.choices = [SelectChoice(way.value, _counted(way_words(way), ways.get(way.value, 0))) for way in WAYS]
    form.free.label.text = _counted(form.free.label.text, found.facets[Facet.FREE]["yes"])
    form.yourself.label.text = _counted(form.yourself.label.text, found.facets[Facet.SELF_REFERRAL]["yes"])


def age_text(age: Age) -> str:
    """Return an age as it stands in an address: `_read_ages` reads it again, whatever the language."""
    if age.is_expecting:
        return "expecting"
    return f"{age.months} months" if age.months % 12 else str(age.years)


def _counted(choice: str, count: int) -> str:
    choice = str(choice)
    return choice_words(choice[:1].upper() + choice[1:], count)


def _read_page(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) <= PAGE_DIGITS else 1


def _read_ages(text: str | None) -> list[Age | None]:
    """Return the age each part between commas speaks of, None where it speaks of none."""
    return [_read_age(part.strip()) for part in _AND.split(text or "") if part.strip()]


def _read_age(text: str) -> Age | None:
    if years := _YEARS.fullmatch(text):
        return Age.of_years(int(years[1])) if int(years[1]) <= OLDEST else None
    return next(iter(read_ages(cut(text.lower()))), None)
