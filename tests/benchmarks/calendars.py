"""Check both clocks against counting minute by minute: `python3 -m tests.benchmarks.calendars [HOW MANY] [SEED]`.

Without words 10,000 random calendars; exit status 1 and each difference where there is one. The counting knows nothing
of the portal's arithmetic, of time zone data or of the library of holidays: it has the rules in words, and counts.
"""

import random
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from time import perf_counter

from portal.places.models import Calendar, OpeningHours, Promise
from portal.referrals.promise.clocks import set_clocks

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIRST, LAST = date(2026, 1, 1), date(2033, 1, 1)  # two leap days lie between
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """A team's calendar, its council's promise, and a request."""

    calendar: Calendar
    promise: Promise
    received: datetime
    is_urgent: bool


def random_case(chance: random.Random) -> Case:
    """Make up a team: part-time or not, with breaks, odd hours, days on which it stays shut; and a request to it."""
    days = chance.sample(DAYS, chance.choice([1, 2, 3, 4, 5, 5, 5, 5, 6, 7]))
    hours = tuple(stretch for day in days for stretch in _stretches(day, chance))
    received = datetime(2026, 1, 5, tzinfo=UTC) + MINUTE * chance.randrange(6 * 365 * 24 * 60)
    if chance.random() < 0.4:  # near what is hard: the changes of clocks, leap days, Christmas, Easter, New Year
        near = chance.choice(["03-25", "03-28", "10-24", "02-28", "02-29", "12-24", "12-31", "04-01"])
        year = 2028 if near == "02-29" else chance.randrange(2026, 2032)
        received = datetime.fromisoformat(f"{year}-{near}T00:00+00:00") + MINUTE * chance.randrange(5 * 24 * 60)
    shut = frozenset(received.date() + DAY * chance.randrange(-2, 20) for _ in range(chance.choice([0, 0, 1, 2, 6])))
    read, contact = sorted(chance.randrange(1, 6) for _ in range(2))
    urgent = (chance.choice([None, 1, 2, 4, 7]), chance.choice([None, *range(1, contact + 1)]))
    return Case(Calendar(hours, shut), Promise(read, contact, *urgent), received, chance.random() < 0.3)


def by_the_portal(case: Case) -> dict[str, datetime]:
    """Return every moment as the portal reckons it."""
    both = set_clocks(case.received, case.calendar, case.promise, is_urgent=case.is_urgent)
    found = {"counts_from": both.counts_from, "read_by": both.read_by, "contact_by": both.contact_by}
    return {**found, **{f"{each.clock} {each.level}": each.due_at for each in both.escalations}}


def by_counting(case: Case) -> dict[str, datetime]:
    """Return every moment as somebody finds it who watches the clock on the wall."""
    counted = open_minutes(case)
    found = {"counts_from": counted[0][0]}
    promise, working_days = case.promise, list(dict.fromkeys(day for _, day in counted))

    def closing(of_day: int) -> datetime:
        return max(minute for minute, day in counted if day == working_days[of_day]) + MINUTE

    due = {"read": closing(promise.read_working_days), "contact": closing(promise.contact_working_days)}
    soon = (promise.urgent_read_working_hours or 0) * 60
    if case.is_urgent and 0 < soon <= len(counted):
        due["read"] = min(due["read"], counted[soon - 1][0] + MINUTE)
    if case.is_urgent and promise.urgent_contact_working_days:
        due["contact"] = closing(promise.urgent_contact_working_days)
    for clock, by in due.items():
        within = [minute for minute, _ in counted if minute < by]
        half = within[(len(within) - 1) // 2]
        due_day = local_of(by)[0]
        found |= {
            f"{clock}_by": by,
            f"{clock} half": half + (MINUTE if len(within) % 2 == 0 else MINUTE / 2),
            f"{clock} due": by,
            f"{clock} hour_late": by + timedelta(hours=1),
            f"{clock} morning": next(minute for minute, day in counted if day > due_day),
        }
    return found


def open_minutes(case: Case) -> list[tuple[datetime, date]]:
    """Walk on a minute at a time and keep those in which the office works, until all that was promised is past.

    What counts is the latest time that the clock has shown that day: an office that opens at half past one does not
    open twice because the hour comes twice.
    """
    kept: list[tuple[datetime, date]] = []
    minute, wanted_days = case.received, case.promise.contact_working_days + 3
    days: set[date] = set()
    day, latest = local_of(minute)[0], -1
    for past in range(local_of(minute)[1] + 61):  # what the clock has shown today already, the repeated hour too
        earlier = local_of(minute - past * MINUTE)
        latest = max(latest, earlier[1]) if earlier[0] == day else latest
    stretches = _open_on(day, case.calendar)
    while len(days) < wanted_days:
        now, shown = local_of(minute)
        if now != day:
            day, latest, stretches = now, -1, _open_on(now, case.calendar)
        latest = max(latest, shown)
        if any(opens <= latest < closes for opens, closes in stretches):
            kept.append((minute, day))
            days.add(day)
        is_idle = not stretches and shown < 20 * 60  # nobody works today: no need to look at each minute of it
        minute += MINUTE * (120 if is_idle else 1)
    return kept


def local_of(moment: datetime) -> tuple[date, int]:
    """Return the day in London and the minute of it that the clock on the wall shows."""
    local = moment + timedelta(hours=_hours_ahead(moment))
    return local.date(), local.hour * 60 + local.minute


@cache
def free_days() -> frozenset[date]:
    """Return the bank holidays of England in these years by their rules; a weekend's is made up on the next working day."""
    free: set[date] = set()
    for year in range(FIRST.year, LAST.year + 1):
        easter = _easter(year)
        free |= {easter - 2 * DAY, easter + DAY, _monday(year, 5, first=True), _monday(year, 5), _monday(year, 8)}
        fixed = (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26))
        free |= {*fixed}
        for day in (each for each in fixed if each.weekday() >= 5):
            later = (day + DAY * number for number in range(1, 5))
            free.add(next(each for each in later if each.weekday() < 5 and each not in free))
    return frozenset(free)


def compare(case: Case) -> list[str]:
    """Return what differs, none where all is the same to the second."""
    ours, counted = by_the_portal(case), by_counting(case)
    return [f"{name}: portal {ours[name]}, counted {counted[name]}" for name in counted if ours[name] != counted[name]]


def main(how_many: int, seed: int) -> int:
    """Compare and report; return the exit status."""
    chance, wrong, started = random.Random(seed), 0, perf_counter()
    for number in range(how_many):
        case = random_case(chance)
        for line in compare(case):
            wrong += 1
            print(f"calendar {number}: {line}\n  {case}")
    took = perf_counter() - started
    print(f"{how_many} random calendars (seed {seed}), 11 moments each: {wrong} differ. {took:.0f} s.")
    return 1 if wrong else 0


def _stretches(day: str, chance: random.Random) -> list[OpeningHours]:
    first, last = chance.choice([(540, 1020), (480, 1110), (0, 1439), (570, 905), (60, 400)])
    times = sorted(chance.sample(range(first, last + 1), chance.choice([2, 2, 4])))
    return [
        OpeningHours(day, time(a // 60, a % 60), time(b // 60, b % 60))
        for a, b in zip(times[::2], times[1::2], strict=True)
    ]


def _open_on(day: date, calendar: Calendar) -> list[tuple[int, int]]:
    if day in free_days() or day in calendar.closed_on:
        return []
    today = [each for each in calendar.hours if each.day == DAYS[day.weekday()]]
    return [
        (each.opens_at.hour * 60 + each.opens_at.minute, each.closes_at.hour * 60 + each.closes_at.minute)
        for each in today
    ]


def _hours_ahead(moment: datetime) -> int:
    """Return 1 in summer: from the last Sunday of March to that of October, at 01:00 UTC both."""
    begins, ends = _changes(moment.year)
    return 1 if begins <= moment < ends else 0


@cache
def _changes(year: int) -> tuple[datetime, datetime]:
    lasts = (date(year, month, 31) for month in (3, 10))
    sundays = (day - DAY * ((day.weekday() + 1) % 7) for day in lasts)
    begins, ends = (datetime.combine(day, time(1), UTC) for day in sundays)
    return begins, ends


def _monday(year: int, month: int, *, first: bool = False) -> date:
    """Return the first or the last Monday of a month of 31 days."""
    if first:
        return next(day for day in (date(year, month, number) for number in range(1, 8)) if day.weekday() == 0)
    return next(day for day in (date(year, month, number) for number in range(31, 24, -1)) if day.weekday() == 0)


def _easter(year: int) -> date:
    """Return Easter Sunday by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(words + [10_000, 2026][len(words) :])))
