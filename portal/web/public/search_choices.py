"""The choices that narrow a search, each with how many services it would leave; one that leaves none says so."""

from typing import NamedTuple

from wtforms.fields import SelectChoice

from portal.catalogue.models import Delivery, Need
from portal.search.models import Age, Facet, Found
from portal.web.here import locale, parts
from portal.web.i18n import gettext as _
from portal.web.labels.catalogue import day_name, language_name, way_words
from portal.web.labels.search import child_words, choice_words
from portal.web.page import catalogue_text
from portal.web.public.search_form import LISTS, TICKS, SearchForm, age_text, values_of

NONE = {"class": "none"}  # how a choice is marked that would leave nothing
MOST_VALUES = 12  # of what curators wrote in their own words
_AGES = (Age.expecting(), *map(Age.of_years, (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 21)))


class Chosen(NamedTuple):
    """A choice made, in words, and the address of the search without it."""

    words: str
    address: str


class AgeChoice(NamedTuple):
    """An age to add: in words with its count, and the address that adds it; empty where it would leave nothing."""

    words: str
    address: str


def count_choices(form: SearchForm, found: Found) -> None:
    """Write beside each choice how many services it would leave."""
    for name, facet in LISTS.items():
        form[name].choices = _choices(facet, found, chosen=form[name].data or ())
    for name, facet in TICKS.items():
        count = found.facets[facet].get("yes", 0)
        form[name].label.text = _counted(form[name].label.text, count)
        form[name].render_kw = NONE if count == 0 and not form[name].data else {}
    form.need.choices = [SelectChoice("", _("All topics")), *_topics(found, form.need.data or "")]


def offer_ages(form: SearchForm, found: Found) -> list[AgeChoice]:
    """Return ages that can be added to those chosen, each with what it alone would leave."""
    chosen = form.ages()
    counts = found.facets[Facet.AGE]
    offered = [(age, counts.get(str(age.years), 0)) for age in _AGES if age not in chosen]
    return [
        AgeChoice(
            _counted(child_words(age), count),
            form.address(age=", ".join(map(age_text, (*chosen, age)))) if count else "",
        )
        for age, count in offered
    ]


def ages_read(form: SearchForm, found: Found) -> list[AgeChoice]:
    """Return the ages read out of the words that are not chosen yet, each with the address that chooses it."""
    if form.age.data:
        return []
    return [AgeChoice(child_words(age), form.address(age=age_text(age))) for age in found.understood.ages]


def list_chosen(form: SearchForm) -> list[Chosen]:
    """Return each choice that narrows the search."""
    listed = [
        Chosen(value_words(facet, value), form.address(**{name: [each for each in values if each != value]}))
        for name, facet in LISTS.items()
        for values in [form.listed(name)]
        for value in values
    ]
    ages = [Chosen(_("age: %(ages)s", ages=form.age.data), form.address(age=None))] if form.age.data else []
    words = {"free": _("free"), "yourself": _("you can ask yourself"), "send": _("for special needs")}
    return [*ages, *(Chosen(words[name], form.address(**{name: None})) for name in TICKS if form[name].data), *listed]


def value_words(facet: Facet, value: str) -> str:
    """Return a value of a facet in words."""
    if facet == Facet.DELIVERY:
        return way_words(Delivery(value))
    if facet == Facet.DAY:
        return day_name(value)
    return language_name(value) if facet == Facet.LANGUAGE else catalogue_text(value)


def _choices(facet: Facet, found: Found, *, chosen: list[str] | tuple[()]) -> list[SelectChoice]:
    """Return the values to choose; everything is in English, and a page in another language offers that, too."""
    counts, values = found.facets[facet], list(values_of(facet))
    if facet == Facet.LANGUAGE:
        own = [locale()] if locale() not in values else []
        values = [value for value in (*own, *values) if value != "en"]
    return [
        SelectChoice(
            value,
            _counted(value_words(facet, value), counts.get(value, 0)),
            NONE if not counts.get(value) and value not in chosen else {},
        )
        for value in values[:MOST_VALUES]
    ]


def _topics(found: Found, chosen: str) -> list[SelectChoice]:
    """Return the needs that would leave something, and the one chosen, each top one before those below it."""
    counts = found.facets[Facet.NEED]
    needs = [need for need in parts().catalogue.needs.values() if counts.get(need.id) or need.id == chosen]
    tops = [need.id for need in needs if need.parent_id is None]
    order = {need: place for place, need in enumerate(tops)}
    shown = [need for need in needs if not need.is_for_professionals]
    shown.sort(key=lambda need: (order.get(need.parent_id or need.id, len(order)), need.parent_id is not None))
    return [SelectChoice(need.id, _topic_words(need, counts.get(need.id, 0))) for need in shown]


def _topic_words(need: Need, count: int) -> str:
    name = choice_words(catalogue_text(need.name), count)
    return name if need.parent_id is None else f"\N{EN DASH} {name}"


def _counted(choice: str, count: int) -> str:
    choice = str(choice)
    return choice_words(choice[:1].upper() + choice[1:], count)
