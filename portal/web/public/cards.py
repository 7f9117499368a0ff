"""Result cards: rendered once for each service and language, with holes for what differs from search to search.

What is kept is the same for everybody: the catalogue's text, and when something is on next by a council's terms, as long
as that stays true. What is a visitor's own (words, the distance from home) fills the holes anew on each page.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup

from portal.catalogue.models import Location
from portal.places.models import Place
from portal.search.models import Result
from portal.web.here import locale, now, parts
from portal.web.labels.search import Told, mile_words, told_of, why_words
from portal.web.public.times import session_of, stays_true_until, tell_time

MOST_CARDS, MOST_TIMES, MOST_PIECES = 4000, 20_000, 1000  # kept of one language; a card has 2 kB, the others 0.1 to 0.3
_HOLE = "\0"  # stands in no text of the catalogue: its reader refuses control characters


class _KeptTime(NamedTuple):
    """A line of time, and from when until when it is true, in UTC."""

    line: Markup
    since: datetime
    until: datetime


class Cards:
    """The cards of one state of the catalogue in one language, made when they are first shown."""

    def __init__(self, _locale: str) -> None:
        module = current_app.jinja_env.get_template("components/cards.html").module
        self._macros: dict[str, Callable[..., Markup]] = vars(module)
        self._card = lru_cache(MOST_CARDS)(self._render)
        self._near_tag = lru_cache(MOST_PIECES)(self._macros["near_tag"])
        self._nearest_place = lru_cache(MOST_PIECES)(self._macros["nearest_place"])
        self._kept_why_line = lru_cache(MOST_PIECES)(self._why_line)
        self._times: dict[tuple[str, str | None, Location | None], _KeptTime] = {}

    def show(self, results: Iterable[Result], place: Place | None, *, is_near: bool) -> Markup:
        """Return the cards of `results`, one after the other."""
        at = now()
        typed: dict[Told, str] = {}  # of this page alone
        shown: list[str] = []
        for result in results:
            start, middle, rest, end, last = self._card(result.service.id)
            near, name = self._near(result, is_near=is_near), self._place_name(result)
            shown += start, near, middle, name, rest, self._time(result, place, at), end, self._why(result, typed), last
        return Markup("".join(shown))  # noqa: S704  every piece comes out of a template

    def _render(self, service_id: str) -> list[str]:
        """Return the pieces of a card around its holes: distance, name of the place, time, reasons."""
        service = parts().catalogue.services[service_id]
        return str(self._macros["service_card"](service, _HOLE)).split(_HOLE)

    def _near(self, result: Result, *, is_near: bool) -> str:
        if result.miles is not None:
            return self._near_tag(mile_words(result.miles))
        return str(self._macros["ask_where"]()) if is_near and not result.service.is_address_withheld else ""

    def _why(self, result: Result, typed: dict[Told, str]) -> str:
        """Return why it is shown; what holds words that somebody typed is kept in `typed`."""
        told = told_of(result.why)
        if not told.words:
            return self._kept_why_line(told)
        if told not in typed:
            typed[told] = self._why_line(told)
        return typed[told]

    def _why_line(self, told: Told) -> str:
        return self._macros["why_line"](why_words(told))

    def _place_name(self, result: Result) -> str:
        name = result.location.name if result.location else ""
        return self._nearest_place(name) if name and name != result.service.name else ""

    def _time(self, result: Result, place: Place | None, at: datetime) -> str:
        """Return when it is on, worked out again when what was kept is no longer true."""
        location = result.location if result.miles is not None else None
        key = (result.service.id, place.council if place else None, location)
        kept = self._times.get(key)
        if kept is None or not kept.since <= at < kept.until:
            if len(self._times) >= MOST_TIMES:
                self._times.clear()
            kept = self._times[key] = self._find_time(result, place, location, at)
        return kept.line

    def _find_time(self, result: Result, place: Place | None, location: Location | None, at: datetime) -> _KeptTime:
        session = session_of(result.service, place, location)
        line = self._macros["when_line"](tell_time(result.service, session, location))
        return _KeptTime(line, at, stays_true_until(session))


def show_cards(results: Iterable[Result], place: Place | None, is_near: bool = False) -> Markup:
    """Return the cards of `results` for a family at `place`; near it where they stand under "near you"."""
    return parts().keep(Cards, locale()).show(results, place, is_near=is_near)
