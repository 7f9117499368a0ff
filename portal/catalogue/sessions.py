"""When a service is on now or next, from its schedules, in local time across clock changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from portal.catalogue.models import Location, Schedule, Service
from portal.local_time import LONDON, WEEKDAYS, is_bank_holiday, local_day

_FARTHEST = 400  # days to look ahead: yearly things come round
_MIDNIGHT = time(23, 59)  # how the end of the day is written; what begins at 00:00 goes on from there
_WEEK = timedelta(days=7)

Terms = Sequence[tuple[date, date]]  # first and last days of school terms, in order


@dataclass(frozen=True)
class Session:
    """One time something is on, in Europe/London. Without end where it is on day and night.

    `is_term_unknown`: it is on in term time only, and nobody told us whether this is in a term.
    """

    starts_at: datetime
    ends_at: datetime | None
    location: Location | None = None
    is_term_unknown: bool = False

    def is_on(self, now: datetime) -> bool:
        """Tell whether it is on at `now`."""
        at = now.astimezone(UTC)
        return self.starts_at.astimezone(UTC) <= at and (self.ends_at is None or at < self.ends_at.astimezone(UTC))

    def days_until(self, now: datetime) -> int:
        """Return in how many days it begins, by the calendar: 0 is today."""
        return (self.starts_at.date() - local_day(now)).days

    def changes_at(self, now: datetime) -> datetime:
        """Return until when "in 2 days" or "open now" stays true: its start, its end or the next midnight."""
        midnight = datetime.combine(local_day(now) + timedelta(days=1), time(), LONDON)
        turn = self.ends_at if self.is_on(now) else self.starts_at
        return min(each.astimezone(UTC) for each in (midnight, turn) if each)


def find_session(
    service: Service, now: datetime, *, terms: Terms = (), location: Location | None = None
) -> Session | None:
    """Return what is on at `now`, else next: at `location` where one is given; None where no times are known.

    Of what is on at once the one that goes on longest. Where the address is withheld, no place is looked at.
    """
    timed = list(_timed_schedules(service, location))
    found = [session for place, schedule in timed for session in _next_of(schedule, now, terms, place)]
    if not found:
        return None
    at = now.astimezone(UTC)
    first = min(found, key=lambda each: (max(each.starts_at.astimezone(UTC), at), -_end_of(each).timestamp()))
    return _go_on_past_midnight(first, [schedule for _, schedule in timed], terms)


def terms_for(service: Service, council: str | None, terms: Mapping[str, Terms]) -> Terms:
    """Return the school terms that count for a family of `council`, where that is not known of the only council served."""
    served = [area for area in service.service_areas if area in terms]
    return terms.get(council or (served[0] if len(served) == 1 else ""), ())


def last_day(service: Service) -> date | None:
    """Return the last day of a service that only had dated schedules, None for one without an end."""
    schedules = (*service.schedules, *(each for place in service.service_at_locations for each in place.schedules))
    ends = [schedule.valid_to for schedule in schedules]
    known = [end for end in ends if end]
    return max(known) if known and len(known) == len(ends) else None


def is_on_day(schedule: Schedule, day: date) -> bool:
    """Tell whether a schedule is on that day, terms apart.

    A bank holiday thins out what comes round within the year, unless it is on every day; what is on once, or on one day of
    each year, was put on that day on purpose.
    """
    if day < (schedule.valid_from or day) or day > (schedule.valid_to or day) or day in schedule.exceptions:
        return False
    if not _recurs(schedule, day):
        return False
    return is_every_day(schedule) or _is_of_one_day(schedule) or not is_bank_holiday(day)


def is_every_day(schedule: Schedule) -> bool:
    """Tell whether it is on every day of the week."""
    return schedule.interval == 1 and (len(schedule.byday) == len(WEEKDAYS) or _is_daily(schedule))


def _is_of_one_day(schedule: Schedule) -> bool:
    start = schedule.valid_from
    return start is not None and (schedule.freq == "YEARLY" or start == schedule.valid_to)


def _is_daily(schedule: Schedule) -> bool:
    return schedule.freq == "DAILY" and not schedule.byday


def _recurs(schedule: Schedule, day: date) -> bool:
    start = schedule.valid_from
    if schedule.byday and WEEKDAYS[day.weekday()] not in schedule.byday:
        return False
    if schedule.freq == "DAILY":
        return schedule.interval == 1 or (start is not None and (day - start).days % schedule.interval == 0)
    if start is None:
        return schedule.freq == "WEEKLY" and schedule.interval == 1 and bool(schedule.byday)
    if schedule.freq == "WEEKLY":
        weeks = (_monday(day) - _monday(start)).days // 7
        return weeks % schedule.interval == 0 and (bool(schedule.byday) or day.weekday() == start.weekday())
    if schedule.freq == "MONTHLY":
        months = (day.year - start.year) * 12 + day.month - start.month
        return months % schedule.interval == 0 and (day.weekday(), _nth(day)) == (start.weekday(), _nth(start))
    return (day.month, day.day) == (start.month, start.day) and (day.year - start.year) % schedule.interval == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _nth(day: date) -> int:
    """Return which of its weekday in the month a day is: 0 for the first."""
    return (day.day - 1) // 7


def _timed_schedules(service: Service, location: Location | None) -> Iterator[tuple[Location | None, Schedule]]:
    """Yield the schedules with times: those of places, and those of the service as a whole unless a place is asked for."""
    if not service.is_address_withheld:
        for place in service.service_at_locations:
            if location is None or place.location == location:
                yield from ((place.location, each) for each in place.schedules if each.opens_at)
    if location is None:
        yield from ((None, each) for each in service.schedules if each.opens_at)


def _next_of(schedule: Schedule, now: datetime, terms: Terms, place: Location | None) -> Iterator[Session]:
    """Yield the first time of a schedule that has not ended at `now`, if there is one."""
    today, at = local_day(now), now.astimezone(UTC)
    first = max(today, schedule.valid_from or today)
    for day in _days_from(first, min(schedule.valid_to or date.max, first + timedelta(days=_FARTHEST))):
        is_in_term = _is_in_term(day, terms) if schedule.is_term_time_only else True
        if is_in_term is False or not is_on_day(schedule, day) or not schedule.opens_at or not schedule.closes_at:
            continue
        session = Session(
            datetime.combine(day, schedule.opens_at, LONDON),
            datetime.combine(day, schedule.closes_at, LONDON),
            place,
            is_term_unknown=is_in_term is None,
        )
        if at < _end_of(session):
            yield session
            return


def _days_from(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def _is_in_term(day: date, terms: Terms) -> bool | None:
    """Tell whether a day is in a term; None where no term is known of that time or later."""
    if not terms or day > terms[-1][1]:
        return None
    return any(first <= day <= last for first, last in terms)


def _go_on_past_midnight(session: Session, schedules: Iterable[Schedule], terms: Terms) -> Session:
    """Join what goes on at 00:00; what goes on for a week has no end."""
    schedules, start = tuple(schedules), session.starts_at
    while session.ends_at and session.ends_at.time() >= _MIDNIGHT:
        midnight = datetime.combine(session.ends_at.date() + timedelta(days=1), time(), LONDON)
        following = [
            each.ends_at
            for schedule in schedules
            for each in _next_of(schedule, midnight, terms, session.location)
            if each.starts_at == midnight
        ]
        if not following:
            return session
        ends_at = max(end for end in following if end)
        session = replace(session, ends_at=None if ends_at - start > _WEEK else ends_at)
    return session


def _end_of(session: Session) -> datetime:
    """Return the end as a moment in UTC: two local times compare by the clock on the wall, not by what comes first."""
    return (session.ends_at or session.starts_at + _WEEK).astimezone(UTC)
