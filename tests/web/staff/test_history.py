"""How a request's audit trail reads."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.referrals.audit import Event
from portal.teams import Person, Role, names_of
from portal.web.english import as_written
from portal.web.staff.requests.history import tell_history

AT = datetime(2026, 3, 10, 10, tzinfo=UTC)
ANN = Person("a", "team", "Ann", "ann@example.org", Role.READER, AT)


def tell(app: Flask, *events: tuple[str, str, str]) -> list[str]:
    all_events = [
        Event(kind, "id", actor, AT + timedelta(minutes=number), detail)
        for number, (kind, actor, detail) in enumerate(events)
    ]
    with app.test_request_context("/"):
        lines = [f"{line.what} ({line.by})" for line in tell_history(all_events, names_of((ANN,)))]
        return [line.replace(as_written("Ann"), "[Ann]") for line in lines]


def test_reading_again_is_told_only_after_somebody_else(staff_app: Flask) -> None:
    read = ("read", "a", "")
    told = tell(staff_app, read, read, ("contact_tried", "a", "safe"), read, ("read", "gone", ""), read)
    assert told == [
        "Read ([Ann])",
        "Tried to reach the family ([Ann])",
        "Read (somebody who is not on this team any more)",
        "Read ([Ann])",
    ]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (("received", "family", ""), "Received (the family)"),
        (("handed_over", "worker", "inbox"), "In the inbox (the portal)"),
        (("contact_tried", "a", "unsafe"), "Tried to reach the family, not in a way they said is safe ([Ann])"),
        (("closed", "a", "help_agreed"), "Closed: Help agreed ([Ann])"),
    ],
)
def test_an_event_is_told_in_words(staff_app: Flask, event: tuple[str, str, str], told: str) -> None:
    assert tell(staff_app, event) == [told]
