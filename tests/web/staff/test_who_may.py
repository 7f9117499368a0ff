"""What each role may do, what is hidden from whom, and how a hidden request is opened in need."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portal.parts import Parts
from portal.referrals.models import Danger
from portal.store.transactions import writing
from portal.teams import Role, add_person, remove_person
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.staff.conftest import (
    ANSWERS,
    MANAGER,
    READER,
    TRIED,
    WORKER,
    Send,
    SignIn,
    do,
    find,
    kinds_of_events,
    open_it,
    token_on,
    without_token,
)

WHY = "The family rang and cannot wait."
TEAM = {Role.READER, Role.MANAGER, Role.SERVICE_LEAD}
MANAGERS = {Role.MANAGER, Role.SERVICE_LEAD}
# Every post about a request, and who may send it: written down here, not taken from the code.
POSTS: list[tuple[str, dict[str, object], set[Role]]] = [
    ("open", {}, TEAM),
    ("again", {}, TEAM),
    ("attempts", TRIED, TEAM),
    ("in-touch", {}, TEAM),
    ("next-step", {"step": "Visit"}, TEAM),
    ("notes", {"text": "Rang"}, TEAM),
    ("give", {"worker": ""}, TEAM),
    ("pass-on", {}, TEAM),
    ("service", {}, TEAM),
    ("wishes/number", {}, TEAM),
    ("wishes/taken-back", {}, TEAM),
    ("wishes/none/seen", {}, TEAM),
    ("release", {}, TEAM),
    ("close", {"ending": "declined"}, TEAM),
    ("not-agreed", {}, MANAGERS),
    ("download", {}, TEAM),
    ("download-all", {}, MANAGERS),
    ("reopen", {"why_open": "A slip"}, MANAGERS),
    ("restrict", {"why_hide": "Our own"}, MANAGERS),
    ("unrestrict", {}, MANAGERS),
    ("hold", {"hold_reason": "court"}, MANAGERS),
    ("hold/court/end", {}, MANAGERS),
]


@pytest.fixture
def emails(parts: Parts, clock: StoppedClock) -> dict[Role, str]:
    """Somebody of each role."""
    found = {Role.READER: READER, Role.MANAGER: MANAGER}
    with writing(parts.engine) as db:
        for role in (Role.SERVICE_LEAD, Role.OPERATOR, Role.CURATOR):
            email = f"{role}@example.org"
            add_person(db, "practice-knowsley", name=role.value, email=email, role=role, now=clock())
            found[role] = email
    return found


def test_the_table_has_every_post_about_a_request(staff_app: Flask) -> None:
    posts = [rule.rule for rule in staff_app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    there = {each.removeprefix("/requests/<request_id>/") for each in posts if "<request_id>" in each}
    named = {what.replace("/none/", "/<wish_id>/").replace("/court/", "/<reason>/") for what, _data, _roles in POSTS}
    assert named == there


@pytest.mark.parametrize("role", Role)
def test_the_table_of_roles_holds_for_every_post(
    sign_in: SignIn, send: Send, emails: dict[Role, str], role: Role
) -> None:
    request_id = send()
    open_it(sign_in(), request_id)
    browser = sign_in(emails[role])
    signing_out = browser.get("/sign-in").tree.find(".//input[@name='csrf_token']")  # on every page of theirs
    assert signing_out is not None
    token: dict[str, object] = {"csrf_token": signing_out.get("value")}
    allowed = []
    for what, data, _roles in POSTS:
        page = browser.post(f"/requests/{request_id}/{what}", {**token, **data}, status=None)
        if page.status != 403 and page.location != "/reports":
            allowed.append(what)
    assert allowed == [what for what, _data, roles in POSTS if role in roles]


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        (Role.READER, 200),
        (Role.MANAGER, 403),
        (Role.SERVICE_LEAD, 403),
        (Role.OPERATOR, 403),
        (Role.CURATOR, 303),
    ],
)
def test_only_readers_open_what_is_hidden_in_need(
    sign_in: SignIn, emails: dict[Role, str], role: Role, answer: int
) -> None:
    sign_in(emails[role]).get("/hidden", status=answer)


def test_who_looks_after_the_site_lists_and_reads_nothing(
    sign_in: SignIn, send: Send, emails: dict[Role, str], reference_of: Callable[[str], str]
) -> None:
    request_id = send()
    browser = sign_in(emails[Role.OPERATOR])
    assert reference_of(request_id) in browser.get("/inbox").text
    page = browser.get(f"/requests/{request_id}", status=403)
    assert "That is not yours to do" in page.text


def test_who_looks_after_the_site_is_not_told_what_a_request_is_about(
    sign_in: SignIn, worker: PageClient, send: Send, emails: dict[Role, str], reference_of: Callable[[str], str]
) -> None:
    about = send(replace(ANSWERS, danger=Danger.YES), has_danger_words=True)
    closed = send()
    open_it(worker, closed)
    do(worker, closed, "close", {"ending": "stepped_up"})
    browser = sign_in(emails[Role.OPERATOR])
    told = ("is anyone in danger", "danger words", "Not going to school", "school-attendance")
    assert [words for words in told if words in worker.get("/inbox").html] == list(told)
    page = browser.get("/inbox")
    assert [words for words in told if words in page.html] == []
    assert "Urgent" in page.text
    assert reference_of(about) in page.text
    assert reference_of(about) not in browser.get("/inbox?need=school-attendance").text
    page = browser.get("/inbox/closed")
    assert reference_of(closed) in page.text
    assert "social care" not in page.html
    assert "social care" in worker.get("/inbox/closed").text


@pytest.fixture
def hidden(manager: PageClient, send: Send) -> str:
    """A request that the manager has hidden."""
    request_id = send()
    open_it(manager, request_id)
    do(manager, request_id, "restrict", {"why_hide": "The family of somebody here"})
    return request_id


def test_a_hidden_request_looks_like_none_to_all_but_managers(
    manager: PageClient, worker: PageClient, hidden: str, reference_of: Callable[[str], str]
) -> None:
    there, nowhere = (worker.get(f"/requests/{each}", status=404) for each in (hidden, "0" * 32))
    assert without_token(there) == without_token(nowhere)
    reference = reference_of(hidden)
    assert reference not in worker.get("/inbox").html
    find(worker, reference)
    token = token_on(worker.get("/people/"))
    for what, data, _roles in POSTS:
        worker.post(f"/requests/{hidden}/{what}", {**token, **data}, status=404)
    assert reference in manager.get("/inbox").text
    assert "The family of somebody here" in manager.get(f"/requests/{hidden}").text


def test_in_need_it_is_opened_with_a_reason_that_the_manager_reads(
    worker: PageClient,
    manager: PageClient,
    sign_in: SignIn,
    parts: Parts,
    hidden: str,
    reference_of: Callable[[str], str],
    clock: StoppedClock,
) -> None:
    page = worker.submit_and_follow(worker.get("/hidden"), {"reference": reference_of(hidden), "why": WHY})
    assert "for one hour" in page.text
    assert "01632 960123" in page.text
    assert "glass_broken" in kinds_of_events(parts, hidden)
    notice = (
        f"Opened although hidden. Who it was and why stands with the request; look at it today: {reference_of(hidden)}"
    )
    assert notice not in worker.get("/inbox").text
    assert notice in manager.get("/inbox").text
    assert WHY in manager.get(f"/requests/{hidden}").text
    assert notice not in manager.get("/inbox").text
    sign_in(WORKER).get(f"/requests/{hidden}", status=404)
    clock.pass_time(hours=1)
    sign_in().get(f"/requests/{hidden}", status=404)


@pytest.mark.parametrize("why", ["", "short"])
def test_it_is_not_opened_without_a_reason(
    worker: PageClient, hidden: str, reference_of: Callable[[str], str], why: str
) -> None:
    page = worker.submit(worker.get("/hidden"), {"reference": reference_of(hidden), "why": why}, status=422)
    assert page.errors
    worker.get(f"/requests/{hidden}", status=404)


def test_what_is_not_hidden_and_what_is_not_there_get_the_same_answer(
    worker: PageClient, send: Send, reference_of: Callable[[str], str]
) -> None:
    ours, theirs = reference_of(send()), reference_of(send(council="sefton"))
    pages = [
        worker.submit(worker.get("/hidden"), {"reference": each, "why": WHY}, status=422)
        for each in (ours, theirs, "CCC-CCC-CCCC")
    ]
    assert {tuple(page.errors) for page in pages} == {("Your team has no hidden request with this reference.",)}


def test_managers_need_no_glass(manager: PageClient, hidden: str) -> None:
    manager.get("/hidden", status=403)
    page = do(manager, hidden, "unrestrict")
    assert "The whole team sees it again." in manager.follow(page).text


def test_whoever_covers_the_manager_may_do_what_the_manager_does(
    manager: PageClient, worker: PageClient, hidden: str, person_id: Callable[[str], str]
) -> None:
    worker.get(f"/requests/{hidden}", status=404)
    away = {
        "person": person_id(MANAGER),
        "first_day": "2026-03-10",
        "last_day": "2026-03-10",
        "cover": person_id(READER),
    }
    manager.submit(manager.get("/people/"), away, action="/people/away")
    worker.get(f"/requests/{hidden}")


def test_somebody_taken_off_the_list_is_out_at_once(worker: PageClient, parts: Parts, clock: StoppedClock) -> None:
    worker.get("/inbox")
    with writing(parts.engine) as db:
        remove_person(db, "practice-knowsley", READER, clock())
    worker.get("/inbox", status=403)
