"""The queue of what people say is wrong: who sees it, what it shows, how it is closed."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.parts import Parts
from portal.reports import Field, Problem, count_helped, list_open, report_problem
from portal.reports.tables import entry_reports
from portal.store.transactions import reading, writing
from portal.teams import Role, add_person, issue_sign_in_link
from tests.clock import StoppedClock
from tests.page import text_of
from tests.page_client import PageClient
from tests.web.staff.conftest import open_it

TEAM = "practice-knowsley"
SignInAs = Callable[[Role], PageClient]


@pytest.fixture
def sign_in_as(staff_app: Flask, parts: Parts, clock: StoppedClock) -> SignInAs:
    """Sign somebody in with a role."""

    def sign_in(role: Role) -> PageClient:
        with writing(parts.engine) as db:
            person = add_person(db, TEAM, name="Robin", email=f"{role}@team.example", role=role, now=clock())
            token = issue_sign_in_link(db, TEAM, clock(), person_id=person.id)
        browser = PageClient(staff_app)
        browser.submit(browser.get(f"/sign-in/{token}"))
        return browser

    return sign_in


@pytest.fixture
def problem(parts: Parts, clock: StoppedClock) -> None:
    """A number that is wrong, and something a machine wrote."""
    with writing(parts.engine) as db:
        report_problem(db, Problem("childline", Field.PHONE, "It is dead", "en", address="a@b.example"), clock())
        report_problem(db, Problem("kooth", Field.OTHER, "buy this", "en", is_suspected=True), clock())
        count_helped(db, "kooth", has_helped=False, now=clock())


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CURATOR])
def test_the_queue_names_file_and_line(sign_in_as: SignInAs, parts: Parts, problem: None, role: Role) -> None:
    page = sign_in_as(role).get("/reports")
    lines = (parts.settings.catalogue_folder / "services/childline.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("phones:"))
    assert f"services/childline.yaml:{line}" in page.text
    assert "It is dead" in page.text
    assert "1 person waits for an answer" in page.text
    assert "a@b.example" not in page.html
    assert page.text.index("It is dead") < page.text.index("Held") < page.text.index("buy this")


@pytest.mark.parametrize("role", [Role.READER, Role.MANAGER, Role.SERVICE_LEAD])
def test_others_do_not_see_it(sign_in_as: SignInAs, role: Role) -> None:
    browser = sign_in_as(role)
    browser.get("/reports", status=403)
    assert "Entries to look at" not in browser.get("/inbox").html


@pytest.mark.parametrize("path", ["/inbox", "/requests/none"])
def test_a_curator_sees_no_request(sign_in_as: SignInAs, path: str) -> None:
    assert sign_in_as(Role.CURATOR).get(path, status=303).location == "/reports"


def test_closing_notes_who_and_what(sign_in_as: SignInAs, parts: Parts, problem: None) -> None:
    browser = sign_in_as(Role.CURATOR)
    page = browser.get("/reports")
    with reading(parts.engine) as db:
        report_id = list_open(db)[0].id
    after = browser.submit_and_follow(page, {"outcome": "fixed"}, action=f"/reports/{report_id}/close")
    assert "It is dead" not in after.text
    with reading(parts.engine) as db:
        row = db.execute(select(entry_reports).where(entry_reports.c.id == report_id)).one()
    assert row.outcome == "fixed"
    assert row.closed_by


@pytest.mark.parametrize(("report_id", "outcome", "status"), [("none", "fixed", 404), ("none", "else", 400)])
def test_what_cannot_be_closed_is_refused(
    sign_in_as: SignInAs, problem: None, report_id: str, outcome: str, status: int
) -> None:
    browser = sign_in_as(Role.OPERATOR)
    token = browser.get("/reports").form().find("input")
    assert token is not None
    data = {"csrf_token": token.get("value"), "outcome": outcome}
    browser.post(f"/reports/{report_id}/close", data, status=status)


def test_an_empty_queue_says_so(sign_in_as: SignInAs) -> None:
    assert "Nothing is reported." in sign_in_as(Role.OPERATOR).get("/reports").text


def test_a_request_is_not_given_to_somebody_who_may_not_work_on_it(
    sign_in_as: SignInAs, worker: PageClient, send: Callable[[], str]
) -> None:
    sign_in_as(Role.CURATOR)
    page = open_it(worker, send())
    names = [text_of(option) for option in page.main.iter("option")]
    assert "Practice reader" in names
    assert "Robin" not in names
