"""Two workers at one request: the second is told what the first did, and loses nothing they typed."""

import pytest

from tests.page_client import PageClient
from tests.web.staff.conftest import TRIED, WORKER, Send, SignIn, do, open_it


@pytest.fixture
def colleague(sign_in: SignIn) -> PageClient:
    """The browser of somebody else of the team."""
    return sign_in(WORKER)


def test_the_second_is_told_and_may_send_again(worker: PageClient, colleague: PageClient, send: Send) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    do(colleague, request_id, "attempts", {**TRIED, "note": "Rang at nine"})
    mine = {"how": "phone", "outcome": "spoke", "note": "My long note"}
    clash = worker.submit(page, mine, action=f"/requests/{request_id}/attempts", status=409)
    assert "Somebody else changed this request" in clash.text
    assert "Tried to reach the family (Practice worker)" in clash.text
    assert "Rang at nine" in clash.text
    assert "My long note" in clash.html
    again = worker.submit(clash, action=f"/requests/{request_id}/attempts")
    assert "My long note" in worker.follow(again).text


def test_the_form_that_was_sent_stands_open(worker: PageClient, colleague: PageClient, send: Send) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    do(colleague, request_id, "notes", {"text": "Seen"})
    clash = worker.submit(page, {"ending": "declined"}, action=f"/requests/{request_id}/close", status=409)
    unfolded = [each for each in clash.main.iter("details") if each.get("open") is not None]
    assert [each.find(".//form").get("action") for each in unfolded] == [f"/requests/{request_id}/close"]


def test_what_one_did_oneself_is_no_surprise(worker: PageClient, send: Send) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    do(worker, request_id, "notes", {"text": "One"})
    worker.submit(page, {"text": "Two"}, action=f"/requests/{request_id}/notes")


def test_two_who_only_read_do_not_get_into_each_others_way(
    worker: PageClient, colleague: PageClient, send: Send
) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    open_page = colleague.get(f"/requests/{request_id}")
    worker.submit(page, {"text": "One"}, action=f"/requests/{request_id}/notes")
    colleague.submit(open_page, {"text": "Two"}, action=f"/requests/{request_id}/notes", status=409)


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30, "\u0663"])
def test_a_made_up_mark_shows_what_others_did(worker: PageClient, colleague: PageClient, send: Send, seen: str) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    do(colleague, request_id, "notes", {"text": "Seen"})
    worker.submit(page, {"text": "Mine", "seen": seen}, action=f"/requests/{request_id}/notes", status=409)


def test_what_was_typed_stays_also_where_a_colleague_has_closed_it(
    worker: PageClient, colleague: PageClient, send: Send
) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    do(colleague, request_id, "close", {"ending": "declined"})
    for data, status in (({"note": "My long note"}, 422), ({**TRIED, "note": "My long note"}, 409)):
        clash = worker.submit(page, data, action=f"/requests/{request_id}/attempts", status=status)
        assert "My long note" in clash.html
