"""Working time of an office: its calendar in Europe/London, without the bank holidays of England."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from portal.local_time import LONDON, WEEKDAYS, is_bank_holiday, local_day
from portal.places.models import Calendar
from portal.referrals.errors import ReferralError

_Stretches: TypeAlias = tuple[tuple[time, time], ...]
_LOOK_AHEAD_DAYS = 100  # the long summer of an office that works in term time, and some


@dataclass(frozen=True)
class Period:
    """A stretch of working time in UTC; `opens` belongs to it, `closes` does not. `day` is the day in London."""

    day: date
    opens: datetime
    closes: datetime


def working_periods(calendar: Calendar, *, after: datetime) -> Iterator[Period]:
    """Yield the stretches of working time that end after a moment, in order, without end.

    Raises `ReferralError`: `no_office_hours` where the office does not open for 100 days, `office_hours_overlap`.
    """
    by_day = _by_day(calendar)
    day = last_open = local_day(after)
    while (day - last_open).days <= _LOOK_AHEAD_DAYS:
        for opens, closes in () if _is_shut(calendar, day) else by_day.get(WEEKDAYS[day.weekday()], ()):
            last_open = day
            period = Period(day, _moment(day, opens), _moment(day, closes))
            if period.opens < period.closes and period.closes > after:
                yield period
        day += timedelta(days=1)
    raise ReferralError("no_office_hours")


def next_working_moment(calendar: Calendar, now: datetime) -> datetime:
    """Return `now` inside working time, else the next opening."""
    return max(now, next(working_periods(calendar, after=now)).opens).astimezone(UTC)


def next_morning(calendar: Calendar, now: datetime) -> datetime:
    """Return the first opening of the next working day after today's date in London."""
    today = local_day(now)
    return next(period.opens for period in working_periods(calendar, after=now) if period.day > today)


def _is_shut(calendar: Calendar, day: date) -> bool:
    return day in calendar.closed_on or is_bank_holiday(day)


@lru_cache(maxsize=256)
def _by_day(calendar: Calendar) -> dict[str, _Stretches]:
    by_day: dict[str, _Stretches] = {}
    for hours in sorted(calendar.hours, key=lambda each: each.opens_at):
        by_day[hours.day] = (*by_day.get(hours.day, ()), (hours.opens_at, hours.closes_at))
    for stretches in by_day.values():
        if any(opens >= closes for opens, closes in stretches) or any(a[1] > b[0] for a, b in pairwise(stretches)):
            raise ReferralError("office_hours_overlap")
    return by_day


def _moment(day: date, at: time) -> datetime:
    """Return when the clock on the wall first shows `at` or later: an hour that is left out in spring is never seen."""
    moment = datetime.combine(day, at, LONDON).astimezone(UTC)
    if moment.astimezone(LONDON).time() == at:
        return moment
    return moment.replace(minute=0, second=0)  # the clocks go forward at 01:00 UTC, from 1 to 2
