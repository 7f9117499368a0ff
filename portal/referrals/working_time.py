"""Working time of an office: its weekly hours in Europe/London, without the bank holidays of England."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from portal.local_time import LONDON, WEEKDAYS, is_bank_holiday
from portal.places.models import OpeningHours
from portal.referrals.errors import ReferralError

__all__ = ["LONDON", "Period", "is_bank_holiday", "next_morning", "next_working_moment", "working_periods"]

_LOOK_AHEAD_DAYS = 30  # no office that keeps a promise is shut for longer


@dataclass(frozen=True)
class Period:
    """A stretch of working time in UTC; `opens` belongs to it, `closes` does not. `day` is the day in London."""

    day: date
    opens: datetime
    closes: datetime


def working_periods(office_hours: Iterable[OpeningHours], *, after: datetime) -> Iterator[Period]:
    """Yield the stretches of working time that end after a moment, in order, without end.

    Raises `ReferralError` with code `no_office_hours` where the office does not open within a month.
    """
    by_day = _by_day(office_hours)
    day, last_open = after.astimezone(LONDON).date(), after.astimezone(LONDON).date()
    while (day - last_open).days <= _LOOK_AHEAD_DAYS:
        for opens, closes in by_day.get(WEEKDAYS[day.weekday()], ()) if not is_bank_holiday(day) else ():
            last_open = day
            period = Period(day, _moment(day, opens), _moment(day, closes))
            if period.closes > after:
                yield period
        day += timedelta(days=1)
    raise ReferralError("no_office_hours")


def next_working_moment(office_hours: Iterable[OpeningHours], now: datetime) -> datetime:
    """Return `now` inside working time, else the next opening."""
    return max(now, next(working_periods(office_hours, after=now)).opens).astimezone(UTC)


def next_morning(office_hours: Iterable[OpeningHours], now: datetime) -> datetime:
    """Return the first opening of the next working day after today's date in London."""
    today = now.astimezone(LONDON).date()
    return next(period.opens for period in working_periods(office_hours, after=now) if period.day > today)


def _by_day(office_hours: Iterable[OpeningHours]) -> dict[str, list[tuple[time, time]]]:
    by_day: dict[str, list[tuple[time, time]]] = {}
    for hours in sorted(office_hours, key=lambda each: each.opens_at):
        by_day.setdefault(hours.day, []).append((hours.opens_at, hours.closes_at))
    for stretches in by_day.values():
        if any(opens >= closes for opens, closes in stretches) or any(a[1] > b[0] for a, b in pairwise(stretches)):
            raise ReferralError("office_hours_overlap")
    return by_day


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON).astimezone(UTC)
