"""Once a visit is over, left, sent or out of time: Back shows the first page, and nobody is kept from going on."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.config import Settings
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient
from tests.web.public.ask.journey import OLD_STEPS, answer, ask_to_be_rung, begin
from tests.web.public.follow.test_looking_up import look_up, words_on
from tests.web.public.results import stand_in
from tests.web.public.test_shortlist import put
from tests.web.test_unavailable import locked

# What Chromium sends: a press and a reload alike, Back and Forward, an address that was typed (and Back to one).
PRESS = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document", "Sec-Fetch-User": "?1"}
BACK = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}
TYPED = {**PRESS, "Sec-Fetch-Site": "none"}
SEARCH = "/en/search?q=he+hits+me"
OTHER_PAGES = [
    SEARCH,
    "/en/services/childline",
    "/en/needs/money",
    "/en/shortlist",
    "/en/ask/?service=kooth",
    "/en/gone",
]
End = Callable[[PageClient, StoppedClock], object]


def leave(family: PageClient, _clock: StoppedClock) -> None:
    family.post("/leave")


def send(family: PageClient, _clock: StoppedClock) -> Page:
    family.submit(ask_to_be_rung(family))
    return go(family, "/en/ask/receipt", PRESS)


def press_too_late(family: PageClient, clock: StoppedClock) -> Page:
    check = ask_to_be_rung(family)
    clock.pass_time(minutes=31)
    assert family.submit(check).location == "/en/ask/over"
    return go(family, "/en/ask/over", PRESS)


def open_too_late(family: PageClient, clock: StoppedClock) -> Page:
    ask_to_be_rung(family)
    clock.pass_time(minutes=31)
    assert family.get("/en/ask/step/2", headers=PRESS, status=303).location == "/en/ask/"
    return go(family, "/en/ask/", PRESS)


def wait_with_scripts(family: PageClient, clock: StoppedClock) -> Page:
    """The page leads to the check page by itself, as the script does once the time is over."""
    ask_to_be_rung(family)
    clock.pass_time(minutes=31)
    assert family.get("/en/ask/check", headers=BACK, status=303).location == "/en/ask/"
    return go(family, "/en/ask/", BACK)


def wait_on_a_draft(family: PageClient, clock: StoppedClock) -> None:
    ask_to_be_rung(family)
    clock.pass_time(minutes=31)


def wait_on_a_place(family: PageClient, clock: StoppedClock) -> None:
    stand_in(family, "L32 1AA")
    clock.pass_time(minutes=31)


def wait_on_a_list(family: PageClient, clock: StoppedClock) -> None:
    put(family, "childline", "kooth")
    clock.pass_time(minutes=31)


def wait_on_a_request_looked_up(family: PageClient, clock: StoppedClock) -> Page:
    receipt = family.submit_and_follow(ask_to_be_rung(family))
    look_up(family, words_on(family.submit(receipt, action="/en/follow/new", status=200)))
    go(family, "/en/follow/now", PRESS)
    clock.pass_time(minutes=16)
    assert family.get("/en/follow/now", headers=BACK, status=303).location == "/en/follow/"
    return go(family, "/en/follow/", BACK)


ENDINGS = [
    leave,
    send,
    press_too_late,
    open_too_late,
    wait_with_scripts,
    wait_on_a_draft,
    wait_on_a_place,
    wait_on_a_list,
    wait_on_a_request_looked_up,
]


def go(family: PageClient, path: str, headers: dict[str, str]) -> Page:
    return family.get(path, headers=headers)


ASKED = [leave, send, press_too_late, open_too_late, wait_with_scripts]  # endings of what has asking pages behind it


@pytest.mark.parametrize(
    ("end", "paths"), [*((end, OTHER_PAGES) for end in ENDINGS), *((end, OLD_STEPS) for end in ASKED)]
)
def test_once_a_visit_is_over_back_shows_the_first_page_instead_of_any_other(
    family: PageClient, clock: StoppedClock, end: End, paths: list[str]
) -> None:
    end(family, clock)
    for path in paths:
        assert family.get(path, headers=BACK, status=303).location == "/en/"
    for path in ("/en/", "/en/emergency"):
        go(family, path, BACK)


@pytest.mark.parametrize("end", ENDINGS)
def test_a_press_on_a_page_of_ours_goes_on_and_then_back_works_as_ever(
    family: PageClient, clock: StoppedClock, end: End
) -> None:
    end(family, clock)
    family.get(SEARCH, headers=BACK, status=303)
    for headers in (PRESS, BACK):
        go(family, "/en/needs/money", headers)
        go(family, SEARCH, BACK)


@pytest.mark.parametrize("end", [wait_on_a_place, wait_on_a_list])
def test_whoever_goes_on_after_a_pause_is_led_nowhere(family: PageClient, clock: StoppedClock, end: End) -> None:
    end(family, clock)
    go(family, "/en/services/childline", PRESS)
    go(family, SEARCH, BACK)


@pytest.mark.parametrize("end", [leave, send])
def test_for_ten_minutes_a_typed_address_may_be_somebody_going_back_to_one(
    family: PageClient, clock: StoppedClock, end: End
) -> None:
    end(family, clock)
    clock.pass_time(minutes=9)
    assert family.get("/en/services/childline", headers=TYPED, status=303).location == "/en/"
    clock.pass_time(minutes=2)
    go(family, "/en/services/childline", TYPED)
    assert family.get(SEARCH, headers=TYPED, status=303).location == "/en/"
    assert family.get("/en/services/childline", headers=BACK, status=303).location == "/en/"


def test_a_browser_that_does_not_say_how_it_came_is_taken_at_its_word(family: PageClient) -> None:
    family.submit(ask_to_be_rung(family))
    go(family, SEARCH, {"Sec-Fetch-Site": ""})
    for path in OLD_STEPS:
        assert family.get(path, headers={"Sec-Fetch-Site": ""}, status=303).location == "/en/ask/"


@pytest.mark.parametrize("headers", [PRESS, BACK, TYPED, {"Sec-Fetch-Site": ""}])
def test_the_receipt_is_shown_again_however_somebody_comes_to_it(
    family: PageClient, clock: StoppedClock, headers: dict[str, str]
) -> None:
    receipt = send(family, clock)
    assert go(family, "/en/ask/receipt", headers).text == receipt.text
    assert family.get(SEARCH, headers=BACK, status=303).location == "/en/"
    go(family, "/en/", PRESS)
    stand_in(family, "L32 1AA")
    go(family, SEARCH, PRESS)
    clock.pass_time(minutes=60)
    assert family.get(SEARCH, headers=BACK, status=303).location == "/en/"
    assert go(family, "/en/ask/receipt", headers).text == receipt.text


def test_the_words_to_look_up_with_lead_back_to_the_receipt(family: PageClient, clock: StoppedClock) -> None:
    receipt = send(family, clock)
    family.submit(receipt, action="/en/follow/new", status=200)
    assert go(family, "/en/ask/receipt", BACK).text == receipt.text
    assert family.get(SEARCH, headers=BACK, status=303).location == "/en/"


def test_after_two_hours_the_receipt_leads_to_the_first_page(family: PageClient, clock: StoppedClock) -> None:
    send(family, clock)
    clock.pass_time(hours=2, seconds=1)
    assert family.get("/en/ask/receipt", headers=BACK, status=303).location == "/en/ask/"
    assert family.get("/en/ask/", headers=BACK, status=303).location == "/en/"


def test_another_window_sees_the_first_page_once_at_most(family: PageClient, clock: StoppedClock) -> None:
    go(family, SEARCH, PRESS)
    send(family, clock)
    assert family.get(SEARCH, headers=BACK, status=303).location == "/en/"  # the other one reloads itself
    go(family, "/en/", BACK)
    go(family, "/en/services/childline", PRESS)
    go(family, SEARCH, BACK)


def test_a_list_that_ran_out_begins_anew_with_another_cookie(family: PageClient, clock: StoppedClock) -> None:
    wait_on_a_list(family, clock)
    kept = family._client.get_cookie("visit")
    page = put(family, "ypas")
    assert "YPAS" in page.text
    assert "Kooth" not in page.text
    family._client.set_cookie("visit", kept.value)
    assert "YPAS" not in family.get("/en/shortlist").text


def test_a_pause_in_asking_does_not_end_it_where_only_the_place_ran_out(
    family: PageClient, clock: StoppedClock
) -> None:
    stand_in(family, "L32 1AA")
    clock.pass_time(minutes=20)
    page = ask_to_be_rung(family)
    for _ in range(7):
        clock.pass_time(minutes=20)
        page = family.submit(page, {"more_time": "1"}, action="/en/ask/time")
        page = family.get("/en/ask/check")
    assert go(family, "/en/ask/step/2", BACK).h1 == "Who is asking?"


def test_where_the_store_does_not_answer_no_time_has_run_out(
    family: PageClient, public_app: Flask, settings: Settings
) -> None:
    stand_in(family, "L32 1AA")
    ask_to_be_rung(family)
    with locked(public_app, settings):
        go(family, SEARCH, BACK)
    assert "Near L32 1AA" in go(family, SEARCH, BACK).text
    go(family, "/en/ask/check", BACK)


def test_whom_a_child_was_told_to_ring_is_shown_again_and_what_it_said_is_not(family: PageClient) -> None:
    told = answer(family, begin(family, "tell_more"), {"asker": "young_person"}, {"age": "11"})
    assert "Childline" in told.text
    cookie = family._client.get_cookie("visit").value
    go(family, "/en/services/childline", PRESS)
    assert go(family, told.path, BACK).text == told.text
    go(family, SEARCH, PRESS)
    go(family, "/en/services/childline", BACK)
    assert family.get("/en/ask/step/4", headers=BACK, status=303).location == "/en/ask/"
    assert family.get(SEARCH, headers=BACK, status=303).location == "/en/"
    assert family._client.get_cookie("visit").value != cookie
