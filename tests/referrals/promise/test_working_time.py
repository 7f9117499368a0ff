from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from portal.local_time import LONDON, is_bank_holiday
from portal.places.models import Calendar, OpeningHours
from portal.referrals.errors import ReferralError
from portal.referrals.promise.working_time import next_morning, next_working_moment, working_periods
from tests.referrals.world import OFFICE


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-11-24T10:00", "2026-11-24T10:00"),  # a Tuesday at work
        ("2026-11-24T09:00", "2026-11-24T09:00"),
        ("2026-11-24T08:59", "2026-11-24T09:00"),
        ("2026-11-24T16:59", "2026-11-24T16:59"),
        ("2026-11-24T17:00", "2026-11-25T09:00"),  # closed is closed
        ("2026-11-27T18:00", "2026-11-30T09:00"),  # over a weekend
        ("2026-12-24T17:00", "2026-12-29T09:00"),  # Christmas: Monday 28th stands in for Boxing Day
        ("2027-03-25T17:30", "2027-03-30T09:00"),  # Easter
        ("2026-10-23T18:00", "2026-10-26T09:00"),  # clocks go back in between
        ("2027-03-26T18:00", "2027-03-30T09:00"),  # clocks go forward in between
    ],
)
def test_outside_working_time_the_next_opening_counts(now: str, moment: str) -> None:
    assert next_working_moment(OFFICE, london(now)) == london(moment)


def test_office_hours_follow_london_through_the_change_of_clocks() -> None:
    friday = next(working_periods(OFFICE, after=london("2026-10-23T08:00")))
    monday = next(working_periods(OFFICE, after=london("2026-10-24T08:00")))
    assert friday.opens == datetime(2026, 10, 23, 8, tzinfo=UTC)
    assert monday.opens == datetime(2026, 10, 26, 9, tzinfo=UTC)


def test_a_night_shift_over_the_change_of_clocks_is_as_long_as_it_really_is() -> None:
    sunday = Calendar((OpeningHours("SU", time(0), time(6)),))
    lengths = [
        next(working_periods(sunday, after=london(day)))
        for day in ("2026-10-25T00:00", "2027-03-28T00:00", "2026-11-01T00:00")
    ]
    assert [period.closes - period.opens for period in lengths] == [timedelta(hours=each) for each in (7, 5, 6)]


def test_two_stretches_of_a_day_leave_out_the_break() -> None:
    hours = Calendar((OpeningHours("TU", time(13), time(16)), OpeningHours("TU", time(9), time(12))))
    assert next_working_moment(hours, london("2026-11-24T12:30")) == london("2026-11-24T13:00")


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-24T08:00", "2026-11-25T09:00"),
        ("2026-11-27T17:00", "2026-11-30T09:00"),
        ("2026-12-24T18:00", "2026-12-29T09:00"),
    ],
)
def test_the_next_morning_is_the_next_working_day_after_today(now: str, morning: str) -> None:
    assert next_morning(OFFICE, london(now)) == london(morning)


@pytest.mark.parametrize(
    ("day", "is_free"),
    [
        (date(2026, 12, 25), True),
        (date(2026, 12, 28), True),
        (date(2027, 1, 1), True),
        (date(2026, 8, 31), True),
        (date(2026, 8, 3), False),  # Scotland's
        (date(2026, 3, 17), False),  # Northern Ireland's
        (date(2026, 12, 24), False),
    ],
)
def test_bank_holidays_are_englands(day: date, is_free: bool) -> None:
    assert is_bank_holiday(day) is is_free


@pytest.mark.parametrize(
    ("hours", "opens", "closes"),
    [
        (
            ("01:15", "06:00"),
            "2027-03-28T01:00",
            "2027-03-28T05:00",
        ),  # 01:15 is never shown: at 2, when the clocks jump
        (("00:30", "01:30"), "2027-03-28T00:30", "2027-03-28T01:00"),
        (("01:15", "01:45"), "2027-04-04T00:15", "2027-04-04T00:45"),  # nothing of it is left: the week after
    ],
)
def test_hours_that_the_change_of_clocks_leaves_out_begin_and_end_with_it(
    hours: tuple[str, str], opens: str, closes: str
) -> None:
    sunday = Calendar((OpeningHours("SU", *(time.fromisoformat(each) for each in hours)),))
    period = next(working_periods(sunday, after=datetime(2027, 3, 28, tzinfo=UTC)))
    assert (period.opens, period.closes) == tuple(
        datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (opens, closes)
    )


def test_a_day_on_which_the_office_stays_shut_is_no_working_day() -> None:
    closed = replace(OFFICE, closed_on=frozenset({date(2026, 11, 25)}))
    assert next_working_moment(closed, london("2026-11-24T17:00")) == london("2026-11-26T09:00")


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ((), "no_office_hours"),
        ((OpeningHours("XX", time(9), time(17)),), "no_office_hours"),
        ((OpeningHours("MO", time(17), time(9)),), "office_hours_overlap"),
        ((OpeningHours("MO", time(9), time(13)), OpeningHours("MO", time(12), time(17))), "office_hours_overlap"),
    ],
)
def test_hours_no_promise_can_rest_on_are_refused(hours: tuple[OpeningHours, ...], code: str) -> None:
    with pytest.raises(ReferralError) as refused:
        next_working_moment(Calendar(hours), london("2026-11-24T10:00"))
    assert refused.value.code == code
