"""A team's day: a request a family sent, and a worker's browser signed in."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.parts import Parts
from portal.places.models import Promise
from portal.referrals.asking.submit import Door, Request, submit_referral
from portal.referrals.audit import find_events
from portal.referrals.models import (
    Agreement,
    Answers,
    Asker,
    Contact,
    ContactWay,
    Danger,
    FamilyMember,
    Interpreter,
    Permission,
    SafeContact,
    Way,
)
from portal.referrals.promise.clocks import set_clocks
from portal.referrals.tables import referrals
from portal.store.transactions import reading, writing
from portal.teams import find_people, issue_sign_in_link
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient, filled_in

COUNCIL, OTHER_COUNCIL = "knowsley", "sefton"
READER, WORKER, MANAGER = (f"{name}@practice.invalid" for name in ("reader", "worker", "manager"))
ANSWERS = Answers(
    way=Way.TELL_MORE,
    contacts=(Contact(ContactWay.PHONE, "01632 960123"),),
    name="Ada",
    asker=Asker.PARENT,
    danger=Danger.NO,
    postcode="L32 1AA",
    needs=("school-attendance",),
    worry="He cries <b>every</b> morning.\nI do not know what to do.",
    family=(FamilyMember(age=9, name="Bo"), FamilyMember(months=4), FamilyMember(is_expected=True)),
    safe_contact=SafeContact(Permission.YES, Permission.NO, Permission.ASK, "mornings", "my partner"),
    interpreter=Interpreter(language="Polish", is_not_from_my_community=True),
    agreements=(
        Agreement("may_contact", "2026-11", is_given=True),
        Agreement("may_talk_gp", "2026-11", is_given=False),
    ),
)

Send = Callable[..., str]
SignIn = Callable[..., PageClient]
TRIED: dict[str, object] = {"how": "phone", "outcome": "no_answer"}


def open_it(worker: PageClient, request_id: str) -> Page:
    """Open a request as the worker does."""
    return worker.submit_and_follow(worker.get(f"/requests/{request_id}"))


def token_on(page: Page) -> dict[str, object]:
    """The token of the page's forms, to send what the page does not offer."""
    found = page.form().find("input")
    assert found is not None
    return {"csrf_token": found.get("value")}


def without_token(page: Page) -> str:
    """The page but for its token, which differs from second to second, and its own address, which it comes back to."""
    return re.sub(r'name="(csrf_token|back)" value="[^"]*"', "", page.html)


def kinds_of_events(parts: Parts, request_id: str) -> list[str]:
    with reading(parts.engine) as db:
        return [event.kind for event in find_events(db, request_id)]


@pytest.fixture
def parts(staff_app: Flask) -> Parts:
    built: Parts = staff_app.extensions["parts"]
    return built


@pytest.fixture
def send(parts: Parts, clock: StoppedClock) -> Send:
    """Send a request as the public site does; gives its id."""

    def send_one(answers: Answers = ANSWERS, *, council: str = COUNCIL, has_danger_words: bool = False) -> str:
        promise = set_clocks(clock(), parts.areas.councils[council].calendar, Promise(1, 3))
        door = Door(council, f"practice-{council}", "Early help", "test")
        request = Request(answers, door, parts.public_keys[council], promise, has_danger_words)
        with writing(parts.engine) as db:
            key = f"key {len(db.execute(select(referrals.c.id)).all())}"
            receipt = submit_referral(db, request, submission_key=key, draft_secret=None, now=clock())
            return str(
                db.execute(select(referrals.c.id).where(referrals.c.reference == receipt.reference)).scalar_one()
            )

    return send_one


@pytest.fixture
def reference_of(parts: Parts) -> Callable[[str], str]:
    """The reference of a request by its id."""

    def find(request_id: str) -> str:
        with reading(parts.engine) as db:
            return str(db.execute(select(referrals.c.reference).where(referrals.c.id == request_id)).scalar_one())

    return find


@pytest.fixture
def make_link(parts: Parts, clock: StoppedClock) -> Callable[..., str]:
    """Make a sign-in link for somebody of the team of a council, as the operator does."""

    def make(email: str = READER, council: str = COUNCIL) -> str:
        team = f"practice-{council}"
        with writing(parts.engine) as db:
            person = next(each for each in find_people(db, team) if each.email == email)
            return f"/sign-in/{issue_sign_in_link(db, team, clock(), person_id=person.id)}"

    return make


@pytest.fixture
def sign_in(staff_app: Flask, make_link: Callable[..., str]) -> Callable[..., PageClient]:
    """Sign in a new browser, now."""

    def sign_in_now(email: str = READER, council: str = COUNCIL) -> PageClient:
        browser = PageClient(staff_app)
        browser.submit(browser.get(make_link(email, council)))
        return browser

    return sign_in_now


@pytest.fixture
def worker(sign_in: Callable[[], PageClient]) -> PageClient:
    """The browser of a worker who has signed in."""
    return sign_in()


@pytest.fixture
def manager(sign_in: Callable[[str], PageClient]) -> PageClient:
    """The browser of the manager."""
    return sign_in(MANAGER)


def find(worker: PageClient, typed: str, *, status: int = 404) -> Page:
    """Look for a request by what somebody types as its reference."""
    return worker.submit(worker.get("/inbox"), {"reference": typed}, action="/inbox/find", status=status)


@pytest.fixture
def person_id(parts: Parts) -> Callable[[str], str]:
    """The id of somebody of the team."""

    def find(email: str) -> str:
        with reading(parts.engine) as db:
            return next(each.id for each in find_people(db, f"practice-{COUNCIL}") if each.email == email)

    return find


def do(
    worker: PageClient, request_id: str, what: str, data: dict[str, object] | None = None, *, status: int = 303
) -> Page:
    """Send one of the forms of a request's page as it stands, `data` over it."""
    page = worker.get(f"/requests/{request_id}")
    return worker.submit(page, data, action=f"/requests/{request_id}/{what}", status=status)


def filled(page: Page, action: str) -> dict[str, object]:
    """What stands in the form of a page that leads to `action`."""
    return filled_in(page.form(action))
