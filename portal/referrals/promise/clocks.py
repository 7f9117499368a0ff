"""The two clocks of a request and when somebody above is told: pure arithmetic on working time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

from portal.local_time import local_day
from portal.places.models import Calendar, Promise
from portal.referrals.promise.working_time import next_morning, next_working_moment, working_periods
from portal.referrals.recipients import Clock, Level


@dataclass(frozen=True)
class Escalation:
    """One moment at which somebody is told that a clock still runs."""

    clock: Clock
    level: Level
    due_at: datetime

    @property
    def name(self) -> str:
        """Return what tells it from the clock's others: the level, for a morning with its date."""
        return f"{self.level}-{local_day(self.due_at)}" if self.level is Level.MORNING else self.level.value


@dataclass(frozen=True)
class Clocks:
    """When a request counts from, both promises, and the escalations known on receipt (more mornings follow)."""

    counts_from: datetime
    read_by: datetime
    contact_by: datetime
    escalations: tuple[Escalation, ...]

    @property
    def contact_day(self) -> date:
        """Return the day in London that the receipt names."""
        return local_day(self.contact_by)


def set_clocks(received_at: datetime, calendar: Calendar, promise: Promise, *, is_urgent: bool = False) -> Clocks:
    """Set both clocks: one working day is the closing of the next working day; outside hours from the opening.

    What is urgent is promised what the council says of it, never later than the rest.
    """
    start = next_working_moment(calendar, received_at)
    read_by = _closing_after(calendar, start, promise.read_working_days)
    contact_by = _closing_after(calendar, start, promise.contact_working_days)
    if is_urgent and promise.urgent_read_working_hours is not None:
        hours = timedelta(hours=promise.urgent_read_working_hours)
        read_by = min(read_by, _after_working_time(calendar, start, hours))
    if is_urgent and promise.urgent_contact_working_days is not None:
        contact_by = min(contact_by, _closing_after(calendar, start, promise.urgent_contact_working_days))
    return Clocks(
        counts_from=start,
        read_by=read_by,
        contact_by=contact_by,
        escalations=(
            *_escalations(Clock.READ, calendar, start, read_by),
            *_escalations(Clock.CONTACT, calendar, start, contact_by),
        ),
    )


def _closing_after(calendar: Calendar, start: datetime, working_days: int) -> datetime:
    """Return the last closing of the working day that is `working_days` after the start's own."""
    days: list[date] = []
    closing = start
    for period in working_periods(calendar, after=start):
        if period.day not in days:
            if len(days) > working_days:
                break
            days.append(period.day)
        closing = period.closes
    return closing


def _escalations(clock: Clock, calendar: Calendar, start: datetime, due: datetime) -> tuple[Escalation, ...]:
    return (
        Escalation(clock, Level.HALF, _half_way(calendar, start, due)),
        Escalation(clock, Level.DUE, due),
        Escalation(clock, Level.HOUR_LATE, due + timedelta(hours=1)),
        Escalation(clock, Level.MORNING, next_morning(calendar, due)),
    )


def _half_way(calendar: Calendar, start: datetime, due: datetime) -> datetime:
    """Return the moment at which half of the working minutes are gone."""
    before_due = takewhile(lambda each: each.opens < due, working_periods(calendar, after=start))
    whole = sum((min(due, each.closes) - max(start, each.opens) for each in before_due), timedelta())
    return _after_working_time(calendar, start, whole / 2)


def _after_working_time(calendar: Calendar, start: datetime, left: timedelta) -> datetime:
    """Return the moment at which so much working time is gone."""
    for period in working_periods(calendar, after=start):
        opens = max(start, period.opens)
        if left <= period.closes - opens:
            return (opens + left).astimezone(UTC)
        left -= period.closes - opens
    raise AssertionError("working time has no end")
