"""Words and numbers for whoever asks: the young in their words, open or closed beside each number, help before all."""

import sqlite3
from pathlib import Path

import pytest

from portal.config import Settings
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient
from tests.web.public.ask.journey import RING, SEFTON, TELL, answer, ask_to_be_rung, begin, parts_of, tell_more


def test_a_receipt_of_an_urgent_request_shows_whom_to_ring_now(family: PageClient) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = answer(family, page, {"worry": "he hits me"}, *TELL[1:])
    receipt = family.submit_and_follow(page)
    assert "In danger or feeling desperate? Ring now" in receipt.text
    assert receipt.text.index("Ring now") < receipt.text.index("Thank you. It is sent.")


def test_a_receipt_of_any_other_request_does_not(family: PageClient) -> None:
    assert "feeling desperate" not in family.submit_and_follow(ask_to_be_rung(family)).text


def young(family: PageClient) -> list[Page]:
    """Every page of a young person's way."""
    pages = [begin(family, "tell_more")]
    for each in (
        {"asker": "young_person"},
        {"age": "15"},
        {"does_parent_know": "no", "may_talk": "no"},
        {"postcode": SEFTON},
        {},
        *TELL[:-1],
    ):
        pages.append(answer(family, pages[-1], each))
    return pages


def test_a_young_person_meets_no_words_meant_for_parents(family: PageClient) -> None:
    for page in young(family)[2:]:
        text = page.text.lower()
        for words in ("my children", "children sleep", "children first", "son or daughter", "my partner"):
            assert words not in text, page.path


def test_a_parent_is_still_asked_about_the_children(family: PageClient) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"})
    assert "Where the children sleep most nights" in page.text


@pytest.mark.parametrize(("hours", "words"), [(0, "Open now, until"), (10, "Closed now. Opens")])
def test_numbers_say_whether_somebody_answers_now_and_their_hours(
    family: PageClient, clock: StoppedClock, hours: int, words: str
) -> None:
    clock.pass_time(hours=hours)
    text = family.get("/en/ask/").text
    assert words in text
    assert "Monday to Friday: 9am to 5pm" in text


def test_where_nothing_was_sent_the_other_language_leads_to_the_answers(family: PageClient, settings: Settings) -> None:
    check = ask_to_be_rung(family)
    with parts_of(family._client.application).engine.connect() as db:
        db.exec_driver_sql("PRAGMA busy_timeout = 20")
    blocker = sqlite3.connect(Path(settings.var) / "portal.sqlite3", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    page = family.submit(check, status=503)
    blocker.close()
    assert 'href="/ar/ask/check"' in page.html
    assert "/ar/ask/send" not in page.html


@pytest.mark.parametrize("way", ["search", "ask"])
def test_whom_to_ring_stands_before_what_is_wrong_with_a_form(family: PageClient, way: str) -> None:
    if way == "search":
        page = family.get("/en/search?q=he+hits+me&age=many", status=422)
    else:
        page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
        page = answer(family, page, {"worry": "he hits me"}, *TELL[1:3])
        page = family.get("/en/ask/step/13")
        page = family.submit(page, {"going_well": "x" * 5000}, status=422)
    assert page.html.index("crisis-title") < page.html.index("error-summary")


def test_the_short_way_of_the_young_asks_in_their_words_too(family: PageClient) -> None:
    page = answer(family, begin(family), {"asker": "young_person"}, {"age": "17"}, {"nowhere": "no"})
    page = answer(family, page, {"postcode": SEFTON}, {})
    assert "after school, before 5" in page.text
    assert family.submit_and_follow(page, dict(RING)).path == "/en/ask/check"


def test_tell_more_still_ends_with_the_answers(family: PageClient) -> None:
    assert tell_more(family).path == "/en/ask/check"
