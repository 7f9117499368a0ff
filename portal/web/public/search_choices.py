"""The choices that narrow or order a search, in words, each with the address that it leads to."""

from typing import NamedTuple

from portal.catalogue.models import Delivery
from portal.places.models import Place
from portal.search.models import Facet, Found, Order
from portal.web.i18n import gettext as _
from portal.web.labels.catalogue import day_name, language_name, way_words
from portal.web.labels.search import child_words, order_words
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


def list_orders(form: SearchForm, found: Found, place: Place | None) -> list[Choice]:
    """Return the orders to choose from, the one in use without an address; nearest first only where we know from where."""
    named = found.understood.place
    is_somewhere = (place is not None and place.point is not None) or (named is not None and named.point is not None)
    offered = [each for each in Order if each != Order.NEAREST or is_somewhere]
    return [
        Choice(order_words(each), "" if each == form.order else form.address(order="" if each == Order.BEST else each))
        for each in (offered if found.total > 1 else ())
    ]


def _tick_words(name: str) -> str:
    return {"free": _("free"), "yourself": _("you can ask yourself"), "send": _("for special needs")}[name]


def value_words(facet: Facet, value: str) -> str:
    """Return a value of a facet in words."""
    if facet == Facet.DELIVERY:
        return way_words(Delivery(value))
    if facet == Facet.DAY:
        return day_name(value)
    return language_name(value) if facet == Facet.LANGUAGE else catalogue_words(value)
