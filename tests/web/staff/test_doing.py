"""What a team does with an opened request: steps, notes, tries of another day, passing on, closing, opening again."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portal.parts import Parts
from portal.referrals.models import Contact, ContactWay, Danger
from portal.store.transactions import writing
from portal.teams import Role, add_person, add_team, change_role, issue_sign_in_link
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.staff.conftest import (
    ANSWERS,
    TRIED,
    WORKER,
    Send,
    SignIn,
    do,
    kinds_of_events,
    open_it,
    token_on,
)

References = Callable[[str], str]
EAST = "practice-east"


@pytest.fixture
def opened(worker: PageClient, send: Send) -> str:
    """A request that the worker has opened."""
    request_id = send()
    open_it(worker, request_id)
    return request_id


@pytest.fixture
def east(parts: Parts, clock: StoppedClock) -> str:
    """Another practice team of the council, with somebody to read."""
    with writing(parts.engine) as db:
        area = {"council_id": "knowsley", "locality_id": "east", "is_practice": True}
        add_team(db, team_id=EAST, name="East team", now=clock(), **area)
        add_person(db, EAST, name="Eve East", email="eve@example.org", role=Role.READER, now=clock())
    return EAST


@pytest.mark.parametrize(
    ("answers", "words", "why"),
    [
        (replace(ANSWERS, danger=Danger.YES), False, "Urgent: they did not say no to “is anyone in danger?”"),
        (ANSWERS, True, "Urgent: danger words in what they wrote"),
    ],
)
def test_the_page_says_why_it_is_urgent_before_and_after_it_is_opened(
    worker: PageClient, send: Send, answers: object, words: bool, why: str
) -> None:
    request_id = send(answers, has_danger_words=words)
    assert why in worker.get(f"/requests/{request_id}").text
    assert why in open_it(worker, request_id).text


def test_a_note_and_a_step_are_kept_with_name_and_day(worker: PageClient, opened: str) -> None:
    do(worker, opened, "notes", {"text": "School knows."})
    page = worker.follow(do(worker, opened, "next-step", {"step": "Visit at home", "step_on": "2026-03-13"}))
    assert "The next step is kept." in page.text
    for told in ("School knows.", "Next step agreed (by Friday 13 March 2026)", "Visit at home", "Next step by Friday"):
        assert told in page.text


@pytest.mark.parametrize(
    ("what", "data", "errors"),
    [
        ("notes", {"text": " "}, ["Write the note."]),
        ("notes", {"text": "x" * 4001}, ["Make the note shorter: at most 4,000 letters."]),
        ("next-step", {"step": "", "step_on": "soon"}, ["Write what was agreed.", "Write the day like 21/11/2026."]),
        ("next-step", {"step": "Visit", "step_on": "31/02/2026"}, ["Write the day like 21/11/2026."]),
        ("next-step", {"step": "Visit", "step_on": "09/03/2026"}, ["That day is past."]),
        ("attempts", {**TRIED, "tried_on": "11/03/2026"}, ["That day is still to come."]),
        ("attempts", {**TRIED, "tried_time": "25:00"}, ["Write the time like 14:05."]),
        ("attempts", {**TRIED, "tried_time": "10:01"}, ["That time is still to come."]),
        ("close", {}, ["Choose how it ended."]),
        ("service", {"service": "Club"}, ["Ask the family first. If a child may be at risk, step it up instead."]),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    worker: PageClient, opened: str, what: str, data: dict[str, object], errors: list[str]
) -> None:
    page = do(worker, opened, what, data, status=422)
    assert page.errors == errors
    for typed in data.values():
        assert str(typed).strip() in page.html


def test_a_try_of_another_day_stands_at_its_own_time(worker: PageClient, send: Send, clock: StoppedClock) -> None:
    request_id = send()
    clock.pass_time(minutes=20)
    open_it(worker, request_id)
    page = worker.follow(do(worker, request_id, "attempts", {**TRIED, "tried_time": "10:05"}))
    assert "Tuesday 10 March 2026, 10:05, by Practice reader" in page.text


def test_a_service_is_brought_in_with_the_familys_agreement(worker: PageClient, opened: str) -> None:
    data = {"service": "childline", "service_note": "Gave them the number", "has_agreed": "y"}
    page = worker.follow(do(worker, opened, "service", data))
    assert "Passed to a service: Childline" in page.text
    page = worker.follow(do(worker, opened, "service", {**data, "service": "The choir"}))
    assert "The choir" in page.text


def test_it_is_given_to_somebody_of_the_team_only(
    worker: PageClient, opened: str, person_id: Callable[[str], str]
) -> None:
    page = worker.follow(do(worker, opened, "give", {"worker": person_id(WORKER)}))
    assert "Works on it: Practice worker" in page.text
    assert "Given to Practice worker (Practice reader)" in page.text
    assert do(worker, opened, "give", {"worker": "stranger"}, status=422).errors
    worker.follow(do(worker, opened, "give", {"worker": ""}))
    assert "Works on it: nobody yet" in worker.get(f"/requests/{opened}").text


def test_it_is_passed_on_with_all_that_was_noted(
    worker: PageClient, staff_app: Flask, parts: Parts, opened: str, east: str, clock: StoppedClock
) -> None:
    do(worker, opened, "notes", {"text": "School knows."})
    clock.pass_time(minutes=5)
    data = {"to_team": east, "reason": "moved", "word": "They moved on Monday."}
    page = worker.follow(do(worker, opened, "pass-on", data))
    assert page.path == "/inbox?done=passed"
    assert "passed on, with everything noted" in page.text
    worker.get(f"/requests/{opened}", status=404)
    eve = PageClient(staff_app)
    with writing(parts.engine) as db:
        link = issue_sign_in_link(db, east, clock())
    eve.submit(eve.get(f"/sign-in/{link}"))
    page = eve.get(f"/requests/{opened}")
    for told in (
        "School knows.",
        "They moved on Monday.",
        "With your team since",
        "Read by Wednesday 11 March",
        "by Practice reader",
    ):
        assert told in page.text
    assert "rerouted" in kinds_of_events(parts, opened)


def test_only_teams_of_the_council_with_somebody_to_read_are_offered(
    worker: PageClient, opened: str, east: str
) -> None:
    page = worker.get(f"/requests/{opened}")
    assert "East team" in page.text
    assert "Sefton" not in page.text
    for made_up in ("practice-sefton", "practice-knowsley", "nowhere"):
        data = {"to_team": made_up, "reason": "moved", "word": "x"}
        assert do(worker, opened, "pass-on", data, status=422).errors
    assert east


def test_a_team_of_people_who_read_nothing_is_not_offered(
    worker: PageClient, parts: Parts, opened: str, east: str
) -> None:
    with writing(parts.engine) as db:
        change_role(db, east, "eve@example.org", Role.CURATOR)
    page = worker.get(f"/requests/{opened}")
    assert "East team" not in page.text
    data = {"to_team": east, "reason": "moved", "word": "x", **token_on(page)}
    worker.post(f"/requests/{opened}/pass-on", data, status=404)


def test_a_team_that_stands_alone_is_offered_nothing_to_pass_to(worker: PageClient, opened: str) -> None:
    page = worker.get(f"/requests/{opened}")
    assert "Pass it on" not in page.text
    worker.post(f"/requests/{opened}/pass-on", token_on(page), status=404)


def test_nobody_reached_needs_three_days_and_the_managers_word(
    worker: PageClient, sign_in: SignIn, send: Send, clock: StoppedClock
) -> None:
    request_id = send()
    open_it(worker, request_id)
    no_contact: dict[str, object] = {"ending": "no_contact", "ending_note": "Rang at all hours"}
    for _day in range(2):
        worker = sign_in()
        do(worker, request_id, "attempts", TRIED)
        page = do(worker, request_id, "close", no_contact, status=409)
        assert "three different days" in page.text
        clock.pass_time(days=1)
    worker = sign_in()
    do(worker, request_id, "attempts", TRIED)
    page = worker.follow(do(worker, request_id, "close", no_contact))
    assert "Your manager is asked to agree." in page.text
    assert "Rang at all hours" in page.text
    boss = sign_in("manager@practice.invalid")
    assert "Manager: agree to close?" in boss.get("/inbox").text
    page = boss.follow(do(boss, request_id, "close", {"ending": "no_contact"}))
    assert "Closed: Nobody could be reached" in page.text


def test_a_mistaken_closing_is_undone_by_a_manager(worker: PageClient, manager: PageClient, opened: str) -> None:
    do(worker, opened, "attempts", TRIED)
    do(worker, opened, "close", {"ending": "declined", "ending_note": "Wrong button"})
    assert "It was closed by mistake" not in worker.get(f"/requests/{opened}").text
    assert do(manager, opened, "reopen", {"why_open": ""}, status=422).errors == ["Write why."]
    page = manager.follow(do(manager, opened, "reopen", {"why_open": "A slip of the finger"}))
    assert "It is open again." in page.text
    assert "A slip of the finger" in page.text
    assert "Tried to be in touch" in worker.get("/inbox").text


def test_a_hold_keeps_it_and_says_so(worker: PageClient, manager: PageClient, opened: str) -> None:
    do(manager, opened, "hold", {"hold_reason": "complaint"})
    do(worker, opened, "close", {"ending": "declined"})
    page = worker.get(f"/requests/{opened}")
    assert "not deleted before every reason" in page.text
    assert "Kept since Tuesday 10 March 2026, 10:00: A complaint" in page.text
    assert "Kept for a reason" in worker.get("/inbox/closed").text
    do(manager, opened, "hold/complaint/end")
    assert "deleted on Thursday 9 April 2026" in worker.get(f"/requests/{opened}").text
    manager.post(f"/requests/{opened}/hold/nonsense/end", token_on(manager.get("/people/")), status=404)


def test_a_perhaps_earlier_request_is_a_link_and_nothing_is_put_together(
    worker: PageClient, send: Send, reference_of: References
) -> None:
    first, second = (
        send(),
        send(replace(ANSWERS, name="Grace", contacts=(Contact(ContactWay.PHONE, "+44 1632 960123"),))),
    )
    open_it(worker, first)
    page = open_it(worker, second)
    assert page.links()[reference_of(first)] == f"/requests/{first}"
    assert "Possible earlier request" in page.text
    assert "Ada" not in page.text


@pytest.mark.parametrize(("days", "told"), [(0, "Said today."), (1, "Said yesterday."), (6, "Said 6 days ago.")])
def test_the_age_of_what_is_safe_stands_beside_it(
    sign_in: SignIn, send: Send, clock: StoppedClock, days: int, told: str
) -> None:
    request_id = send()
    clock.pass_time(days=days)
    text = open_it(sign_in(), request_id).text
    assert text.index("What is safe") < text.index(told) < text.index("01632 960123")
