"""Read where and when help is given: places with their position, days and times."""

import re

from portal.catalogue.models import Location, Schedule, ServiceAtLocation
from portal.local_time import WEEKDAYS
from portal.yaml_files import FieldReader

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
COUNTED_FROM_START = ("MONTHLY", "YEARLY")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}", re.ASCII)
# The United Kingdom with its islands, degrees WGS84.
SOUTH, NORTH, WEST, EAST = 49.8, 60.9, -8.7, 1.8


def read_service_at_location(reader: FieldReader) -> ServiceAtLocation:
    """Read one place where a service is given, with its days and times."""
    location = Location(
        name=reader.text("name"),
        address=reader.text("address"),
        postcode=_read_postcode(reader),
        latitude=reader.number("latitude", minimum=-90, maximum=90),
        longitude=reader.number("longitude", minimum=-180, maximum=180),
    )
    if not reader.has("address"):
        reader.require("name")
    _check_position(reader, location)
    return ServiceAtLocation(location=location, schedules=read_schedules(reader))


def read_schedules(reader: FieldReader) -> tuple[Schedule, ...]:
    """Read the days and times under `schedules`."""
    return tuple(_read_schedule(each) for each in reader.children("schedules", first="description"))


def _read_schedule(reader: FieldReader) -> Schedule:
    schedule = Schedule(
        byday=reader.some_of("byday", WEEKDAYS),
        opens_at=reader.clock("opens_at"),
        closes_at=reader.clock("closes_at"),
        freq=reader.one_of("freq", FREQUENCIES, "WEEKLY"),
        interval=reader.integer("interval", minimum=1, maximum=52) or 1,
        valid_from=reader.day("valid_from"),
        valid_to=reader.day("valid_to"),
        is_term_time_only=reader.yes_no("is_term_time_only"),
        exceptions=reader.days("exceptions"),
        description=reader.text("description"),
    )
    _check_schedule(reader, schedule)
    return schedule


def _check_schedule(reader: FieldReader, schedule: Schedule) -> None:
    if reader.has("opens_at") or reader.has("closes_at"):
        reader.require("opens_at", "closes_at")
    elif not schedule.byday:
        reader.require("description")
    if (schedule.interval > 1 or schedule.freq in COUNTED_FROM_START) and not schedule.valid_from:
        reader.fault("valid_from", "missing", "Nobody can tell which weeks.", "Write `valid_from`: a day it is on.")
    if schedule.opens_at and schedule.closes_at and schedule.closes_at <= schedule.opens_at:
        message = f"It closes at {schedule.closes_at:%H:%M}, before it opens."
        reader.fault("closes_at", "hours", message, "Past midnight: write two entries, the first to 23:59.")
    if schedule.valid_from and schedule.valid_to and schedule.valid_to < schedule.valid_from:
        reader.fault("valid_to", "dates", "This ends before it begins.", "Check `valid_from` and `valid_to`.")


def _read_postcode(reader: FieldReader) -> str:
    postcode = reader.text("postcode")
    if postcode and not POSTCODE.fullmatch(postcode):
        reader.fault(
            "postcode", "postcode", f'"{postcode}" is not a postcode.', "Write it in full, for example `L32 1AA`."
        )
    return postcode


def _check_position(reader: FieldReader, location: Location) -> None:
    if reader.has("latitude") != reader.has("longitude"):
        reader.require("latitude", "longitude")
    if location.latitude is None or location.longitude is None:
        return
    if _is_in_uk(latitude=location.latitude, longitude=location.longitude):
        return
    if _is_in_uk(latitude=location.longitude, longitude=location.latitude):
        reader.fault("latitude", "position", "Latitude and longitude are swapped.", "Exchange the two numbers.")
    else:
        message = "This position is not in the United Kingdom."
        reader.fault("latitude", "position", message, f"Latitude {SOUTH} to {NORTH}, longitude {WEST} to {EAST}.")


def _is_in_uk(*, latitude: float, longitude: float) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
