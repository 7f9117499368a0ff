"""Where and when help is given."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True)
class Schedule:
    """When something is on: days as MO..SU, local times; with only `description` where no more is known.

    `interval` counts from the week (day, month) of `valid_from`: 2 is every second. MONTHLY is on the weekday of the month
    that `valid_from` is (the second Tuesday), YEARLY on its day. One day alone: `valid_from` and `valid_to` the same.
    """

    byday: tuple[str, ...] = ()
    opens_at: time | None = None
    closes_at: time | None = None
    freq: str = "WEEKLY"
    interval: int = 1
    valid_from: date | None = None
    valid_to: date | None = None
    is_term_time_only: bool = False
    exceptions: tuple[date, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class Location:
    """A place where help is given; its position in degrees WGS84 is None where we are not sure of the building."""

    name: str
    address: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class ServiceAtLocation:
    """A service given at a location, with when."""

    location: Location
    schedules: tuple[Schedule, ...] = ()
