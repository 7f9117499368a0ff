"""Whether a door is open now, and when it opens next, in the time of the United Kingdom."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.local_time import LONDON, WEEKDAYS
from portal.places.models import OpeningHours

_FARTHEST = 14  # days to look ahead: a week, and another where holidays fall in it


@dataclass(frozen=True)
class OpeningState:
    """Open until `closes_at`, or shut until `opens_at`; both None where no hours are known. Times are local."""

    closes_at: datetime | None = None
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it is open now."""
        return self.closes_at is not None


def find_opening_state(
    opening: Sequence[OpeningHours], now: datetime, closed_on: Collection[date] = ()
) -> OpeningState:
    """Tell the state at `now` (with a time zone); on the days of `closed_on`, such as bank holidays, it stays shut."""
    here = now.astimezone(LONDON)
    for opens_at, closes_at in _find_times(opening, here.date(), closed_on):
        if opens_at <= here < closes_at:
            return OpeningState(closes_at=closes_at)
        if here < opens_at:
            return OpeningState(opens_at=opens_at)
    return OpeningState()


def hours_of_day(opening: Sequence[OpeningHours], day: date) -> tuple[OpeningHours, ...]:
    """Return the hours of the weekday that `day` is, in order."""
    return tuple(
        sorted((each for each in opening if each.day == WEEKDAYS[day.weekday()]), key=lambda each: each.opens_at)
    )


def _find_times(
    opening: Sequence[OpeningHours], first: date, closed_on: Collection[date]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield when it opens and closes, in order, from the day `first` on."""
    days = (first + timedelta(days=ahead) for ahead in range(_FARTHEST + 1))
    for day in (day for day in days if day not in closed_on):
        for hours in hours_of_day(opening, day):
            yield datetime.combine(day, hours.opens_at, LONDON), datetime.combine(day, hours.closes_at, LONDON)
