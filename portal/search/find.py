"""Find help: one page of results for a query, near a place, at a time."""

from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter

from portal.local_time import local_day
from portal.places.models import Place
from portal.search.facets.filters import Allowed, Filters, narrow
from portal.search.index import Index
from portal.search.models import Facet, Found, Query, Understood
from portal.search.results.forks import find_forks
from portal.search.results.order import Ordering, Ranked
from portal.search.results.ranking import weigh
from portal.search.results.reasons import Reasons
from portal.search.results.show import Presenter
from portal.search.understanding.place_words import is_somewhere, place_of
from portal.search.understanding.reading import Reading

PAGE_SIZE = 20
GROUP_SIZE = 10
# Strength from which a need is told back to the person, where a whole phrase stood there and where none did; and the share of
# the surest one's that it must have.
_SURE, _SURE_IN_PART, _NEARLY = 0.5, 0.65, 0.85


def find_services(index: Index, query: Query, *, near: Place | None, now: datetime) -> Found:
    """Return the services that fit `query`, for families of `near`, nearest first among equally good ones."""
    reading = index.understanding.read(query.words, take_as_typed=query.take_as_typed)
    near = _choose_place(near, reading)
    relevance = weigh(index, reading, near)
    open_now = index.filters.open_to(near) & index.filters.running_on(local_day(now))
    base = relevance.bits & open_now
    allowed = index.filters.allow(query)
    matched = narrow(base, allowed)
    total, near_total = matched.bit_count(), _count_near(index, matched, near)
    pages = _count_pages(near_total, total - near_total, GROUP_SIZE if near else PAGE_SIZE)
    page = min(max(1, query.page), pages)  # an address may name a page that is no longer there
    groups = _take_page(Ordering(index, query, relevance, matched, near, now), page)
    show = Presenter(index, near, Reasons(index, query, reading, near), _rank(page, *groups))
    return Found(
        near_you=show.near(groups[0]),
        no_travel=show.all(groups[1]),
        elsewhere=show.all(groups[2]),
        total=total,
        near_you_total=near_total,
        no_travel_total=total - near_total if near else 0,
        page=page,
        pages=pages,
        understood=_tell(reading),
        repaired=reading.repaired,
        danger=reading.danger,
        facets=index.filters.count(base, allowed, has_send=query.has_send),
        ask_about_cost=_count_unknown_cost(index.filters, allowed, base),
        forks=() if matched else find_forks(query, allowed, base=base, without_words=open_now),
    )


def _choose_place(near: Place | None, reading: Reading) -> Place | None:
    """Return `near` where it says which council is meant, else the place in the words, if any."""
    if near is not None and is_somewhere(near):
        return near
    return place_of(reading.place) if reading.place else None


def _take_page(ordering: Ordering, page: int) -> tuple[list[Ranked], list[Ranked], list[Ranked]]:
    """Return this page's part of each group: near, without travel; or of all where no place is known."""
    if ordering.near is None:
        start = (page - 1) * PAGE_SIZE
        return [], [], ordering.take(ordering.matched, start + PAGE_SIZE)[start:]
    start, placed = (page - 1) * GROUP_SIZE, ordering.index.whereabouts.placed
    others = ordering.index.filters.everything ^ placed
    near_you, no_travel = (ordering.take(group, start + GROUP_SIZE)[start:] for group in (placed, others))
    return near_you, no_travel, []


def _rank(page: int, near_you: list[Ranked], no_travel: list[Ranked], elsewhere: list[Ranked]) -> Mapping[int, int]:
    """Return a number for each service of a page that puts those of all groups in order."""
    both = sorted((*near_you, *no_travel), key=itemgetter(0))
    return {number: rank for rank, (_, number) in enumerate((*both, *elsewhere), (page - 1) * PAGE_SIZE + 1)}


def _tell(reading: Reading) -> Understood:
    """Return what to tell back; a second need only where it is nearly as sure: "the kids are hungry" tells of no neglect."""
    nearly = max([match.strength * _NEARLY for match in reading.sure_needs[:1]], default=0.0)
    told = [
        match.topic
        for match in reading.sure_needs
        if match.strength >= max(nearly, _SURE if match.is_whole else _SURE_IN_PART)
    ]
    return Understood(tuple(told), reading.ages, reading.place)


def _count_unknown_cost(filters: Filters, allowed: Allowed, base: int) -> int:
    if Facet.FREE not in allowed:
        return 0
    return (narrow(base, allowed, without=Facet.FREE) & filters.unknown_cost).bit_count()


def _count_near(index: Index, matched: int, near: Place | None) -> int:
    """Return how many stand among those near; none do where no place is known."""
    return (matched & index.whereabouts.placed).bit_count() if near else 0


def _count_pages(near: int, others: int, size: int) -> int:
    return max(1, -(-max(near, others) // size))
