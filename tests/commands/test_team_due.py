import io
import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.parts import Parts
from portal.store.transactions import writing
from portal.teams import Role, add_person
from tests.clock import StoppedClock
from tests.commands.conftest import Run

CHRISTMAS = ("teams", "due", "practice-knowsley", "--received", "2026-12-24T16:50")


def test_both_clocks_and_every_moment_are_told(run: Run) -> None:
    lines = run(*CHRISTMAS).output.splitlines()
    assert lines[:4] == [
        "received    Thu 2026-12-24 16:50 GMT",
        "counts from Thu 2026-12-24 16:50 GMT",
        "read by     Tue 2026-12-29 17:00 GMT",
        "in touch by Thu 2026-12-31 17:00 GMT",
    ]
    assert [line.split() for line in lines[5:9]] == [
        ["read", "half", "Tue", "2026-12-29", "12:55", "GMT", "team"],
        ["read", "due", "Tue", "2026-12-29", "17:00", "GMT", "manager"],
        ["read", "hour_late", "Tue", "2026-12-29", "18:00", "GMT", "service_lead,", "operator"],
        ["read", "morning", "Wed", "2026-12-30", "09:00", "GMT", "manager,", "service_lead,", "operator"],
    ]


def test_what_is_urgent_is_due_sooner(run: Run) -> None:
    lines = run(*CHRISTMAS, "--urgent").output.splitlines()
    assert lines[2] == "read by     Tue 2026-12-29 10:50 GMT"


def test_many_lines_are_answered_one_object_each(run: Run) -> None:
    typed = "practice-knowsley 2026-12-24T16:50\n\npractice-knowsley 2027-07-01T10:00:00Z urgent\n"
    first, second = map(json.loads, run("teams", "due", "--json", "-", typed=typed).output.splitlines())
    assert (first["line"], first["team"], first["read_by"]) == (1, "practice-knowsley", "2026-12-29T17:00:00+00:00")
    assert (second["line"], second["received"]) == (3, "2027-07-01T11:00:00+01:00")
    assert second["read_by"] == "2027-07-01T13:00:00+01:00"
    assert [(each["clock"], each["level"]) for each in first["escalations"]][:2] == [("read", "half"), ("read", "due")]
    assert first["escalations"][2]["tells"] == ["service_lead", "operator"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("practice-knowsley", "bad_line"),
        ("practice-knowsley 2026-12-24T16:50 soon", "bad_line"),
        ("practice-knowsley tomorrow", "bad_time"),
        ("practice-knowsley 9999-12-31T23:00", "bad_time"),
        ("nobody 2026-12-24T16:50", "unknown_team"),
        ("\x00 2026-12-24T16:50", "unknown_team"),
    ],
)
def test_a_bad_line_gets_an_error_and_the_others_their_answers(run: Run, line: str, code: str) -> None:
    typed = f"{line}\npractice-knowsley 2026-12-24T16:50\n"
    bad, good = map(json.loads, run("teams", "due", "--json", "-", typed=typed, status=1).output.splitlines())
    assert (bad["line"], bad["error"]) == (1, code)
    assert good["contact_by"].startswith("2026-12-31T17:00")


class TypedSlowly(io.BytesIO):
    """Lines that come one by one; between them `meanwhile` happens."""

    def __init__(self, lines: bytes, meanwhile: Callable[[], None]) -> None:
        super().__init__(lines)
        self.meanwhile = meanwhile

    def read1(self, _size: int | None = -1, /) -> bytes:
        """Give the next line."""
        self.meanwhile()
        return self.readline()


def test_while_a_line_is_waited_for_others_can_write(
    environ: dict[str, str], parts: Parts, clock: StoppedClock
) -> None:
    written = []

    def write() -> None:
        with writing(parts.engine) as db:
            email = f"n{len(written)}@example.org"
            written.append(add_person(db, "practice-knowsley", name="N", email=email, role=Role.READER, now=clock()))

    typed = TypedSlowly(b"practice-knowsley 2026-12-24T16:50\n" * 2, write)
    result = CliRunner().invoke(main, ["teams", "due", "--json", "-"], input=typed, env=environ)
    assert result.exit_code == 0, result.exception
    assert len(result.output.splitlines()) == 2
    assert len(written) >= 3


def test_a_team_whose_council_promises_nothing_is_told_so(run: Run) -> None:
    run("teams", "add", "east", "--council", "knowsley", "--name", "East")
    said = run("teams", "due", "east", "--received", "2026-12-24T16:50", status=1).output
    assert "promises nothing yet" in said


def test_neither_a_team_nor_lines_is_a_mistake_in_the_call(run: Run) -> None:
    run("teams", "due", status=2)
    run("teams", "due", "practice-knowsley", "--json", "-", status=2)


def test_a_team_may_have_a_calendar_of_its_own(run: Run) -> None:
    own = ("--hours", "tu 09:30-12:00", "--hours", "TU,TH-FR 13:00-18:00", "--closed", "2026-12-31")
    assert "closed 2026-12-31" in run("teams", "calendar", "practice-knowsley", *own).output
    lines = run(*CHRISTMAS).output.splitlines()
    assert lines[2:4] == ["read by     Tue 2026-12-29 18:00 GMT", "in touch by Thu 2027-01-07 18:00 GMT"]
    assert "As its council" in run("teams", "calendar", "practice-knowsley", "--as-council").output
    assert run(*CHRISTMAS).output.splitlines()[2] == "read by     Tue 2026-12-29 17:00 GMT"


@pytest.mark.parametrize("hours", ["MO 17:00-09:00", "MO-XX 09:00-17:00", "FR-MO 09:00-17:00", "MO", "MO 09:00"])
def test_hours_that_cannot_be_are_refused(run: Run, hours: str) -> None:
    result = run("teams", "calendar", "practice-knowsley", "--hours", hours, status=1 if "17:00-09" in hours else 2)
    assert "hours" in result.output


def test_days_shut_need_hours(run: Run) -> None:
    assert "--hours" in run("teams", "calendar", "practice-knowsley", "--closed", "2026-12-31", status=1).output


def test_a_team_that_is_not_there_has_no_calendar(run: Run) -> None:
    assert "No team" in run("teams", "calendar", "nobody", status=1).output
