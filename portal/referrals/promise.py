"""The two clocks of a request and when somebody above is told: pure arithmetic on working time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from portal.places.models import OpeningHours, Promise
from portal.referrals.working_time import LONDON, Period, next_morning, next_working_moment, working_periods


class Clock(StrEnum):
    """What is promised: a person reads it, and somebody tries to be in touch."""

    READ = "read"
    CONTACT = "contact"


class Level(StrEnum):
    """How far it has gone: half the time, all of it, an hour more, and each working morning after."""

    HALF = "half"
    DUE = "due"
    HOUR_LATE = "hour_late"
    MORNING = "morning"


class Recipient(StrEnum):
    """Who is told; their addresses are the teams' own facts."""

    TEAM = "team"
    DUTY = "duty"
    MANAGER = "manager"
    SERVICE_LEAD = "service_lead"
    OPERATOR = "operator"


RECIPIENTS = {
    Level.HALF: (Recipient.TEAM,),
    Level.DUE: (Recipient.MANAGER,),
    Level.HOUR_LATE: (Recipient.SERVICE_LEAD, Recipient.OPERATOR),
    Level.MORNING: (Recipient.MANAGER, Recipient.SERVICE_LEAD, Recipient.OPERATOR),
}


@dataclass(frozen=True)
class Escalation:
    """One moment at which somebody is told that a clock still runs."""

    clock: Clock
    level: Level
    due_at: datetime

    @property
    def name(self) -> str:
        """Return what tells it from the clock's others: the level, for a morning with its date."""
        return (
            f"{self.level}-{self.due_at.astimezone(LONDON).date()}" if self.level is Level.MORNING else self.level.value
        )


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
        return self.contact_by.astimezone(LONDON).date()


def clocks(received_at: datetime, office_hours: Iterable[OpeningHours], promise: Promise) -> Clocks:
    """Set both clocks: one working day is the closing of the next working day; outside hours from the opening."""
    hours = tuple(office_hours)
    start = next_working_moment(hours, received_at)
    read_by = _closing_after(hours, start, promise.read_working_days)
    contact_by = _closing_after(hours, start, promise.contact_working_days)
    return Clocks(
        counts_from=start,
        read_by=read_by,
        contact_by=contact_by,
        escalations=(
            *_escalations(Clock.READ, hours, start, read_by),
            *_escalations(Clock.CONTACT, hours, start, contact_by),
        ),
    )


def _closing_after(hours: tuple[OpeningHours, ...], start: datetime, working_days: int) -> datetime:
    """Return the last closing of the working day that is `working_days` after the start's own."""
    days: list[date] = []
    closing = start
    for period in working_periods(hours, after=start):
        if period.day not in days:
            if len(days) > working_days:
                break
            days.append(period.day)
        closing = period.closes
    return closing


def _escalations(
    clock: Clock, hours: tuple[OpeningHours, ...], start: datetime, due: datetime
) -> tuple[Escalation, ...]:
    return (
        Escalation(clock, Level.HALF, _half_way(hours, start, due)),
        Escalation(clock, Level.DUE, due),
        Escalation(clock, Level.HOUR_LATE, due + timedelta(hours=1)),
        Escalation(clock, Level.MORNING, next_morning(hours, due)),
    )


def _half_way(hours: tuple[OpeningHours, ...], start: datetime, due: datetime) -> datetime:
    """Return the moment at which half of the working minutes are gone."""
    stretches = [
        _from(start, period) for period in takewhile(lambda each: each.opens < due, working_periods(hours, after=start))
    ]
    left = sum((closes - opens for opens, closes in stretches), timedelta()) / 2
    for opens, closes in stretches:
        if left <= closes - opens:
            return (opens + left).astimezone(UTC)
        left -= closes - opens
    raise AssertionError("half of a sum is never past its end")


def _from(start: datetime, period: Period) -> tuple[datetime, datetime]:
    return max(start, period.opens), period.closes
