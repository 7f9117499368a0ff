"""The choices that narrow a search, in words, each with the address that it leads to."""

from typing import NamedTuple

from portal.catalogue.models import Delivery
from portal.search.models import Facet, Found
from portal.web.i18n import gettext as _
from portal.web.labels.catalogue import day_name, language_name, way_words
from portal.web.labels.search import child_words
from portal.web.page import catalogue_words
from portal.web.public.search_form import LISTS, TICKS, SearchForm, age_text


class Choice(NamedTuple):
    """A choice in words, and the address of the search with it, or without it where it was made already."""

    words: str
    address: str


def ages_read(form: SearchForm, found: Found) -> list[Choice]:
    """Return the ages read out of the words that are not chosen yet, each with the address that chooses it."""
    if form.age.data:
        return []
    return [Choice(child_words(age), form.address(age=age_text(age))) for age in found.understood.ages]


def list_chosen(form: SearchForm) -> list[Choice]:
    """Return each choice that narrows the search, with the address without it."""
    listed = [
        Choice(value_words(LISTS[name], value), form.address(**{name: [each for each in values if each != value]}))
        for name, values in form.listed.items()
        for value in values
    ]
    ages = [Choice(_("age: %(ages)s", ages=form.age.data), form.address(age=None))] if form.age.data else []
    ticked = [Choice(_tick_words(name), form.address(**{name: None})) for name in TICKS if name in form.ticked]
    return [*ages, *ticked, *listed]


def value_words(facet: Facet, value: str) -> str:
    """Return a value of a facet in words."""
    if facet == Facet.DELIVERY:
        return way_words(Delivery(value))
    if facet == Facet.DAY:
        return day_name(value)
    return language_name(value) if facet == Facet.LANGUAGE else catalogue_words(value)


def _tick_words(name: str) -> str:
    return {"free": _("free"), "yourself": _("you can ask yourself"), "send": _("for special needs")}[name]
