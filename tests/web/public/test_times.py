"""When a service is on: on its page, on cards, as a file for a calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask

from portal.catalogue.models import Catalogue, Delivery, Location, Schedule, Service, ServiceAtLocation, Status
from portal.places.models import Term
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.results import cards_of

TUESDAYS = Schedule(("TU",), time(10), time(12))  # the clock stands on a Tuesday, at ten
THURSDAYS = Schedule(("TH",), time(10, 30), time(12))
HALL, LIBRARY = Location("Church hall", "1 High Street"), Location("Library", "2 High Street")


def offer(app: Flask, **fields: object) -> PageClient:
    """Change Childline into a group with `fields`; return a browser."""
    parts = app.extensions["parts"]
    catalogue: Catalogue = parts.catalogue
    plain = replace(catalogue.services["childline"], delivery=(Delivery.IN_PERSON,), schedules=())
    changed: Service = replace(plain, **fields)  # type: ignore[arg-type]  # a test's fields
    services = {**catalogue.services, "childline": changed}
    app.extensions["parts"] = replace(parts, catalogue=replace(catalogue, services=services), _indexes={})
    return PageClient(app)


def at(*places: tuple[Location, Schedule]) -> tuple[ServiceAtLocation, ...]:
    return tuple(ServiceAtLocation(location, (schedule,)) for location, schedule in places)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (TUESDAYS, "Open now, until midday"),
        (THURSDAYS, "Next: Thursday 10:30am, in 2 days"),
        (replace(TUESDAYS, opens_at=time(11)), "Next: today 11am"),
        (replace(THURSDAYS, byday=("WE",)), "Next: tomorrow 10:30am"),
        (replace(TUESDAYS, valid_from=date(2026, 4, 14)), "Next: Tuesday 14 April 10am, in 35 days"),
        (Schedule(("TU", "WE", "TH", "FR", "SA", "SU", "MO"), time(0), time(23, 59)), "Open now, day and night"),
        (replace(TUESDAYS, valid_to=date(2026, 3, 3)), "This has ended. Ask when the next one starts."),
        (
            replace(THURSDAYS, is_term_time_only=True),
            "In term time only. Next, if it is term time: Thursday 10:30am. Ask first.",
        ),
    ],
)
def test_a_services_page_says_when_it_is_on(public_app: Flask, schedule: Schedule, words: str) -> None:
    assert words in offer(public_app, schedules=(schedule,)).get("/en/services/childline").text


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(("WE",), time(0), time(2)), "Open now, until 2am"),
        (Schedule(("WE",), time(10), time(12)), "Next: today 10am"),
        (Schedule(("TU",), time(10), time(12), valid_to=date(2026, 6, 30)), "This has ended."),
    ],
)
def test_after_midnight_of_a_summers_day_it_is_the_next_day(
    public_app: Flask, clock: StoppedClock, schedule: Schedule, words: str
) -> None:
    clock.at = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on Wednesday
    assert words in offer(public_app, schedules=(schedule,)).get("/en/services/childline").text


def test_a_card_says_when_and_at_which_of_several_places(public_app: Flask) -> None:
    browser = offer(public_app, service_at_locations=at((HALL, THURSDAYS), (LIBRARY, TUESDAYS)))
    card = next(card for card in cards_of(browser.get("/en/search?q=childline")) if card.id == "childline")
    assert "Open now, until midday (Library)" in card.text


def test_nothing_is_said_of_what_may_have_stopped(public_app: Flask) -> None:
    browser = offer(public_app, schedules=(THURSDAYS,), status=Status.UNCONFIRMED)
    assert "Next:" not in browser.get("/en/services/childline").text


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"assured_date": date(2026, 2, 1)}, False),
        ({"assured_date": date(2024, 2, 1)}, True),
        ({"assured_date": None}, True),
        ({"assured_date": date(2026, 2, 1), "schedules": (TUESDAYS, Schedule(description="Some Fridays"))}, True),
    ],
)
def test_old_or_partly_known_hours_are_to_be_checked(
    public_app: Flask, fields: dict[str, object], is_told: bool
) -> None:
    browser = offer(public_app, **{"schedules": (TUESDAYS,), **fields})
    assert ("until midday. Check before you go." in browser.get("/en/services/childline").text) is is_told


@pytest.mark.parametrize(
    ("delivery", "is_told"), [((Delivery.PHONE, Delivery.ONLINE), False), ((Delivery.PHONE, Delivery.IN_PERSON), True)]
)
def test_nobody_is_told_to_check_before_going_where_one_only_rings(
    public_app: Flask, delivery: tuple[Delivery, ...], is_told: bool
) -> None:
    page = offer(public_app, schedules=(TUESDAYS,), assured_date=None, delivery=delivery).get("/en/services/childline")
    assert "Open now, until midday" in page.text
    assert ("Check before you go" in page.text) is is_told


def test_the_terms_of_the_council_tell_whether_it_is_on(public_app: Flask) -> None:
    browser = offer(public_app, schedules=(replace(THURSDAYS, is_term_time_only=True),), service_areas=("sefton",))
    parts = public_app.extensions["parts"]
    terms = (Term(date(2026, 3, 16), date(2026, 3, 27)),)
    councils = {**parts.areas.councils, "sefton": replace(parts.areas.councils["sefton"], terms=terms)}
    public_app.extensions["parts"] = replace(parts, areas=replace(parts.areas, councils=councils))
    assert "Next: Thursday 19 March 10:30am, in 9 days" in browser.get("/en/services/childline").text


def test_the_next_time_at_a_place_can_be_put_in_a_calendar(public_app: Flask) -> None:
    browser = offer(public_app, service_at_locations=at((HALL, TUESDAYS), (LIBRARY, THURSDAYS)))
    address = browser.get("/en/services/childline").links()["Put this in your calendar: Library"]
    assert address == "/en/services/childline/next.ics?at=1"
    file = browser.get(address)
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART:20260312T103000Z" in file.html
    assert "LOCATION:Library\\, 2 High Street" in file.html


@pytest.mark.parametrize("at_place", ["7", "-1", "x", "9999999999"])
def test_a_place_there_is_not_has_no_file(public_app: Flask, at_place: str) -> None:
    browser = offer(public_app, service_at_locations=at((HALL, TUESDAYS)))
    browser.get(f"/en/services/childline/next.ics?at={at_place}", status=404)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_address_withheld": True},
        {"service_at_locations": at((HALL, replace(TUESDAYS, is_term_time_only=True)))},
        {"service_at_locations": at((HALL, replace(TUESDAYS, valid_to=date(2026, 3, 3))))},
        {"service_at_locations": ()},
    ],
)
def test_nothing_uncertain_or_withheld_goes_into_a_calendar(public_app: Flask, fields: dict[str, object]) -> None:
    browser = offer(public_app, **{"service_at_locations": at((HALL, TUESDAYS)), **fields})
    assert not [words for words in browser.get("/en/services/childline").links() if "calendar" in words]
    browser.get("/en/services/childline/next.ics", status=404)
