"""A calendar file as RFC 5545 has it."""

from datetime import UTC, datetime

from portal.local_time import LONDON
from portal.web.calendar_file import Event, write_calendar

NOW = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)


def write(**fields: object) -> str:
    plain = {
        "uid": "club-1@example.org",
        "starts_at": datetime(2026, 7, 7, 10, 0, tzinfo=LONDON),
        "ends_at": datetime(2026, 7, 7, 11, 30, tzinfo=LONDON),
        "title": "Club",
    }
    return write_calendar(Event(**{**plain, **fields}), now=NOW)  # type: ignore[arg-type]  # a test's fields


def test_times_are_in_utc_and_every_line_ends_as_it_must() -> None:
    text = write()
    assert "DTSTART:20260707T090000Z\r\nDTEND:20260707T103000Z\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n")


def test_what_has_a_meaning_in_the_format_is_escaped() -> None:
    assert "SUMMARY:Songs\\, toys\\; and \\\\ more\\nfor all\r\n" in write(title="Songs, toys; and \\ more\nfor all")


def test_long_lines_go_on_in_the_next_without_cutting_a_letter() -> None:
    title = "عيد " * 40
    lines = write(title=title).encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert title.strip() in b"\r\n".join(lines).replace(b"\r\n ", b"").decode()
