"""The main part of a page of results: rendered once for each shape that it has, with holes for what differs."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from flask import current_app, url_for
from markupsafe import Markup

from portal.catalogue.models import Need
from portal.places.models import Place
from portal.search.models import Found, Order
from portal.search.understanding.place_words import place_of
from portal.web.here import locale, parts
from portal.web.i18n import gettext as _
from portal.web.public.addresses import leading_back
from portal.web.public.cards import show_groups
from portal.web.public.counted_choices import count_choices
from portal.web.public.crisis import crisis_lines
from portal.web.public.search_box import show_search_box
from portal.web.public.search_choices import ages_read, list_chosen
from portal.web.public.search_form import SearchForm
from portal.web.public.ways_on import find_from_home, find_nearest_hub
from portal.web.stencil import Sent, Stencil, hole, ready

MOST_TOPICS = 3  # topics read out of the words and offered above the results
_MOST_SHAPES = 500  # kept of one language; each takes 3 kB
_ANYWHERE = tuple(each for each in Order if each != Order.NEAREST)
_ORDERS = tuple(Order)
_PARTS = ("alarm", "box", "elsewhere", "offers", "groups", "more", "no_results")
_ADDRESSES = (*_ORDERS, "before", "after", "share", "back")
_HOLES = {each: hole(each) for each in (*_PARTS, *_ADDRESSES, "page_words")}


class Shape(NamedTuple):
    """What decides of which elements a page of results consists; `orders` are those to choose from.

    It holds choices only, never words: what is kept by it is the same for everybody.
    """

    need_id: str
    orders: tuple[Order, ...]
    order: Order
    is_placed: bool
    is_bare: bool
    has_results: bool
    has_before: bool
    has_after: bool


class _Mains:
    """The main parts of one state of the catalogue in one language, by shape."""

    def __init__(self, locale: str) -> None:
        self._macros: dict[str, Callable[..., Markup]] = vars(
            current_app.jinja_env.get_template("public/search/results.html").module
        )
        self._locale = locale
        self.choose_council = url_for("area.choose_council")
        self.find = lru_cache(_MOST_SHAPES)(self._render)
        self.offers = Stencil(self._macros["offers"](hole("lines")), locale)
        self.offer_topic, self.notice_topic = cache(self._offer_topic), cache(self._notice_topic)

    def render(self, macro: str, *given: object) -> Sent:
        """Return a piece of one page alone."""
        return Sent([ready(self._macros[macro](*given), self._locale)])

    def _offer_topic(self, need_id: str) -> bytes:
        return ready(self._macros["topic_offer"](parts().catalogue.needs[need_id]), self._locale)

    def _notice_topic(self, need_id: str) -> bytes:
        return ready(self._macros["topic_notice"](parts().catalogue.needs[need_id]), self._locale)

    def _render(self, shape: Shape) -> Stencil:
        need = parts().catalogue.needs.get(shape.need_id)
        return Stencil(
            self._macros["main"](shape, need, _first_topics() if shape.is_bare else (), _HOLES), self._locale
        )


def show_title(form: SearchForm, found: Found) -> str:
    """Return the title of the page."""
    title = _("Find help")
    if found.page > 1:
        title += f" ({_('page %(page)d of %(pages)d', page=found.page, pages=found.pages)})"
    return f"{_('Error:')} {title}" if form.errors else title


def show_main(form: SearchForm, found: Found, place: Place | None) -> Sent:
    """Return the services that fit, those near and those that need no travel apart; or the ways on where none does."""
    mains, here, shape = parts().keep(_Mains, locale()), form.address(), _shape_of(form, found, place)
    text: dict[str, object] = {
        "alarm": _show_alarm(mains, form, found, place),
        "box": show_search_box(form, place, count_choices(form, found), has_ages=True),
        "elsewhere": leading_back(mains.choose_council, here),
        "offers": _show_offers(mains, form, found, place),
        "back": form.address(page=found.page) if found.page > 1 else here,
    }
    if found.total:
        text |= _fill_results(form, found, place, shape)
        text["more"] = mains.render("more_unknown", form, found) if found.ask_about_cost else Sent()
    else:
        ways = find_from_home(form, place), find_nearest_hub(place)
        text["no_results"] = mains.render("no_results", form, found, *ways)
    return mains.find(shape).fill(**text)


def _shape_of(form: SearchForm, found: Found, place: Place | None) -> Shape:
    named = found.understood.place
    is_somewhere = (place is not None and place.point is not None) or (named is not None and named.point is not None)
    is_bare = form.is_bare and found.page == 1
    return Shape(
        need_id="" if form.q.data else form.need,
        orders=() if is_bare or found.total < 2 else _ORDERS if is_somewhere else _ANYWHERE,
        order=form.order,
        is_placed=place is not None,
        is_bare=is_bare,
        has_results=found.total > 0,
        has_before=found.page > 1,
        has_after=found.page < found.pages,
    )


def _fill_results(form: SearchForm, found: Found, place: Place | None, shape: Shape) -> dict[str, object]:
    """Return what stands in the holes of the results and of what leads on from them."""
    text: dict[str, object] = {
        "groups": show_groups(found, place),
        "page_words": _("Page %(page)d of %(pages)d", page=found.page, pages=found.pages),
        "share": form.address(near=(place.sector or place.district) if place else None),
    }
    for order in shape.orders:
        text[order] = form.address(order="" if order == Order.BEST else order)
    if shape.has_before:
        text["before"] = form.address(page=found.page - 1)
    if shape.has_after:
        text["after"] = form.address(page=found.page + 1)
    return text


def _show_alarm(mains: _Mains, form: SearchForm, found: Found, place: Place | None) -> Sent:
    """Return whom to ring, for whom the words tell of danger, and what is wrong with what was typed."""
    if not found.danger and not form.errors:
        return Sent()
    named = found.understood.place  # whoever is in danger there needs its numbers, not all
    at = place or (place_of(named) if named else None)
    councils = parts().areas.councils.values()
    return mains.render("alarm", form, found, crisis_lines(found.danger, at), councils, at)


def _show_offers(mains: _Mains, form: SearchForm, found: Found, place: Place | None) -> Sent:
    """Return what was understood and chosen, each with what it can be changed to."""
    understood, needs, chosen = found.understood, form.needs(), list_chosen(form)
    topics = [each for each in understood.needs if each not in needs][:MOST_TOPICS]
    shown: list[bytes] = []
    if place or understood.place or found.repaired or chosen:
        shown += mains.render("chosen_so_far", form, found, place, form.address(), chosen).parts
    lines = [mains.offer_topic(each) for each in topics]
    lines += [bytes(mains.render("age_offer", *each)) for each in ages_read(form, found)]
    if lines:
        shown += mains.offers.fill(lines=Sent(lines)).parts
    return Sent([*shown, *[mains.notice_topic(each) for each in topics]])


def _first_topics() -> list[Need]:
    """Return the topics to choose from where nothing was asked for: the list of everything is one press away."""
    needs = parts().catalogue.needs.values()
    return [each for each in needs if each.parent_id is None and not each.is_for_professionals]
