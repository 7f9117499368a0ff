"""Putting services aside, ordering them, writing a line beside each."""

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from portal.config import Settings
from tests.clock import StoppedClock
from tests.page import Page, text_of
from tests.page_client import PageClient
from tests.web.public.ask.journey import parts_of

LIST = "/en/shortlist"


def put(family: PageClient, *service_ids: str) -> Page:
    for each in service_ids:
        page = family.get(f"/en/services/{each}")
        family.submit(page, {"service": each}, action="/en/shortlist/add")
    return family.get(LIST)


def names(page: Page) -> list[str]:
    return [heading.get("href", "").rsplit("/", 1)[-1] for heading in page.tree.findall(".//h2/a")]


def press(family: PageClient, page: Page, **data: object) -> Page:
    return family.submit_and_follow(page, data, action=LIST)


def test_a_service_goes_on_the_list_from_results_and_from_its_page(family: PageClient) -> None:
    results = family.get("/en/search?q=my+son+wont+go+school")
    button = results.tree.find(".//button[@form='shortlist']")
    assert button is not None
    answer = family.submit(results, {"service": button.get("value")}, action="/en/shortlist/add")
    assert answer.location == f"/en/search?q=my+son+wont+go+school#{button.get('id')}"
    assert names(put(family, "childline")) == [button.get("value"), "childline"]


def test_a_card_is_the_same_whether_or_not_it_is_on_the_list(family: PageClient) -> None:
    before = family.get("/en/services/childline")
    put(family, "childline")
    after = family.get("/en/services/childline")
    assert before.text == after.text
    assert "Your list (1)" in "".join(after.tree.itertext())
    assert "Your list" not in "".join(before.tree.itertext()).replace(before.text, "")


def test_entries_are_ordered_written_beside_and_taken_off(family: PageClient) -> None:
    page = put(family, "childline", "kooth", "ypas")
    page = press(family, page, up="kooth", **{"line-ypas": " ask\0 for \ufdd0Sam"})
    assert names(page) == ["kooth", "childline", "ypas"]
    page = press(family, page, down="kooth")
    assert names(page) == ["childline", "kooth", "ypas"]
    assert page.form(LIST).find(".//input[@id='line-ypas']").get("value") == "ask for Sam"
    assert names(press(family, page, remove="kooth")) == ["childline", "ypas"]


def test_no_more_can_be_written_than_stands_on_the_paper(family: PageClient) -> None:
    page = put(family, "childline")
    box = page.form(LIST).find(".//textarea[@id='agreed']")
    longest = int(box.get("maxlength"))
    lines = ("x" * 9 + "\n") * (longest // 10)  # a browser counts the end of a line once and sends two characters
    press(family, page, agreed=lines.strip().replace("\n", "\r\n"))
    assert family.get("/en/pack").text.count("x" * 9) == longest // 10


def test_what_was_written_stands_in_no_address(family: PageClient) -> None:
    page = put(family, "childline")
    answer = family.submit(page, {"line-childline": "kanarienvogel", "agreed": "kanarienvogel"}, action=LIST)
    assert "kanarienvogel" not in answer.location
    assert "kanarienvogel" in family.get(LIST).html


@pytest.mark.parametrize("way", ["leave", "time"])
def test_the_list_is_gone_with_leaving_and_with_time(family: PageClient, clock: StoppedClock, way: str) -> None:
    put(family, "childline")
    if way == "leave":
        family.post("/leave")
    else:
        clock.pass_time(minutes=31)
    assert "nothing on your list" in family.get(LIST).text


@pytest.mark.parametrize("data", [{}, {"service": "no-such-service"}, {"service": "../x", "back": "/en/"}])
def test_what_is_no_service_is_not_kept(family: PageClient, data: dict[str, object]) -> None:
    assert family.post("/en/shortlist/add", data).location == LIST
    assert family.cookies() == []


def test_nobody_is_led_away_from_the_site(family: PageClient) -> None:
    for back in ("//elsewhere.example", "https://elsewhere.example", ""):
        assert family.post("/en/shortlist/add", {"service": "childline", "back": back}).location == LIST


def test_a_full_list_says_so(family: PageClient, catalogue: object) -> None:
    page = family.get("/en/services/childline")
    services = list(catalogue.services)[:25]  # type: ignore[attr-defined]
    family.submit(page, {"service": services}, action="/en/shortlist/add")
    page = family.get(LIST)
    assert len(names(page)) == 20
    assert "Your list is full" in page.text


def test_a_card_without_a_number_shows_whom_to_ask_and_theirs(reader: PageClient) -> None:
    page = reader.get("/en/search?q=bright+sky")
    cards = [text_of(card) for card in page.tree.findall(".//li[@class='card']")]
    card = next(each for each in cards if "Bright Sky" in each)
    assert "Ask through National Domestic Abuse Helpline" in card
    assert "0808 2000 247" in card


def test_what_can_only_be_visited_shows_where(reader: PageClient) -> None:
    page = reader.get("/en/search?q=uniform+hub+southport")
    assert "You can only go there:" in page.text


def test_an_empty_list_sets_no_cookie(family: PageClient) -> None:
    assert "nothing on your list" in family.get(LIST).text
    assert family.cookies() == []


WRITTEN = {"agreed": "ring on Tuesday", "line-kooth": "ask for Sam"}


def test_what_was_written_while_the_list_ran_out_is_kept_with_the_list(family: PageClient, clock: StoppedClock) -> None:
    page = put(family, "childline", "kooth")
    clock.pass_time(minutes=31)
    page = press(family, page, **WRITTEN)
    assert names(page) == ["childline", "kooth"]
    assert "ring on Tuesday" in page.html
    assert page.form(LIST).find(".//input[@id='line-kooth']").get("value") == "ask for Sam"


def test_after_leaving_nothing_brings_the_list_back(family: PageClient) -> None:
    page = put(family, "childline")
    family.post("/leave")
    family.submit(page, dict(WRITTEN), action=LIST, status=400)
    assert names(family.get(LIST)) == []


def test_what_was_written_stays_on_the_page_where_it_cannot_be_kept(
    family: PageClient, public_app: Flask, settings: Settings
) -> None:
    page = put(family, "childline", "kooth")
    with parts_of(public_app).engine.connect() as db:
        db.exec_driver_sql("PRAGMA busy_timeout = 20")
    blocker = sqlite3.connect(Path(settings.var) / "portal.sqlite3", isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    page = family.submit(page, dict(WRITTEN), action=LIST, status=503)
    blocker.close()
    assert "This was not kept" in page.text
    page = press(family, page)
    assert names(page) == ["childline", "kooth"]
    assert "ring on Tuesday" in page.html
    assert page.form(LIST).find(".//input[@id='line-kooth']").get("value") == "ask for Sam"
