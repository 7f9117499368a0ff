"""The team's own page: who is there, who is away, who can be signed out; and the link of a test message."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from portal.parts import Parts
from portal.store.transactions import reading, writing
from portal.teams import Role, add_person, find_team, new_test_token, record_test
from portal.teams.tables import absences
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient
from tests.web.staff.conftest import MANAGER, READER, WORKER, Send, SignIn, token_on

PersonId = Callable[[str], str]
TEAM = "practice-knowsley"


def plan(browser: PageClient, data: dict[str, object], status: int = 303) -> Page:
    days = {"first_day": "2026-03-12", "last_day": "2026-03-13"}
    return browser.submit(browser.get("/people/"), {**days, **data}, action="/people/away", status=status)


def test_somebody_says_that_they_will_be_away_and_takes_it_back(worker: PageClient, person_id: PersonId) -> None:
    page = worker.follow(plan(worker, {"cover": person_id(WORKER)}))
    assert "Noted who is away." in page.text
    assert "Thursday 12 March 2026 to Friday 13 March 2026. Practice worker covers." in page.text
    back = next(each.get("action") for each in page.main.iter("form") if each.get("action", "").endswith("/end"))
    assert "Nobody." in worker.submit_and_follow(page, action=back).text


def test_only_a_manager_plans_for_others(worker: PageClient, manager: PageClient, person_id: PersonId) -> None:
    assert plan(worker, {"person": person_id(WORKER)}, status=422).errors
    page = manager.follow(plan(manager, {"person": person_id(WORKER)}))
    assert "Nobody covers." in page.text
    end = next(each.get("action") for each in page.main.iter("form") if each.get("action", "").endswith("/end"))
    worker.post(str(end), token_on(worker.get("/people/")), status=403)
    worker.post("/people/away/none/end", token_on(worker.get("/people/")), status=404)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"first_day": "", "last_day": ""}, "Write the first day."),
        ({"first_day": "tomorrow"}, "Write the day like 21/11/2026."),
        ({"first_day": "2026-03-14"}, "The last day is before the first."),
        ({"cover": "stranger"}, "Not a valid choice."),
    ],
)
def test_what_cannot_be_is_said(worker: PageClient, parts: Parts, data: dict[str, object], told: str) -> None:
    assert told in plan(worker, data, status=422).errors
    with reading(parts.engine) as db:
        assert db.execute(select(absences)).all() == []


@pytest.mark.parametrize(("role", "answer"), [(Role.OPERATOR, 403), (Role.CURATOR, 303)])
def test_nobody_who_reads_nothing_is_offered_to_cover_or_reads_by_it(
    worker: PageClient,
    sign_in: SignIn,
    send: Send,
    parts: Parts,
    clock: StoppedClock,
    person_id: PersonId,
    role: Role,
    answer: int,
) -> None:
    email, today, request_id = "other@practice.invalid", clock().date(), send()
    with writing(parts.engine) as db:
        other = add_person(db, TEAM, name="Other", email=email, role=role, now=clock())
    page = plan(worker, {"first_day": f"{today}", "last_day": f"{today}", "cover": other.id}, status=422)
    assert page.errors == ["Not a valid choice."]
    plan(worker, {"first_day": f"{today}", "last_day": f"{today}", "cover": person_id(WORKER)})
    with writing(parts.engine) as db:
        db.execute(update(absences).values(cover_id=other.id))
    sign_in(email).get(f"/requests/{request_id}", status=answer)


def test_the_only_manager_cannot_go_without_cover(manager: PageClient, person_id: PersonId) -> None:
    page = plan(manager, {"person": person_id(MANAGER)}, status=422)
    assert page.errors == ["No other manager is there then. Choose who covers."]
    plan(manager, {"person": person_id(MANAGER), "cover": person_id(READER)})


def test_a_manager_signs_somebody_out_everywhere(worker: PageClient, manager: PageClient, person_id: PersonId) -> None:
    address = f"/people/{person_id(READER)}/sign-out"
    worker.post(address, token_on(worker.get("/people/")), status=403)
    page = manager.submit_and_follow(manager.get("/people/"), action=address)
    assert "Signed out" in page.text
    worker.get("/inbox", status=403)
    manager.get("/inbox")
    manager.post("/people/stranger/sign-out", token_on(page), status=404)


@pytest.fixture
def test_link(parts: Parts, clock: StoppedClock) -> str:
    """The link in a test message that was sent."""
    with writing(parts.engine) as db:
        token = new_test_token(db, TEAM)
        record_test(db, TEAM, code="smtp_250", is_taken=True, now=clock())
    return f"/test-message/{token}"


def confirmed_by(parts: Parts) -> str | None:
    with reading(parts.engine) as db:
        team = find_team(db, TEAM)
    assert team is not None
    return team.test_confirmed_by


def test_a_test_message_is_confirmed_by_a_person_and_not_by_opening(
    worker_browser: PageClient, parts: Parts, test_link: str
) -> None:
    for _scanner in range(3):
        page = worker_browser.get(test_link)
    assert "Knowsley" in page.text
    assert confirmed_by(parts) is None
    assert worker_browser.submit(page, {"name": " "}, status=422).errors == ["Write your name."]
    thanks = worker_browser.submit_and_follow(page, {"name": "Ann Example"})
    assert "messages reach your team" in thanks.text
    assert confirmed_by(parts) == "Ann Example"
    assert "does not work any more" in worker_browser.get(test_link, status=404).text


def test_only_the_newest_test_message_counts(worker_browser: PageClient, parts: Parts, test_link: str) -> None:
    with writing(parts.engine) as db:
        new_test_token(db, TEAM)
    worker_browser.get(test_link, status=404)
    worker_browser.get("/test-message/guessed", status=404)
