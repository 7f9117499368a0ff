"""The orders one can choose, near a place and without one; paging is stable in each."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from portal.catalogue.models import Schedule, Status
from portal.places.models import Place
from portal.search.facets.next_on import NextOn
from portal.search.find import find_services
from portal.search.index import Index, build_index
from portal.search.models import Found, Order, Query
from tests.search.town import CATALOGUE, IN_PERSON, NORTHTOWN, NOW, at, service


def weekly(*days: str, term_time: bool = False) -> tuple[Schedule, ...]:
    return (Schedule(days, time(14), time(15), is_term_time_only=term_time),)


CLUBS = (
    service("far-today", "Chess club", "Chess chess chess.", "wellbeing", "northtown", schedules=weekly("MO"),
            service_at_locations=(at("Far", 8.0),)),
    service("near-friday", "Board games", "Some chess.", "wellbeing", "northtown", schedules=weekly("FR"),
            service_at_locations=(at("Near", 0.5),)),
    service("middle-tuesday", "Play", "Chess and draughts.", "wellbeing", "northtown", schedules=weekly("TU"),
            service_at_locations=(at("Middle", 3.0),)),
    service("term-time", "After school", "Chess.", "wellbeing", "northtown", schedules=weekly("MO", term_time=True),
            service_at_locations=(at("School", 1.0),)),
    service("no-times", "Chess evenings", "Chess.", "wellbeing", "northtown", service_at_locations=(at("Hall", 2.0),)),
    service("perhaps-over", "Chess mornings", "Chess.", "wellbeing", "northtown", schedules=weekly("MO"),
            status=Status.UNCONFIRMED, service_at_locations=(at("Barn", 6.0),)),
)  # fmt: skip
NEAREST_FIRST = ["near-friday", "term-time", "no-times", "middle-tuesday", "perhaps-over", "far-today"]
SOONEST_FIRST = ["far-today", "middle-tuesday", "near-friday", "term-time"]


@pytest.fixture(scope="module")
def clubs() -> Index:
    every = {each.id: each for each in CLUBS}
    return build_index(
        replace(CATALOGUE, services={**CATALOGUE.services, **every}), locale="en", translate=str, folder=None
    )


def ask(index: Index, order: Order, near: Place | None = NORTHTOWN, page: int = 1, words: str = "chess") -> Found:
    return find_services(index, Query(words, order=order, page=page, delivery=(IN_PERSON,)), near=near, now=NOW)


def ids(found: Found) -> list[str]:
    return [result.service.id for result in found.results]


def test_nearest_first_whatever_fits_best(clubs: Index) -> None:
    assert ids(ask(clubs, Order.NEAREST)) == NEAREST_FIRST
    assert ids(ask(clubs, Order.BEST)) != NEAREST_FIRST


def test_soonest_first_then_what_depends_on_unknown_terms_then_what_has_no_times_or_may_have_stopped(
    clubs: Index,
) -> None:
    for near in (NORTHTOWN, None):
        shown = ids(ask(clubs, Order.NEXT, near))
        assert shown[:4] == SOONEST_FIRST
        assert set(shown[4:]) == {"no-times", "perhaps-over"}


def test_what_begins_next_changes_with_the_time_asked_for(clubs: Index) -> None:
    ask(clubs, Order.NEXT)
    on_friday = find_services(clubs, Query("chess", order=Order.NEXT), near=NORTHTOWN, now=NOW.replace(day=27))
    assert ids(on_friday)[0] == "near-friday"


@pytest.mark.parametrize("earlier", ["09:05", "13:59", "14:20", "14:45"])
def test_what_is_on_now_comes_in_one_order_whatever_was_asked_before(earlier: str) -> None:
    both = tuple(
        service(each, each, "Chess.", "wellbeing", "northtown", schedules=(Schedule(("MO",), begins, time(15)),))
        for each, begins in (("a", time(14)), ("b", time(14, 30)))
    )
    asked, afresh = NextOn(both), NextOn(both)
    asked.soon(0, None, datetime.combine(NOW.date(), time.fromisoformat(earlier), UTC))
    now = NOW.replace(hour=14, minute=50)
    assert asked.soon(0, None, now) == asked.soon(1, None, now) == afresh.soon(0, None, now)


@pytest.mark.parametrize("near", [None, NORTHTOWN])
def test_beyond_the_last_page_is_the_last_page(clubs: Index, near: Place | None) -> None:
    last = ask(clubs, Order.BEST, near, page=1).pages
    beyond = ask(clubs, Order.BEST, near, page=last + 5)
    assert beyond == ask(clubs, Order.BEST, near, page=last)
    assert (beyond.page, bool(beyond.results)) == (last, True)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("near", [None, NORTHTOWN])
def test_every_service_stands_on_one_page_only(clubs: Index, order: Order, near: Place | None) -> None:
    first = ask(clubs, order, near, words="")
    shown = [ids(ask(clubs, order, near, page, words="")) for page in range(1, first.pages + 1)]
    every = [each for page in shown for each in page]
    assert len(every) == len(set(every)) == first.total
    assert shown[0] == ids(first)
