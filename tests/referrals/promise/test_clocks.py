from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from portal.local_time import LONDON
from portal.places.models import Calendar, OpeningHours, Promise
from portal.referrals.promise.clocks import Clocks, set_clocks
from portal.referrals.recipients import Clock, Level
from tests.referrals.world import OFFICE, PROMISE

PART_TIME = Calendar(
    (
        OpeningHours("TU", time(9, 30), time(12)),
        OpeningHours("TU", time(13), time(15)),
        OpeningHours("TH", time(13), time(18)),
    )
)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("hours", "received", "read_by", "contact_by"),
    [
        (OFFICE, "2026-11-24T10:00", "2026-11-25T17:00", "2026-11-27T17:00"),
        (OFFICE, "2026-11-24T16:59", "2026-11-25T17:00", "2026-11-27T17:00"),
        (OFFICE, "2026-11-24T17:00", "2026-11-26T17:00", "2026-11-30T17:00"),  # counts from Wednesday's opening
        (OFFICE, "2026-11-24T03:00", "2026-11-25T17:00", "2026-11-27T17:00"),
        (OFFICE, "2026-11-27T10:00", "2026-11-30T17:00", "2026-12-02T17:00"),  # a Friday
        (OFFICE, "2026-11-28T10:00", "2026-12-01T17:00", "2026-12-03T17:00"),  # a Saturday: from Monday
        (OFFICE, "2026-12-24T16:50", "2026-12-29T17:00", "2026-12-31T17:00"),  # Christmas Eve, still open
        (OFFICE, "2026-12-24T17:10", "2026-12-30T17:00", "2027-01-04T17:00"),  # Christmas Eve, closed
        (OFFICE, "2026-10-23T12:00", "2026-10-26T17:00", "2026-10-28T17:00"),  # clocks go back
        (OFFICE, "2027-03-25T12:00", "2027-03-30T17:00", "2027-04-01T17:00"),  # Easter, clocks go forward
        (OFFICE, "2028-02-28T12:00", "2028-02-29T17:00", "2028-03-02T17:00"),  # a leap day
        (PART_TIME, "2026-11-24T12:30", "2026-11-26T18:00", "2026-12-03T18:00"),  # in Tuesday's break
        (PART_TIME, "2026-11-24T15:00", "2026-12-01T15:00", "2026-12-08T15:00"),  # counts from Thursday
        (PART_TIME, "2026-12-24T10:00", "2026-12-29T15:00", "2027-01-05T15:00"),
    ],
)
def test_a_working_day_ends_when_the_next_working_day_closes(
    hours: Calendar, received: str, read_by: str, contact_by: str
) -> None:
    both = set_clocks(london(received), hours, PROMISE)
    assert (both.read_by, both.contact_by) == (london(read_by), london(contact_by))


def moments(both: Clocks, clock: Clock) -> dict[Level, datetime]:
    return {each.level: each.due_at for each in both.escalations if each.clock is clock}


def test_the_people_above_are_told_at_half_at_the_end_an_hour_later_and_in_the_morning() -> None:
    both = set_clocks(london("2026-12-24T16:50"), OFFICE, PROMISE)
    assert moments(both, Clock.READ) == {
        Level.HALF: london("2026-12-29T12:55"),  # 10 minutes on the 24th and 8 hours on the 29th: half is 4 h 5 min
        Level.DUE: london("2026-12-29T17:00"),
        Level.HOUR_LATE: london("2026-12-29T18:00"),
        Level.MORNING: london("2026-12-30T09:00"),
    }
    assert moments(both, Clock.CONTACT)[Level.MORNING] == london("2027-01-04T09:00")


def test_half_counts_working_minutes_and_leaves_out_the_break() -> None:
    both = set_clocks(london("2026-11-24T09:30"), PART_TIME, Promise(1, 2))
    assert moments(both, Clock.READ)[Level.HALF] == london("2026-11-26T13:15")  # 4 h 30 + 5 h: half is 4 h 45


def test_the_receipts_day_is_the_day_in_london() -> None:
    late = Calendar((OpeningHours("MO", time(9), time(23, 59)), OpeningHours("TU", time(9), time(23, 59))))
    both = set_clocks(datetime(2026, 6, 1, 22, 30, tzinfo=UTC), late, Promise(1, 1))
    assert both.contact_day.isoformat() == "2026-06-02"


def test_every_mornings_name_is_its_own() -> None:
    names = [each.name for each in set_clocks(london("2026-11-24T10:00"), OFFICE, PROMISE).escalations]
    assert names == ["half", "due", "hour_late", "morning-2026-11-26", "half", "due", "hour_late", "morning-2026-11-30"]


@pytest.mark.parametrize(
    ("received", "read_by", "contact_by"),
    [
        ("2026-11-24T10:00", "2026-11-24T12:00", "2026-11-25T17:00"),
        ("2026-11-24T16:00", "2026-11-25T10:00", "2026-11-25T17:00"),
        ("2026-11-27T18:00", "2026-11-30T11:00", "2026-12-01T17:00"),
    ],
)
def test_what_is_urgent_is_promised_sooner_where_the_council_says_so(
    received: str, read_by: str, contact_by: str
) -> None:
    sooner = replace(PROMISE, urgent_read_working_hours=2, urgent_contact_working_days=1)
    both = set_clocks(london(received), OFFICE, sooner, is_urgent=True)
    assert (both.read_by, both.contact_by) == (london(read_by), london(contact_by))
    assert set_clocks(london(received), OFFICE, PROMISE, is_urgent=True) == set_clocks(
        london(received), OFFICE, PROMISE
    )


def test_what_is_urgent_is_never_promised_later() -> None:
    slow = replace(PROMISE, urgent_read_working_hours=24)
    received = london("2026-11-24T10:00")
    assert set_clocks(received, OFFICE, slow, is_urgent=True) == set_clocks(received, OFFICE, PROMISE)
