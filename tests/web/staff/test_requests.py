"""One request: read it, try to reach the family, close it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portal.parts import Parts
from portal.referrals.casework.inbox import open_request
from portal.referrals.errors import ReferralError
from portal.referrals.models import (
    Asker,
    Contact,
    ContactWay,
    Helper,
    Interpreter,
    Permission,
    SafeContact,
    YoungPerson,
)
from portal.store.transactions import writing
from tests.page_client import PageClient
from tests.web.staff.conftest import ANSWERS, OTHER_COUNCIL, Send, kinds_of_events, open_it, without_token


def test_a_request_shows_nothing_before_somebody_opens_it(worker: PageClient, parts: Parts, send: Send) -> None:
    request_id = send()
    page = worker.get(f"/requests/{request_id}")
    for written in ("Ada", "01632", "L32", "cries", "partner"):
        assert written not in page.html
    assert kinds_of_events(parts, request_id) == ["received", "routed"]


def test_opening_shows_everything_the_family_wrote_and_notes_who_read_it(
    worker: PageClient, parts: Parts, send: Send
) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    for written in ("Ada", "01632 960123", "L32 1AA", "I do not know what to do.", "my partner", "mornings", "Bo"):
        assert written in page.text
    for told in ("9 years old", "4 months old", "not born yet", "wording 2026-11", "A parent, step-parent or carer"):
        assert told in page.text
    assert "He cries &lt;b&gt;every&lt;/b&gt; morning." in page.html
    assert "read" in kinds_of_events(parts, request_id)
    assert "Read (Practice reader)" in page.text
    assert "Read it by" not in worker.get("/inbox").text


def test_what_is_safe_stands_above_the_phone_number(worker: PageClient, send: Send) -> None:
    text = open_it(worker, send()).text
    assert text.index("Must not know my partner") < text.index("Leave no message.") < text.index("01632 960123")


def test_a_number_that_must_not_be_rung_cannot_be_tapped(worker: PageClient, send: Send) -> None:
    text_only = replace(
        ANSWERS, contacts=(Contact(ContactWay.TEXT, "07700 900123"),), safe_contact=SafeContact(Permission.NO)
    )
    page = open_it(worker, send(text_only))
    assert "07700 900123" in page.text
    assert "No. Do not ring." in page.text
    assert "tel:" not in page.html


@pytest.mark.parametrize("typed", ["+44 (0)151 496 0000", "0151 496 0000 after 6"])
def test_a_tap_on_a_number_dials_just_that_number_however_it_was_typed(
    worker: PageClient, send: Send, typed: str
) -> None:
    page = open_it(worker, send(replace(ANSWERS, contacts=(Contact(ContactWay.PHONE, typed),))))
    assert typed in page.text
    assert 'href="tel:+441514960000"' in page.html


@pytest.mark.parametrize(("contact", "is_dialled"), [("Ms Jo, 01632 960001", True), ("jo@school.example", False)])
def test_a_helper_can_be_rung_with_a_tap_too(worker: PageClient, send: Send, contact: str, is_dialled: bool) -> None:
    helper = Helper("Jo", "teacher", contact, "spoken", "last Monday", "mum")
    page = open_it(worker, send(replace(ANSWERS, asker=Asker.HELPER, helper=helper)))
    assert contact in page.text
    assert ('href="tel:+441632960001"' in page.html) is is_dialled


@pytest.mark.parametrize(("kept", "shown"), [("spoken", "They said so"), ("قالوا لي ذلك", "قالوا لي ذلك")])
def test_how_a_family_agreed_is_told_in_the_teams_words_and_as_it_is_where_kept_before(
    worker: PageClient, send: Send, kept: str, shown: str
) -> None:
    helper = Helper("Jo", "teacher", "01632 960001", kept, "last Monday", "mum")
    helped = replace(ANSWERS, asker=Asker.HELPER, helper=helper, why_not_agreed="she is ill")
    page = open_it(worker, send(helped))
    assert f"{shown}, last Monday" in page.text
    assert "Somebody of 18 or over has not agreed. Why they ask" in page.text
    assert "she is ill" in page.text


@pytest.mark.parametrize(("age", "is_told"), [(13, True), (15, True), (16, False), (19, False)])
def test_gillick_is_to_be_judged_under_16(worker: PageClient, send: Send, age: int, is_told: bool) -> None:
    young = replace(
        ANSWERS,
        asker=Asker.YOUNG_PERSON,
        young_person=YoungPerson(age, does_parent_know=False, may_talk_to_parents=False),
    )
    page = open_it(worker, send(young))
    assert ("Gillick" in page.text) is is_told
    assert "Does a parent know? No" in page.text


def test_an_adults_request_says_nothing_of_gillick(worker: PageClient, send: Send) -> None:
    assert "Gillick" not in open_it(worker, send()).text


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Interpreter("Polish"), ["Language: Polish", "Never a child"]),
        (Interpreter(is_bsl=True, is_not_from_my_community=True), ["British Sign Language", "Nobody from their own"]),
    ],
)
def test_the_interpreter_is_told_before_the_phone_number(
    worker: PageClient, send: Send, wanted: Interpreter, told: list[str]
) -> None:
    text = open_it(worker, send(replace(ANSWERS, interpreter=wanted))).text
    for each in told:
        assert text.index(each) < text.index("01632 960123")


def test_another_teams_request_is_the_same_as_none(worker: PageClient, send: Send) -> None:
    theirs = send(council=OTHER_COUNCIL)
    there, nowhere = (worker.get(f"/requests/{each}", status=404) for each in (theirs, "0" * 32))
    assert without_token(there) == without_token(nowhere)


def test_the_public_process_cannot_open_a_request(public_app: Flask, parts: Parts, send: Send) -> None:
    public: Parts = public_app.extensions["parts"]
    assert public.private_keys is None
    request_id = send()
    with pytest.raises(ReferralError, match="key_missing"), writing(public.engine) as db:
        open_request(db, request_id, team_id="practice-knowsley", private_keys={}, by="nobody", now=public.clock())
    assert kinds_of_events(parts, request_id) == ["received", "routed"]


def test_a_request_whose_key_is_missing_stays_unread_and_says_what_to_do(
    staff_app: Flask, worker: PageClient, parts: Parts, send: Send
) -> None:
    request_id = send()
    staff_app.extensions["parts"] = replace(parts, private_keys={})
    page = worker.submit(worker.get(f"/requests/{request_id}"), status=503)
    assert "key_missing" in page.text
    assert "Open this request" in worker.get(f"/requests/{request_id}").text


def test_titles_and_addresses_tell_nothing_of_the_family(
    worker: PageClient, send: Send, reference_of: Callable[[str], str]
) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    assert page.title == f"{reference_of(request_id)} – Early Help"
