"""Write one session as a calendar file (RFC 5545)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_LONGEST_LINE = 75  # octets; what is longer goes on in a line that begins with a blank


@dataclass(frozen=True)
class Event:
    """What stands in somebody's calendar; moments have a time zone."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    text: str = ""
    url: str = ""


def write_calendar(event: Event, *, now: datetime) -> str:
    """Return the file. Its times are in UTC, so that no time zone need be described."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Early Help portal//Session//EN",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at)}",
        f"SUMMARY:{_escape(event.title)}",
        *([f"LOCATION:{_escape(event.place)}"] if event.place else []),
        *([f"DESCRIPTION:{_escape(event.text)}"] if event.text else []),
        *([f"URL:{event.url}"] if event.url else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")  # a format of machines, not words for people


def _escape(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _fold(line: str) -> Iterator[str]:
    """Yield the lines of a long line, none above 75 octets, no letter cut in two."""
    part, size = "", 0
    for letter in line:
        length = len(letter.encode())
        if size + length > _LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + length
    yield part
