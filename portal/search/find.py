"""Find help: one page of results for a query, near a place, at a time."""

from dataclasses import replace
from datetime import datetime

from portal.catalogue.models import Cost
from portal.places.models import Place
from portal.search.forks import find_forks
from portal.search.index import Index
from portal.search.models import Facet, Found, Query, Reason, Result, Understood, Why
from portal.search.order import Candidate, order
from portal.search.place_words import is_somewhere, place_of
from portal.search.ranking import weigh
from portal.search.reasons import give_reasons
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
    open_now = index.filters.open_to(near) & index.filters.running_on(now.date())
    base = relevance.bits & open_now
    matched = index.filters.narrow(base, query)
    found = _group(index, query, reading, order(index, query, relevance, matched, near, now), near)
    return replace(
        found,
        total=matched.bit_count(),
        understood=_tell(reading),
        repaired=reading.repaired,
        danger=reading.danger,
        facets=index.filters.count(query, base),
        ask_about_cost=_count_unknown_cost(index, query, base),
        forks=() if matched else find_forks(index.filters, query, base=base, without_words=open_now),
    )


def _group(index: Index, query: Query, reading: Reading, found: list[Candidate], near: Place | None) -> Found:
    """Return this page's part of each group."""
    page = max(1, query.page)
    ranked = list(enumerate(found, 1))

    def part(group: list[tuple[int, Candidate]], size: int) -> tuple[Result, ...]:
        return tuple(_result(index, query, reading, near, *each) for each in group[(page - 1) * size : page * size])

    if near is None:
        return Found(elsewhere=part(ranked, PAGE_SIZE), page=page, pages=_pages(len(ranked), PAGE_SIZE))
    near_you = [each for each in ranked if not each[1].is_no_travel]
    no_travel = [each for each in ranked if each[1].is_no_travel]
    return Found(
        near_you=part(near_you, GROUP_SIZE),
        no_travel=part(no_travel, GROUP_SIZE),
        near_you_total=len(near_you),
        no_travel_total=len(no_travel),
        page=page,
        pages=_pages(max(len(near_you), len(no_travel)), GROUP_SIZE),
    )


def _result(
    index: Index, query: Query, reading: Reading, near: Place | None, rank: int, candidate: Candidate
) -> Result:
    service = index.services[candidate.number]
    miles = candidate.miles_shown(near)
    nearness = () if miles is None else (Reason(Why.NEAR, f"{miles:.1f}"),)
    return Result(
        service,
        rank,
        (*give_reasons(index, query, reading, candidate.number, near), *nearness),
        miles,
        candidate.location,
        is_age_known=service.ages.is_known,
        is_cost_known=service.cost != Cost.ASK,
    )


def _tell(reading: Reading) -> Understood:
    sure = tuple(match.topic for match in reading.needs if match.is_whole and match.strength >= _SURE)
    return Understood(sure, reading.ages, reading.place)


def _count_unknown_cost(index: Index, query: Query, base: int) -> int:
    if not query.is_free_only:
        return 0
    return (index.filters.narrow(base, query, without=Facet.FREE) & index.filters.unknown_cost).bit_count()


def _pages(count: int, size: int) -> int:
    return max(1, -(-count // size))
