"""A link that somebody asks for on the staff site: the same answer for everybody, one browser, one use."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portal.config import Settings
from portal.parts import Parts
from portal.store.transactions import reading, writing
from portal.teams import (
    LinkToSend,
    Role,
    add_person,
    add_team,
    end_ask,
    is_any_ask_due,
    sweep_sign_ins,
    take_next_ask,
)
from tests.clock import StoppedClock
from tests.page import Page, text_of
from tests.page_client import PageClient
from tests.web.staff.conftest import token_on, without_token

READER = "ann@example.org"
Take = Callable[[], LinkToSend | None]


@pytest.fixture
def parts(staff_app: Flask, settings: Settings) -> Parts:
    """The parts of a site that sends mail."""
    built: Parts = staff_app.extensions["parts"]
    with_mail = replace(built, settings=replace(settings, smtp_host="mail.example", smtp_from="p@example.org"))
    staff_app.extensions["parts"] = with_mail
    with writing(built.engine) as db:
        add_person(db, "practice-knowsley", name="Ann Reader", email=READER, role=Role.READER, now=built.clock())
    return with_mail


@pytest.fixture
def take(parts: Parts, clock: StoppedClock) -> Take:
    """Take what was asked for next, as the worker does."""

    def take_one() -> LinkToSend | None:
        with writing(parts.engine) as db:
            return take_next_ask(db, clock())

    return take_one


@pytest.fixture
def browser(worker_browser: PageClient, parts: Parts) -> PageClient:
    assert parts.settings.smtp_host
    return worker_browser


def ask(browser: PageClient, email: str, status: int = 303) -> Page:
    return browser.submit(browser.get("/"), {"email": email}, status=status)


def test_a_person_on_a_list_gets_a_link_and_is_let_in(browser: PageClient, take: Take) -> None:
    page = browser.follow(ask(browser, " Ann@Example.org "))
    assert "a link is on its way" in page.text
    link = take()
    assert link
    assert link.address == READER
    page = browser.submit(browser.get(f"/sign-in/{link.token}"))
    assert page.location == "/inbox"
    assert "Signed in as Ann Reader" in text_of(browser.get("/inbox").tree)


def test_anybody_else_gets_the_same_answer_and_no_link(browser: PageClient, take: Take, staff_app: Flask) -> None:
    known = browser.follow(ask(browser, READER))
    other = PageClient(staff_app)
    unknown = other.follow(ask(other, "stranger@example.org"))
    assert without_token(known) == without_token(unknown)
    assert known.status == unknown.status
    links = [take(), take(), take()]
    assert [link.address for link in links if link] == [READER]


def test_no_address_that_was_typed_is_kept(browser: PageClient, settings: Settings) -> None:
    ask(browser, "stranger-kanarienvogel@example.org")
    assert b"kanarienvogel" not in (settings.var / "portal.sqlite3").read_bytes()


def test_in_another_browser_the_link_says_what_to_do_and_is_not_used_up(
    browser: PageClient, take: Take, staff_app: Flask
) -> None:
    ask(browser, READER)
    link = take()
    assert link
    other = PageClient(staff_app)
    page = other.submit(other.get(f"/sign-in/{link.token}"), status=403)
    assert "not the browser that asked" in page.text
    assert "Send me a sign-in link" in page.text
    other.get("/inbox", status=403)
    assert browser.submit(browser.get(f"/sign-in/{link.token}")).location == "/inbox"


def test_opening_it_uses_nothing_up_and_it_works_once(browser: PageClient, take: Take) -> None:
    ask(browser, READER)
    link = take()
    assert link
    for _scanner in range(3):
        page = browser.get(f"/sign-in/{link.token}")
    browser.submit(page)
    ask_again = browser.get(f"/sign-in/{link.token}")
    assert "used before" in browser.submit(ask_again, status=403).text


def test_after_15_minutes_neither_the_link_nor_the_asking_counts(
    browser: PageClient, take: Take, clock: StoppedClock
) -> None:
    ask(browser, READER)
    link = take()
    ask(browser, READER)
    clock.pass_time(minutes=15)
    assert link
    assert "run out" in browser.submit(browser.get(f"/sign-in/{link.token}"), status=403).text
    assert [take(), take()] == [None, None]


def test_what_is_taken_waits_a_minute_and_is_given_up_after_some_tries(
    browser: PageClient, take: Take, clock: StoppedClock
) -> None:
    ask(browser, READER)
    assert take()
    assert take() is None
    taken = 1
    for _minute in range(14):
        clock.pass_time(minutes=1)
        taken += take() is not None
    assert taken == 4


def test_a_link_that_was_sent_is_not_sent_again(
    browser: PageClient, take: Take, parts: Parts, clock: StoppedClock
) -> None:
    ask(browser, READER)
    link = take()
    assert link
    with writing(parts.engine) as db:
        end_ask(db, link.ask_id)
    clock.pass_time(minutes=5)
    with reading(parts.engine) as db:
        assert not is_any_ask_due(db, clock())


def test_what_nobody_sent_is_forgotten(browser: PageClient, parts: Parts, clock: StoppedClock) -> None:
    ask(browser, READER)
    clock.pass_time(minutes=15)
    with writing(parts.engine) as db:
        sweep_sign_ins(db, clock())
        assert not is_any_ask_due(db, clock())


@pytest.mark.parametrize("email", ["", "reader", "reader at practice", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_said_and_kept_in_the_field(browser: PageClient, email: str) -> None:
    page = ask(browser, email, status=422)
    assert page.errors == ["Write your address like name@council.gov.uk."]
    assert f'value="{email}"' in page.html


def test_one_address_is_not_flooded_with_mail(browser: PageClient) -> None:
    for _time in range(6):
        ask(browser, READER)
    ask(browser, READER, status=429)
    ask(browser, "bob@example.org")


def test_nobody_can_use_up_a_colleagues_tries(browser: PageClient, staff_app: Flask) -> None:
    for _time in range(6):
        ask(browser, READER)
    for _time in range(60):
        ask(browser, READER, status=429)
    other = PageClient(staff_app)
    other._client.environ_base["REMOTE_ADDR"] = "10.0.0.2"
    ask(other, READER)


def test_an_address_is_not_flooded_from_many_places_either(browser: PageClient) -> None:
    for time in range(60):
        browser._client.environ_base["REMOTE_ADDR"] = f"10.0.0.{time}"
        ask(browser, READER)
    browser._client.environ_base["REMOTE_ADDR"] = "10.0.0.99"
    ask(browser, READER, status=429)


def test_a_site_without_mail_says_whom_to_ask(staff_app: Flask, parts: Parts, settings: Settings) -> None:
    staff_app.extensions["parts"] = replace(parts, settings=settings)
    page = PageClient(staff_app).get("/")
    assert "This site sends no mail" in page.text
    assert "Send me" not in page.text


def test_somebody_of_two_teams_goes_from_one_to_the_other(
    browser: PageClient, take: Take, parts: Parts, clock: StoppedClock
) -> None:
    with writing(parts.engine) as db:
        for team in ("practice-knowsley", "practice-sefton"):
            add_person(db, team, name="Sam Two", email="sam@example.org", role=Role.READER, now=clock())
        add_team(db, team_id="live", council_id="sefton", name="Live", now=clock())
        add_person(db, "live", name="Sam Two", email="sam@example.org", role=Role.READER, now=clock())
    ask(browser, "sam@example.org")
    link = take()
    assert link
    browser.submit(browser.get(f"/sign-in/{link.token}"))
    page = browser.get("/people/")
    first, second = ("Knowsley", "Sefton") if "Go to Sefton" in page.html else ("Sefton", "Knowsley")
    assert "Go to Live" not in page.html
    token = token_on(page)
    clock.pass_time(minutes=20)
    browser.post(f"/team/practice-{second.lower()}", token)
    assert f"Go to {first}" in browser.get("/people/").text
    for team in ("practice-liverpool", "live"):
        browser.post(f"/team/{team}", token, status=404)
