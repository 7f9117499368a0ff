"""What is on now or next, in local time: weeks, terms, holidays, clock changes, the end of a course."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from portal.catalogue.models import Delivery, Location, Schedule, Service, ServiceAtLocation
from portal.catalogue.sessions import Session, find_session, is_on_day, last_day
from portal.local_time import LONDON, WEEKDAYS

HALL, CLINIC = Location("Church hall"), Location("Clinic")
TERMS = [(date(2026, 1, 5), date(2026, 2, 13)), (date(2026, 2, 23), date(2026, 3, 27))]


def weekly(days: str, opens: int = 10, closes: int = 12, **fields: object) -> Schedule:
    return Schedule(tuple(days.split()), time(opens), time(closes), **fields)  # type: ignore[arg-type]  # a test's fields


def service(*own: Schedule, hall: tuple[Schedule, ...] = (), clinic: tuple[Schedule, ...] = ()) -> Service:
    places = tuple(ServiceAtLocation(*each) for each in ((HALL, hall), (CLINIC, clinic)) if each[1])
    return Service("s", "S", "o", "", ("n",), ("a",), (Delivery.IN_PERSON,), schedules=own, service_at_locations=places)


def local(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def next_of(schedule: Schedule, now: datetime) -> Session:
    session = find_session(service(schedule), now, terms=TERMS)
    assert session is not None
    return session


@pytest.mark.parametrize(
    ("schedule", "now", "starts"),
    [
        (weekly("TU"), local(3, 10, 9), local(3, 10, 10)),
        (weekly("TU"), local(3, 10, 12), local(3, 17, 10)),
        (weekly("MO"), local(3, 10), local(3, 16, 10)),
        (weekly("MO TH"), local(3, 10), local(3, 12, 10)),
        (weekly("", freq="DAILY"), local(3, 10, 13), local(3, 11, 10)),
        (weekly("TU", interval=2, valid_from=date(2026, 3, 3)), local(3, 4), local(3, 17, 10)),
        (weekly("", valid_from=date(2026, 3, 3)), local(3, 4), local(3, 10, 10)),
        (weekly("", freq="DAILY", interval=3, valid_from=date(2026, 3, 3)), local(3, 4), local(3, 6, 10)),
        (weekly("", freq="MONTHLY", valid_from=date(2026, 1, 13)), local(3, 11), local(4, 14, 10)),
        (weekly("", freq="MONTHLY", interval=2, valid_from=date(2026, 1, 13)), local(3, 11), local(5, 12, 10)),
        (weekly("", freq="YEARLY", valid_from=date(2025, 6, 4)), local(6, 5), local(6, 4, 10, year=2027)),
        (weekly("TU", valid_from=date(2026, 9, 1)), local(3, 10), local(9, 1, 10)),
        (weekly("WE", valid_from=date(2026, 5, 6), valid_to=date(2026, 5, 6)), local(3, 10), local(5, 6, 10)),
        (weekly("TU", exceptions=(date(2026, 3, 10), date(2026, 3, 17))), local(3, 10), local(3, 24, 10)),
    ],
    ids=lambda value: value.isoformat() if isinstance(value, datetime) else "",
)
def test_the_next_time_follows_from_the_schedule(schedule: Schedule, now: datetime, starts: datetime) -> None:
    assert next_of(schedule, now).starts_at == starts


@pytest.mark.parametrize(
    ("schedule", "now"),
    [
        (Schedule(description="Term time; ring first."), local(3, 10)),
        (Schedule(("TU",)), local(3, 10)),
        (weekly("TU", valid_to=date(2026, 3, 9)), local(3, 10)),
        (weekly("TU", valid_to=date(2026, 3, 10)), local(3, 10, 12)),
        (weekly("TU", freq="MONTHLY"), local(3, 10)),
    ],
)
def test_what_has_no_times_or_has_ended_has_no_next_time(schedule: Schedule, now: datetime) -> None:
    assert find_session(service(schedule), now) is None


def test_it_is_on_until_it_ends() -> None:
    session = next_of(weekly("TU"), local(3, 10, 11, 59))
    assert session.is_on(local(3, 10, 10))
    assert session.is_on(local(3, 10, 11, 59))
    assert not session.is_on(local(3, 10, 9, 59))
    assert not session.is_on(local(3, 10, 12))


def test_a_bank_holiday_is_left_out_unless_it_is_on_every_day() -> None:
    easter_monday = date(2026, 4, 6)
    assert next_of(weekly("MO"), local(4, 5)).starts_at == local(4, 13, 10)
    assert is_on_day(weekly(" ".join(WEEKDAYS)), easter_monday)
    assert is_on_day(weekly("", freq="DAILY"), easter_monday)
    assert not is_on_day(weekly("MO TU WE TH FR"), easter_monday)


def test_what_is_put_on_a_bank_holiday_is_on() -> None:
    easter_monday, christmas = date(2026, 4, 6), date(2026, 12, 25)
    once = weekly("MO", valid_from=easter_monday, valid_to=easter_monday)
    assert next_of(once, local(4, 5)).starts_at == local(4, 6, 10)
    yearly = weekly("", freq="YEARLY", valid_from=date(2024, 12, 25))
    assert next_of(yearly, local(12, 1)).starts_at.date() == christmas


def test_term_time_only_keeps_to_the_terms_and_is_unknown_where_nobody_told_them() -> None:
    club = weekly("TU", is_term_time_only=True)
    in_term, over_half_term = next_of(club, local(2, 10)), next_of(club, local(2, 14))
    assert (in_term.starts_at, in_term.is_term_unknown) == (local(2, 10, 10), False)
    assert (over_half_term.starts_at, over_half_term.is_term_unknown) == (local(2, 24, 10), False)
    beyond = next_of(club, local(3, 28))
    assert (beyond.starts_at, beyond.is_term_unknown) == (local(3, 31, 10), True)
    untold = find_session(service(club), local(2, 14))
    assert untold is not None
    assert untold.is_term_unknown


@pytest.mark.parametrize(
    ("now", "starts"),
    [
        (
            datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
            datetime(2026, 3, 30, 9, 0, tzinfo=UTC),
        ),  # summer time from the 29th
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), datetime(2026, 10, 26, 10, 0, tzinfo=UTC)),  # and back on the 25th
    ],
)
def test_ten_in_the_morning_stays_ten_when_the_clocks_change(now: datetime, starts: datetime) -> None:
    assert next_of(weekly("MO"), now).starts_at == starts


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    night = Schedule(("SU",), time(0), time(1, 30))
    first, second = datetime(2026, 10, 25, 0, 15, tzinfo=UTC), datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert next_of(night, first).is_on(first)
    assert next_of(night, second).starts_at.date() == date(2026, 11, 1)


def test_day_and_night_has_no_end_and_past_midnight_goes_on() -> None:
    always = Schedule(WEEKDAYS, time(0), time(23, 59))
    assert next_of(always, local(3, 10)).ends_at is None
    weekend = (Schedule(("SA",), time(20), time(23, 59)), Schedule(("SU",), time(0), time(2)))
    session = find_session(service(*weekend), local(3, 14, 21))
    assert session is not None
    assert session.ends_at == local(3, 15, 2)


def test_of_several_places_the_first_counts_unless_one_is_asked_for() -> None:
    both = service(hall=(weekly("TH"),), clinic=(weekly("WE"),))
    anywhere, there = find_session(both, local(3, 10)), find_session(both, local(3, 10), location=HALL)
    assert anywhere is not None
    assert there is not None
    assert (anywhere.location, anywhere.starts_at) == (CLINIC, local(3, 11, 10))
    assert (there.location, there.starts_at) == (HALL, local(3, 12, 10))


def test_of_what_is_on_at_once_the_one_that_goes_on_longest_counts() -> None:
    both = service(hall=(weekly("TU", 9, 11),), clinic=(weekly("TU", 10, 15),))
    session = find_session(both, local(3, 10, 10, 30))
    assert session is not None
    assert session.location == CLINIC


def test_where_the_address_is_withheld_no_place_is_told() -> None:
    refuge = replace(service(weekly("FR"), hall=(weekly("TU"),)), is_address_withheld=True)
    session = find_session(refuge, local(3, 10))
    assert session is not None
    assert (session.location, session.starts_at) == (None, local(3, 13, 10))


def test_what_is_said_of_it_stays_true_until_it_begins_or_ends_or_the_day_is_over() -> None:
    session = next_of(weekly("WE"), local(3, 10))
    assert session.days_until(local(3, 10, 23)) == 1
    assert session.changes_at(local(3, 10)) == local(3, 11, 0)
    assert session.changes_at(local(3, 11, 9)) == local(3, 11, 10)
    assert session.changes_at(local(3, 11, 11)) == local(3, 11, 12)


def test_a_service_ends_with_its_last_dated_schedule() -> None:
    dated = weekly("TU", valid_to=date(2026, 3, 9))
    assert last_day(service(dated, weekly("TU", valid_to=date(2026, 2, 1)))) == date(2026, 3, 9)
    assert last_day(service(dated, weekly("TU"))) is None
    assert last_day(service()) is None
