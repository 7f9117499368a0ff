"""What a worker typed is not lost when they were signed out meanwhile; and nobody else reads it on a screen that is signed out."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.config import Settings
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient
from tests.web.staff.conftest import READER, Send, SignIn, filled, open_it, token_on
from tests.web.test_unavailable import keeping_nothing, locked

NOTE = "Gran collects them on Tuesdays."
Link = Callable[..., str]
ADDRESS = "/requests/{}/notes"


def typed_on(page: Page, field: str = "text") -> str | None:
    return next((each.text for each in page.tree.iter("textarea") if each.get("name") == field), None)


def sign_out(worker: PageClient, page: Page) -> None:
    """Sign out in another tab of the same browser."""
    worker.post("/sign-out", token_on(page))


def language_form(page: Page) -> Element:
    return next(each for each in page.tree.iter("form") if each.get("action") == "/language")


def keep_note(worker: PageClient, page: Page, request_id: str, status: int, **typed: object) -> Page:
    action = ADDRESS.format(request_id)
    return worker.submit(page, {"text": NOTE, **typed}, action=action, status=status)


@pytest.fixture
def request_id(send: Send) -> str:
    return send()


@pytest.fixture
def page(worker: PageClient, request_id: str) -> Page:
    """The request's page, open in a tab."""
    return open_it(worker, request_id)


def test_a_note_sent_after_signing_out_in_another_tab_is_sent_again_after_signing_in(
    worker: PageClient, page: Page, request_id: str, make_link: Link
) -> None:
    sign_out(worker, page)
    refused = keep_note(worker, page, request_id, 403)
    assert refused.h1 == "You were signed out, so what you sent is not kept yet"
    worker.submit(worker.get(make_link()))
    shown = worker.submit(refused, status=200)
    assert typed_on(shown) == NOTE
    assert "It is not kept yet" in shown.text
    assert NOTE in worker.follow(keep_note(worker, shown, request_id, 303)).text


def test_a_note_sent_after_the_time_was_over_is_sent_again_after_signing_in(
    worker: PageClient, page: Page, request_id: str, clock: StoppedClock, make_link: Link
) -> None:
    clock.pass_time(hours=1)
    refused = keep_note(worker, page, request_id, 403)
    worker.submit(worker.get(make_link()))
    assert typed_on(worker.submit(refused, status=200)) == NOTE


def test_a_page_from_before_signing_in_again_loses_nothing(
    worker: PageClient, page: Page, request_id: str, make_link: Link
) -> None:
    sign_out(worker, page)
    worker.submit(worker.get(make_link()))
    refused = keep_note(worker, page, request_id, 400)
    assert refused.h1 == "This page was too old, so what you sent is not kept yet"
    assert typed_on(worker.submit(refused, status=200)) == NOTE


def test_a_screen_that_is_signed_out_does_not_show_what_was_typed(
    worker: PageClient, page: Page, request_id: str
) -> None:
    sign_out(worker, page)
    refused = keep_note(worker, page, request_id, 403)
    still_out = worker.submit(refused, status=403)
    assert still_out.h1 == refused.h1
    for shown in (refused, still_out):
        assert not any(word in shown.html for word in ("Gran", "collects", "Tuesdays"))


def test_every_choice_of_a_form_comes_back(worker: PageClient, page: Page, request_id: str, make_link: Link) -> None:
    sign_out(worker, page)
    typed = {"how": "text", "outcome": "sent", "note": NOTE}
    refused = worker.submit(page, typed, action=f"/requests/{request_id}/attempts", status=403)
    worker.submit(worker.get(make_link()))
    shown = worker.submit(refused, status=200)
    form = filled(shown, f"/requests/{request_id}/attempts")
    assert {name: form[name] for name in typed} == typed


def test_only_who_may_read_the_request_is_shown_what_was_typed_for_it(
    worker: PageClient, page: Page, request_id: str, send: Send, sign_in: SignIn
) -> None:
    sign_out(worker, page)
    locked = {"locked": filled(keep_note(worker, page, request_id, 403), f"/requests/{request_id}/again")["locked"]}
    sign_in(READER, "sefton").post(f"/requests/{request_id}/again", locked, status=404)
    other, reader = send(), sign_in()
    open_it(reader, other)
    assert "could not be opened" in reader.post(f"/requests/{other}/again", locked, status=200).text


@pytest.mark.parametrize("locked", ["", "%", "AAAA", "ü", "A" * 400])
def test_what_we_did_not_lock_up_is_not_opened(worker: PageClient, page: Page, request_id: str, locked: str) -> None:
    shown = worker.post(f"/requests/{request_id}/again", {"locked": locked}, status=200)
    assert "could not be opened" in shown.text


def test_what_was_typed_days_ago_is_not_opened(
    worker: PageClient, page: Page, request_id: str, clock: StoppedClock, make_link: Link
) -> None:
    sign_out(worker, page)
    refused = keep_note(worker, page, request_id, 403)
    clock.pass_time(days=2)
    worker.submit(worker.get(make_link()))
    assert typed_on(worker.submit(refused, status=200)) is None


def test_a_note_that_the_database_did_not_take_is_sent_again_once_it_does(
    worker: PageClient, page: Page, request_id: str, staff_app: Flask, settings: Settings
) -> None:
    for broken in (locked, keeping_nothing):
        with broken(staff_app, settings):
            refused = keep_note(worker, page, request_id, 503)
        assert refused.h1 == "It is our fault: what you sent is not kept yet"
        assert "Gran" not in refused.html
        assert typed_on(worker.submit(refused, status=200)) == NOTE
    with locked(staff_app, settings):
        refused = keep_note(worker, page, request_id, 503, csrf_token="of an old page")
    assert typed_on(worker.submit(refused, status=200)) == NOTE


def test_where_nothing_was_typed_nothing_is_locked_up(worker: PageClient, page: Page, request_id: str) -> None:
    sign_out(worker, page)
    refused = worker.submit(page, {"text": ""}, action=ADDRESS.format(request_id), status=400)
    assert "locked" not in refused.html


def test_another_language_opens_beside_a_page_that_may_hold_something_typed(worker: PageClient, page: Page) -> None:
    assert language_form(page).get("target") == "_blank"
    assert "what you typed here stays" in page.text
    assert language_form(worker.get("/inbox")).get("target") is None
