"""Find help: one page of results for a query, near a place, at a time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import itemgetter

from portal.local_time import LONDON
from portal.places.distance import miles
from portal.places.models import Place
from portal.search.forks import find_forks
from portal.search.index import Index
from portal.search.models import Facet, Found, Query, Reason, Result, Understood, Why
from portal.search.order import Ordering, Ranked
from portal.search.place_words import is_somewhere, place_of
from portal.search.ranking import weigh
from portal.search.reasons import Reasons
from portal.search.understand import Reading

PAGE_SIZE = 20
GROUP_SIZE = 10
_SURE = 0.4  # strength from which a need is told back to the person


def find_services(index: Index, query: Query, *, near: Place | None, now: datetime) -> Found:
    """Return the services that fit `query`, for families of `near`, nearest first among equally good ones."""
    reading = index.understanding.read(query.words, take_as_typed=query.take_as_typed)
    if near is None or not is_somewhere(near):
        near = place_of(reading.place) if reading.place else None
    relevance = weigh(index, reading, near)
    open_now = index.filters.open_to(near) & index.filters.running_on(now.astimezone(LONDON).date())
    base = relevance.bits & open_now
    matched = index.filters.narrow(base, query)
    near_total, total = (matched & index.whereabouts.placed).bit_count() if near else 0, matched.bit_count()
    pages = _count_pages(max(near_total, total - near_total), GROUP_SIZE) if near else _count_pages(total, PAGE_SIZE)
    page = min(max(1, query.page), pages)  # an address may name a page that is no longer there
    near_you, no_travel, elsewhere = _take_page(Ordering(index, query, relevance, matched, near, now), page)
    show = _Shower(index, near, Reasons(index, query, reading, near), _rank(page, near_you, no_travel, elsewhere))
    return Found(
        near_you=show.all(near_you),
        no_travel=show.all(no_travel),
        elsewhere=show.all(elsewhere),
        total=total,
        near_you_total=near_total,
        no_travel_total=total - near_total if near else 0,
        page=page,
        pages=pages,
        understood=_tell(reading),
        repaired=reading.repaired,
        danger=reading.danger,
        facets=index.filters.count(query, base),
        ask_about_cost=_count_unknown_cost(index, query, base),
        forks=() if matched else find_forks(index.filters, query, base=base, without_words=open_now),
    )


def _take_page(ordering: Ordering, page: int) -> tuple[list[Ranked], list[Ranked], list[Ranked]]:
    """Return this page's part of each group: near, without travel; or of all where no place is known."""
    start = (page - 1) * PAGE_SIZE
    if ordering.near is None:
        return [], [], ordering.take(ordering.matched, start + PAGE_SIZE)[start:]
    start, placed = (page - 1) * GROUP_SIZE, ordering.index.whereabouts.placed
    near_you, no_travel = (ordering.take(group, start + GROUP_SIZE)[start:] for group in (placed, ~placed))
    return near_you, no_travel, []


def _rank(page: int, near_you: list[Ranked], no_travel: list[Ranked], elsewhere: list[Ranked]) -> Mapping[int, int]:
    """Return a number for each service of a page that puts those of all groups in order."""
    both = sorted((*near_you, *no_travel), key=itemgetter(0))
    return {number: rank for rank, (_, number) in enumerate((*both, *elsewhere), (page - 1) * PAGE_SIZE + 1)}


class _Shower:
    """Makes results of the few services that are shown."""

    def __init__(self, index: Index, near: Place | None, reasons: Reasons, ranks: Mapping[int, int]) -> None:
        self._index, self._reasons, self._ranks = index, reasons, ranks
        self._origin = near.point if near else None

    def all(self, ranked: Iterable[Ranked]) -> tuple[Result, ...]:
        """Return the results for services in order."""
        return tuple([self._show(number) for _, number in ranked])

    def _show(self, number: int) -> Result:
        service, why = self._index.services[number], self._reasons.give(number)
        whereabouts, away = self._index.whereabouts, None
        if self._origin and whereabouts.is_placed(number):
            location, point = whereabouts.nearest(number, self._origin)
            away = miles(origin=self._origin, destination=point)
            why.append(Reason(Why.NEAR, f"{away:.1f}"))
        else:
            location = whereabouts.first(number)
        return Result(service, self._ranks[number], tuple(why), away, location)


def _tell(reading: Reading) -> Understood:
    sure = tuple(match.topic for match in reading.needs if match.is_whole and match.strength >= _SURE)
    return Understood(sure, reading.ages, reading.place)


def _count_unknown_cost(index: Index, query: Query, base: int) -> int:
    if not query.is_free_only:
        return 0
    return (index.filters.narrow(base, query, without=Facet.FREE) & index.filters.unknown_cost).bit_count()


def _count_pages(count: int, size: int) -> int:
    return max(1, -(-count // size))
