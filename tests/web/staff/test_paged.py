"""Hundreds of requests: some on each page, in one order, none left out."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update

from portal.parts import Parts
from portal.referrals.models import Danger
from portal.referrals.tables import referrals
from portal.store.transactions import writing
from portal.web.staff import paged
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.staff.conftest import ANSWERS, Send, SignIn, do, open_it
from tests.web.staff.test_inbox import references


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged, "A_PAGE", 2)


def read_through(worker: PageClient, path: str) -> list[list[str]]:
    """The references on each page, from one to the next."""
    found = []
    while path:
        page = worker.get(path)
        found.append(references(page))
        links = {"".join(each.itertext()): each.get("href", "") for each in page.main.iter("a")}
        path = links.get("Next page", "")
    return found


def test_every_request_stands_on_one_page_the_urgent_first(
    worker: PageClient, send: Send, reference_of: Callable[[str], str]
) -> None:
    sent = [send() for _ in range(4)]
    urgent = send(replace(ANSWERS, danger=Danger.YES))
    shown = read_through(worker, "/inbox")
    assert [len(each) for each in shown] == [2, 2, 1]
    assert shown[0][0] == reference_of(urgent)
    assert sorted(each for page in shown for each in page) == sorted(reference_of(each) for each in [urgent, *sent])
    assert read_through(worker, "/inbox") == shown
    assert "5 requests are open." in worker.get("/inbox").text


def test_what_was_chosen_stays_chosen_on_the_next_page(worker: PageClient, send: Send) -> None:
    for _ in range(3):
        send(replace(ANSWERS, danger=Danger.YES))
        send()
    assert [len(each) for each in read_through(worker, "/inbox?urgent=y")] == [2, 1]


def test_overdue_ones_are_counted_and_led_to_where_there_are_more_than_a_page(
    sign_in: SignIn, send: Send, clock: StoppedClock
) -> None:
    send()
    clock.pass_time(days=2)
    for _ in range(3):
        send(replace(ANSWERS, danger=Danger.YES))
    page = sign_in().get("/inbox")
    assert "1 is overdue" in page.text
    assert any(each.get("href") == "/inbox?overdue=y" for each in page.main.iter("a"))


@pytest.mark.parametrize(("typed", "shown"), [("0", 1), ("x", 1), ("-1", 1), ("99", 2), ("9" * 30, 1), ("٢", 1)])
def test_a_page_that_is_not_there_shows_one_that_is(worker: PageClient, send: Send, typed: str, shown: int) -> None:
    for _ in range(3):
        send()
    assert f"Page {shown} of 2" in worker.get(f"/inbox?page={typed}").text


def test_one_page_needs_no_way_to_others(worker: PageClient, send: Send) -> None:
    send()
    assert "Page 1" not in worker.get("/inbox").text


def test_closed_ones_have_pages_too(worker: PageClient, send: Send) -> None:
    for request_id in [send() for _ in range(3)]:
        open_it(worker, request_id)
        do(worker, request_id, "close", {"ending": "declined"})
    assert [len(each) for each in read_through(worker, "/inbox/closed")] == [2, 1]


def test_of_many_that_are_held_the_first_are_shown_and_the_others_counted(
    worker: PageClient, send: Send, parts: Parts, clock: StoppedClock
) -> None:
    for _ in range(5):
        send()
    with writing(parts.engine) as db:
        db.execute(update(referrals).values(suspected_at=clock()))
    page = worker.get("/inbox")
    assert len(list(page.main.iter("h3"))) == 2
    assert "3 more are shown once you have looked at these." in page.text
