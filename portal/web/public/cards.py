"""Result cards: rendered once for each service and language, with holes for what differs from search to search.

What is kept is the same for everybody: the catalogue's text, and when something is on next by a council's terms, as long
as that stays true. What is a visitor's own (words, the distance from home) fills the holes anew on each page.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup, escape

from portal.catalogue.models import Location
from portal.places.models import Place
from portal.search.facets.whereabouts import find_first_location
from portal.search.models import Found, Reason, Result
from portal.web.here import locale, now, parts
from portal.web.i18n import ngettext
from portal.web.labels.search import Told, mile_words, told_of, why_words
from portal.web.public.services import find_doors
from portal.web.public.times import session_of, stays_true_until, tell_time
from portal.web.stencil import Sent, Stencil, hole, ready

MOST_CARDS, MOST_PIECES = 4000, 1000  # kept of one language; a card has 2 kB, the others 0.1 to 0.3
_HOLE = "\0"  # stands in no text of the catalogue: its reader refuses control characters


class _Body(NamedTuple):
    """What stands on a card between its distance and its reasons, and from when until when it is true, in UTC."""

    text: bytes
    since: datetime
    until: datetime


class _Card(NamedTuple):
    """What is kept of a service: the pieces around its holes, and its bodies by council and nearest place."""

    pieces: Sequence[bytes]
    bodies: dict[tuple[str | None, Location | None], _Body]


class Cards:
    """The cards of one state of the catalogue in one language, made when they are first shown."""

    def __init__(self, locale: str) -> None:
        module = current_app.jinja_env.get_template("components/cards.html").module
        self._macros: dict[str, Callable[..., Markup]] = vars(module)
        self._locale = locale
        self._card = lru_cache(MOST_CARDS)(self._render)
        self._near_tag = lru_cache(MOST_PIECES)(partial(self._piece, "near_tag"))
        self._nearest_place = lru_cache(MOST_PIECES)(partial(self._piece, "nearest_place"))
        self._ask_where = self._piece("ask_where")
        self._one_list = Stencil(self._macros["one_list"](hole("count"), hole("cards")), locale)
        self._reasons = Stencil(self._macros["why_line"](hole("reasons")), locale)
        self._kept_why_line = lru_cache(MOST_PIECES)(self._why_line)

    def show_groups(self, found: Found, place: Place | None) -> Sent:
        """Return one list, or with a place near you and no travel apart."""
        if place is None and found.understood.place is None:
            count = ngettext("%(num)d service", "%(num)d services", found.total)
            return self._one_list.fill(count=count, cards=self.show(found.elsewhere, place, is_near=False))
        groups = Stencil(
            self._macros["groups"](found, _has_best_near(found), hole("near"), hole("others")), self._locale
        )
        return groups.fill(
            near=self.show(found.near_you, place, is_near=True), others=self.show(found.no_travel, place, is_near=False)
        )

    def show(self, results: Iterable[Result], place: Place | None, *, is_near: bool) -> Sent:
        """Return the cards of `results`, one after the other."""
        at, council = now(), place.council if place else None
        lines: dict[tuple[Reason, ...], bytes] = {}  # of this page alone: words that somebody typed stand in them
        shown: list[bytes] = []
        for result in results:
            why = lines.get(result.why)
            if why is None:
                why = lines[result.why] = self._why(result)
            card = self._card(result.service.id)
            key = council, result.location
            body = card.bodies.get(key)
            if body is None or not body.since <= at < body.until:
                body = card.bodies[key] = self._fill_body(card, result, place, at)
            shown += card.pieces[0], self._near(result, is_near), body.text, why, card.pieces[-1]
        return Sent(shown)

    def _render(self, service_id: str) -> _Card:
        """Return the pieces of a card around its holes: distance, name of the place, time, whom to ask, reasons."""
        service = parts().catalogue.services[service_id]
        return _Card(self._piece("service_card", service, _HOLE).split(_HOLE.encode()), {})

    def _piece(self, macro: str, *given: object) -> bytes:
        return ready(self._macros[macro](*given), self._locale)

    def _near(self, result: Result, is_near: bool) -> bytes:
        if result.miles is not None:
            return self._near_tag(mile_words(result.miles))
        return self._ask_where if is_near and not result.service.is_address_withheld else b""

    def _why(self, result: Result) -> bytes:
        """Return why it is shown; what holds words that somebody typed is not kept."""
        told = told_of(result.why)
        return self._why_line(told) if told.words else self._kept_why_line(told)

    def _why_line(self, told: Told) -> bytes:
        reasons = ready(escape(why_words(told)), self._locale)
        return bytes(self._reasons.fill(reasons=Sent([reasons]))) if reasons else b""

    def _place_name(self, result: Result) -> bytes:
        location = result.location or find_first_location(result.service)
        name = location.name if location else ""
        return self._nearest_place(name) if name and name != result.service.name else b""

    def _fill_body(self, card: _Card, result: Result, place: Place | None, at: datetime) -> _Body:
        """Return the body with its place, when it is on and whom to ask; to be worked out again when that is no longer true."""
        session = session_of(result.service, place, result.location)
        time = self._piece("when_line", tell_time(result.service, session, result.location))
        ways = self._piece("ways_in", result.service, find_doors(result.service, place.council if place else None))
        _start, middle, rest, after_time, end, _last = card.pieces
        text = b"".join((middle, self._place_name(result), rest, time, after_time, ways, end))
        return _Body(text, at, stays_true_until(session))


def show_groups(found: Found, place: Place | None) -> Sent:
    """Return all groups of results with their cards, for a family at `place`."""
    return parts().keep(Cards, locale()).show_groups(found, place)


def _has_best_near(found: Found) -> bool:
    """Tell whether the best match of this page is near rather than without travel; that group is shown first."""
    return not found.no_travel or (bool(found.near_you) and found.near_you[0].rank < found.no_travel[0].rank)
