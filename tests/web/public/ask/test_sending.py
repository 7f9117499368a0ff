"""Sending: once, whatever is pressed; gone afterwards; never "sent" where it was not."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, update

from portal.config import Settings
from portal.referrals.tables import drafts
from portal.store.transactions import writing
from tests.clock import StoppedClock
from tests.page_client import PageClient, filled_in
from tests.web.public.ask.journey import (
    OLD_STEPS,
    RING,
    SEFTON,
    answer,
    ask_to_be_rung,
    begin,
    count_drafts,
    count_referrals,
    parts_of,
    tell_more,
)


def test_pressing_send_twice_makes_one_request_and_the_same_receipt(family: PageClient, public_app: Flask) -> None:
    check = ask_to_be_rung(family)
    first = family.submit_and_follow(check)
    again = family.submit_and_follow(check)
    assert count_referrals(public_app) == 1
    assert again.text == first.text


def test_a_press_whose_request_is_kept_by_another_just_then_shows_its_receipt(
    family: PageClient, public_app: Flask
) -> None:
    check, other = ask_to_be_rung(family), PageClient(public_app)
    other._client._cookies.update(family._client._cookies)
    first = []

    @event.listens_for(parts_of(public_app).engine, "before_cursor_execute")
    def press_too(_db: object, _cursor: object, statement: str, *_others: object) -> None:
        if statement.startswith("SELECT drafts.") and not first:
            first.append(None)
            first[0] = other.submit_and_follow(check)

    again = family.submit_and_follow(check)
    assert again.text == first[0].text
    assert again.path == "/en/ask/receipt"
    assert count_referrals(public_app) == 1


def test_a_key_that_was_used_needs_neither_cookie_nor_token(family: PageClient, public_app: Flask) -> None:
    check = ask_to_be_rung(family)
    key = filled_in(check.form())["submission_key"]
    first = family.submit_and_follow(check)
    other = PageClient(public_app)
    again = other.follow(other.post("/en/ask/send", {"submission_key": key}))
    assert again.text == first.text
    assert count_referrals(public_app) == 1


def test_after_two_hours_a_used_key_gives_no_receipt(family: PageClient, clock: StoppedClock) -> None:
    check = ask_to_be_rung(family)
    family.submit_and_follow(check)
    clock.pass_time(hours=2, seconds=1)
    assert family.submit(check).location == "/en/ask/"
    assert family.get("/en/ask/receipt", status=303).location == "/en/ask/"


def test_an_unknown_key_needs_the_token(family: PageClient) -> None:
    check = ask_to_be_rung(family)
    family.post("/en/ask/send", {"submission_key": filled_in(check.form())["submission_key"]}, status=400)


def test_a_step_needs_the_token(family: PageClient) -> None:
    begin(family)
    family.post("/en/ask/step/2", {"asker": "parent"}, status=400)


def test_after_sending_every_old_step_leads_to_the_first_page(family: PageClient, public_app: Flask) -> None:
    family.submit_and_follow(ask_to_be_rung(family))
    assert count_drafts(public_app) == 0
    for path in OLD_STEPS:
        assert family.get(path, status=303).location == "/en/ask/"
    assert family.post("/en/ask/step/11", dict(RING)).location == "/en/ask/"


def test_sending_leaves_nothing_in_the_cookie_but_the_receipt_and_that_it_is_over(family: PageClient) -> None:
    check = ask_to_be_rung(family)
    family.submit(check)
    with family._client.session_transaction(base_url="http://localhost") as session:
        assert set(session) == {"receipt", "over"}


def test_after_leaving_every_old_step_leads_to_the_first_page(family: PageClient, public_app: Flask) -> None:
    ask_to_be_rung(family)
    family.post("/leave")
    assert count_drafts(public_app) == 0
    for path in [*OLD_STEPS, "/en/ask/receipt"]:
        assert family.get(path, status=303).location == "/en/ask/"


def test_after_leaving_the_receipt_is_gone(family: PageClient) -> None:
    family.submit_and_follow(ask_to_be_rung(family))
    family.post("/leave")
    assert family.get("/en/ask/receipt", status=303).location == "/en/ask/"


def test_answers_whose_row_was_damaged_are_gone_and_the_way_begins_again(family: PageClient, public_app: Flask) -> None:
    check = ask_to_be_rung(family)
    with writing(parts_of(public_app).engine) as db:
        db.execute(update(drafts).values(box=b"\x01" + bytes(60)))
    assert family.get("/en/ask/check", status=303).location == "/en/ask/"
    assert family.submit(check).location == "/en/ask/"
    assert ask_to_be_rung(family).path == "/en/ask/check"


def test_the_receipt_plays_back_neither_name_nor_number_nor_postcode(family: PageClient) -> None:
    html = family.submit_and_follow(tell_more(family)).html
    for kept in ("Sam", "496 0000", SEFTON, "my ex", "He will not"):
        assert kept not in html


def test_whom_to_ring_in_danger_stands_on_the_receipt_but_not_on_its_paper(family: PageClient) -> None:
    check = tell_more(family, worry={"needs": ["school-attendance"], "worry": "He hits me when he drinks."})
    above = {each.get("class") for each in check.tree.iter("div") if each.find("section[@class='crisis']") is not None}
    receipt = family.submit_and_follow(check)
    on_receipt = [
        each.get("class") for each in receipt.tree.iter("div") if each.find("section[@class='crisis']") is not None
    ]
    assert above == {None}
    assert on_receipt == ["no-print"]


def test_where_the_store_is_busy_the_page_says_not_sent_and_the_same_key_sends_later(
    family: PageClient, public_app: Flask, settings: Settings
) -> None:
    check = ask_to_be_rung(family)
    with parts_of(public_app).engine.connect() as db:
        db.exec_driver_sql("PRAGMA busy_timeout = 20")
    blocker = sqlite3.connect(Path(settings.var) / "portal.sqlite3", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    page = family.submit(check, status=503)
    assert page.h1 == "It was not sent"
    assert "0151 934 4013" in page.text
    assert count_referrals(public_app) == 0
    blocker.execute("ROLLBACK")
    blocker.close()
    assert family.submit_and_follow(page).h1 == "Thank you. It is sent."


def test_where_a_step_cannot_be_kept_the_words_stay_on_the_page(
    family: PageClient, public_app: Flask, settings: Settings
) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    with parts_of(public_app).engine.connect() as db:
        db.exec_driver_sql("PRAGMA busy_timeout = 20")
    blocker = sqlite3.connect(Path(settings.var) / "portal.sqlite3", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    page = family.submit(page, {"worry": "do not lose this"}, status=503)
    blocker.close()
    assert "do not lose this" in page.html
    assert family.submit_and_follow(page).h1 == "What is going well?"


@pytest.mark.parametrize("number", [0, 20, 99])
def test_a_step_that_is_not_there_is_not_found(family: PageClient, number: int) -> None:
    begin(family)
    family.get(f"/en/ask/step/{number}", status=404)


def test_a_step_ahead_leads_back_to_the_first_open_one(family: PageClient) -> None:
    begin(family)
    assert family.get("/en/ask/step/7", status=303).location == "/en/ask/step/2"
    assert family.get("/en/ask/check", status=303).location == "/en/ask/step/2"
