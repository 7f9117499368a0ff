"""The time limit: said on every page, put off when asked, and what is read by whoever comes too late."""

import pytest
from flask import Flask

from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.ask.journey import OLD_STEPS, SEFTON, answer, ask_to_be_rung, begin, count_referrals


def test_after_30_idle_minutes_the_answers_are_gone(family: PageClient, clock: StoppedClock) -> None:
    ask_to_be_rung(family)
    clock.pass_time(minutes=30)
    for path in OLD_STEPS:
        assert family.get(path, status=303).location == "/en/ask/"


@pytest.mark.parametrize("press", [False, True])
def test_once_the_time_is_over_the_cookie_changes_for_then_browsers_let_go_of_the_pages_they_kept(
    family: PageClient, clock: StoppedClock, press: bool
) -> None:
    check = ask_to_be_rung(family)
    clock.pass_time(minutes=30)
    answered = family.submit(check) if press else family.get("/en/ask/step/2", status=303)
    assert answered.location == ("/en/ask/over" if press else "/en/ask/")
    assert "Set-Cookie" in answered.headers
    with family._client.session_transaction(base_url="http://localhost") as session:
        assert "draft" not in session


@pytest.mark.parametrize("is_last", [True, False])
def test_whoever_presses_too_late_reads_that_nothing_was_sent(
    family: PageClient, public_app: Flask, clock: StoppedClock, is_last: bool
) -> None:
    page = ask_to_be_rung(family) if is_last else answer(family, begin(family), {"asker": "parent"})
    clock.pass_time(minutes=31)
    late = family.submit_and_follow(page)
    assert "Nothing was sent" in late.text
    assert "0151 934 4013" in late.text
    assert late.links()["Start again"] == "/en/ask/"
    assert count_referrals(public_app) == 0


def test_whoever_presses_after_sending_or_leaving_is_told_nothing_of_it(family: PageClient) -> None:
    check = ask_to_be_rung(family)
    step = family.get("/en/ask/step/11")
    family.submit(check)
    assert family.submit(step).location == "/en/ask/"
    check = ask_to_be_rung(family)
    family.post("/leave")
    assert family.submit(check).location == "/en/ask/"


def test_more_time_keeps_what_is_typed_without_asking_for_the_rest(family: PageClient, clock: StoppedClock) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    clock.pass_time(minutes=29)
    page = family.submit(page, {"worry": "half a sentence", "more_time": "1"}, status=200)
    assert "half a sentence" in page.html
    assert "10:59" in page.text
    clock.pass_time(minutes=29)
    assert family.submit_and_follow(page).h1 == "What is going well?"


def test_nothing_lives_longer_than_two_hours_unless_more_time_is_asked_for(
    family: PageClient, clock: StoppedClock
) -> None:
    page = answer(family, begin(family), {"asker": "parent"})
    for _ in range(4):
        clock.pass_time(minutes=29)
        page = family.submit_and_follow(page, {"postcode": SEFTON})
        page = family.get("/en/ask/step/7")
    clock.pass_time(minutes=4)
    assert family.submit(page, {"postcode": SEFTON}).location == "/en/ask/over"


def test_more_time_can_be_asked_for_ten_times_over(family: PageClient, clock: StoppedClock) -> None:
    page = answer(family, begin(family), {"asker": "parent"})
    for _ in range(12):
        clock.pass_time(minutes=29)
        page = family.submit(page, {"more_time": "1"}, status=200)
    assert family.submit(page, {"postcode": SEFTON}).location == "/en/ask/step/9"
    clock.pass_time(minutes=6)
    page = family.get("/en/ask/step/9")
    assert "We cannot put it off again" in page.text


def test_the_check_page_says_when_it_is_cleared_and_gives_more_time(family: PageClient, clock: StoppedClock) -> None:
    check = ask_to_be_rung(family)
    assert "We clear your answers at 10:30am" in check.text
    clock.pass_time(minutes=29)
    given = family.submit(check, {"more_time": "1"}, action="/en/ask/time")
    assert given.location == "/en/ask/check#time"
    page = family.get("/en/ask/check")
    assert "We clear your answers at 10:59am" in page.text
    assert family.submit_and_follow(page, action="/en/ask/send").h1 == "Thank you. It is sent."


@pytest.mark.parametrize("page", ["/en/ask/info/1", "//example.org/en/ask/info/1", "https://example.org", ""])
def test_more_time_on_a_page_between_the_steps_leads_back_to_it_and_nowhere_else(family: PageClient, page: str) -> None:
    between = begin(family, danger="yes")
    assert "We clear your answers at" in between.text
    given = family.submit(between, {"page": page}, action="/en/ask/time")
    assert given.location == (f"{page}#time" if page.startswith("/en/") else "/en/ask/check#time")


def test_more_time_for_what_is_gone_begins_again(family: PageClient, clock: StoppedClock) -> None:
    check = ask_to_be_rung(family)
    clock.pass_time(minutes=30)
    assert family.submit(check, action="/en/ask/time").location == "/en/ask/over"
