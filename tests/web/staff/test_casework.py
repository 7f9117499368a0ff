"""What a team does with a request: try to reach the family, be in touch, close."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.parts import Parts
from portal.referrals.models import Contact, ContactWay, Permission, SafeContact
from portal.referrals.records.purge import sweep
from portal.store.transactions import writing
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.staff.conftest import (
    ANSWERS,
    MANAGER,
    OTHER_COUNCIL,
    Send,
    SignIn,
    do,
    kinds_of_events,
    open_it,
    token_on,
    without_token,
)

TRIED: dict[str, object] = {"how": "phone", "outcome": "spoke", "note": "Rang at 10, will meet on Friday."}


@pytest.mark.parametrize(
    ("what", "data"), [("open", {}), ("attempts", TRIED), ("in-touch", {}), ("close", {"ending": "declined"})]
)
def test_nobody_can_do_anything_with_another_teams_request(
    worker: PageClient, parts: Parts, send: Send, what: str, data: dict[str, object]
) -> None:
    own, theirs = send(), send(council=OTHER_COUNCIL)
    token = token_on(worker.get(f"/requests/{own}"))
    data = {**data, **token}
    there, nowhere = (worker.post(f"/requests/{each}/{what}", data, status=404) for each in (theirs, "0" * 32))
    assert without_token(there) == without_token(nowhere)
    assert kinds_of_events(parts, theirs) == ["received", "routed"]


def test_a_try_by_a_safe_way_keeps_the_promise(worker: PageClient, send: Send, clock: StoppedClock) -> None:
    request_id = send()
    open_it(worker, request_id)
    assert "Be in touch by Fri 13 Mar" in worker.get("/inbox").text
    do(worker, request_id, "attempts", TRIED)
    page = worker.get(f"/requests/{request_id}")
    assert "Rang: Spoke with them" in page.text
    assert "will meet on Friday" in page.text
    assert "by Practice reader" in page.text
    assert "Be in touch by" not in worker.get("/inbox").text


def test_a_try_by_another_way_is_kept_but_the_promise_runs_on(worker: PageClient, send: Send) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    assert "Sent a letter – not a way they said is safe" in page.text
    do(worker, request_id, "attempts", {**TRIED, "how": "letter", "outcome": "sent"})
    assert "the promise to be in touch still runs" in worker.get(f"/requests/{request_id}").text
    assert "Be in touch by Fri 13 Mar" in worker.get("/inbox").text


def test_a_message_left_against_their_word_is_told_before_and_keeps_no_promise(worker: PageClient, send: Send) -> None:
    request_id = send()
    assert "Left a message – not a way they said is safe" in open_it(worker, request_id).text
    do(worker, request_id, "attempts", {**TRIED, "outcome": "left_message"})
    assert "the promise to be in touch still runs" in worker.get(f"/requests/{request_id}").text
    assert "Be in touch by Fri 13 Mar" in worker.get("/inbox").text


@pytest.mark.parametrize(("way", "allowed"), [(ContactWay.PHONE, Permission.YES), (ContactWay.TEXT, Permission.NO)])
def test_a_message_keeps_the_promise_where_they_allowed_one_or_are_not_rung(
    worker: PageClient, send: Send, way: ContactWay, allowed: Permission
) -> None:
    answers = replace(
        ANSWERS, contacts=(Contact(way, "07700 900123"),), safe_contact=SafeContact(may_leave_message=allowed)
    )
    request_id = send(answers)
    assert "Left a message – not" not in open_it(worker, request_id).text
    do(worker, request_id, "attempts", {**TRIED, "how": way.value, "outcome": "left_message"})
    assert "Be in touch by" not in worker.get("/inbox").text


def test_a_try_needs_how_and_what_came_of_it(worker: PageClient, parts: Parts, send: Send) -> None:
    request_id = send()
    open_it(worker, request_id)
    page = do(worker, request_id, "attempts", {"note": "Rang."}, status=422)
    assert page.errors == ["Choose how you tried.", "Choose what came of it."]
    assert "Rang." in page.html
    assert "contact_tried" not in kinds_of_events(parts, request_id)


def test_a_made_up_choice_is_refused(worker: PageClient, send: Send) -> None:
    request_id = send()
    open_it(worker, request_id)
    assert do(worker, request_id, "attempts", {**TRIED, "how": "pigeon"}, status=422).errors
    assert do(worker, request_id, "close", {"ending": "vanished"}, status=422).errors
    assert do(worker, request_id, "close", {"ending": "declined", "level": "9"}, status=422).errors


def test_in_touch_comes_after_a_safe_try(worker: PageClient, send: Send) -> None:
    request_id = send()
    page = open_it(worker, request_id)
    assert "We are in touch" not in page.text
    token = token_on(page)
    refused = worker.post(f"/requests/{request_id}/in-touch", token, status=409)
    assert "Record first how you tried" in refused.text
    do(worker, request_id, "attempts", TRIED)
    do(worker, request_id, "in-touch", {})
    assert "In touch with the family (Practice reader)" in worker.get(f"/requests/{request_id}").text


def test_closing_takes_it_from_the_inbox_and_says_when_it_is_deleted(
    worker: PageClient, send: Send, reference_of: Callable[[str], str]
) -> None:
    request_id = send()
    open_it(worker, request_id)
    do(worker, request_id, "close", {"ending": "help_agreed", "level": "2"})
    page = worker.get(f"/requests/{request_id}")
    assert "deleted on Thursday 9 April 2026" in page.text
    assert "Closed: Help agreed (Practice reader)" in page.text
    actions = {each.get("action", "").rpartition("/")[2] for each in page.main.iter("form")}
    assert actions == {"notes", "download"}
    assert reference_of(request_id) not in worker.get("/inbox").text


def test_nothing_more_can_be_done_with_a_closed_request(worker: PageClient, send: Send) -> None:
    request_id = send()
    before = open_it(worker, request_id)
    do(worker, request_id, "close", {"ending": "declined"})
    for what, data in (("attempts", TRIED), ("in-touch", {}), ("close", {"ending": "declined"})):
        page = worker.post(f"/requests/{request_id}/{what}", {**data, **token_on(before)}, status=409)
        assert "Nothing was changed" in page.text


def test_what_is_unread_cannot_be_worked_on(worker: PageClient, send: Send) -> None:
    request_id = send()
    token = token_on(worker.get(f"/requests/{request_id}"))
    page = worker.post(f"/requests/{request_id}/attempts", {**TRIED, **token}, status=409)
    assert "Open the request first." in page.text
    assert "Ada" not in page.html


def test_a_purged_request_is_as_if_it_had_never_been(
    sign_in: SignIn, send: Send, parts: Parts, clock: StoppedClock
) -> None:
    request_id = send()
    worker = sign_in()
    open_it(worker, request_id)
    do(worker, request_id, "close", {"ending": "declined"})
    clock.at += timedelta(days=30)
    with writing(parts.engine) as db:
        sweep(db, clock())
    sign_in().get(f"/requests/{request_id}", status=404)


def test_a_try_of_this_morning_stands_at_the_time_on_the_wall(sign_in: SignIn, send: Send, clock: StoppedClock) -> None:
    clock.at = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)  # nine o'clock
    request_id = send()
    clock.pass_time(minutes=20)
    worker = sign_in()
    open_it(worker, request_id)
    page = worker.follow(do(worker, request_id, "attempts", {**TRIED, "tried_on": "01/07/2026"}))
    assert "Wednesday 1 July 2026, 09:20, by Practice reader" in page.text


def test_a_try_of_another_day_without_a_time_stands_at_midday(sign_in: SignIn, send: Send, clock: StoppedClock) -> None:
    clock.at = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    request_id = send()
    clock.pass_time(hours=24)  # the morning after
    worker = sign_in()
    open_it(worker, request_id)
    page = worker.follow(do(worker, request_id, "attempts", {**TRIED, "tried_on": "01/07/2026"}))
    assert "Wednesday 1 July 2026, 12:00, by Practice reader" in page.text


def test_a_manager_who_does_not_agree_that_nobody_could_be_reached_says_so(
    worker: PageClient, send: Send, sign_in: SignIn, clock: StoppedClock
) -> None:
    request_id = send()
    open_it(worker, request_id)
    for _day in range(3):
        worker = sign_in()
        do(worker, request_id, "attempts", TRIED)
        clock.pass_time(days=1)
    worker, boss = sign_in(), sign_in(MANAGER)
    do(worker, request_id, "close", {"ending": "no_contact"})
    assert "Go on trying" not in worker.get(f"/requests/{request_id}").text
    assert do(boss, request_id, "not-agreed", {"why_not": ""}, status=422).errors == ["Write why."]
    page = boss.follow(do(boss, request_id, "not-agreed", {"why_not": "Try her sister first"}))
    assert "Recorded: the team goes on trying." in page.text
    assert "Go on trying" not in page.text
    assert "Manager: agree to close?" not in worker.get("/inbox").text
    assert "Try her sister first" in worker.get(f"/requests/{request_id}").text


def test_a_wrong_number_is_told_and_the_promise_goes_on(worker: PageClient, send: Send) -> None:
    opened = send()
    open_it(worker, opened)
    wrong: dict[str, object] = {"how": "phone", "outcome": "wrong_contact"}
    page = worker.follow(do(worker, opened, "attempts", wrong))
    assert "Nobody of the family was tried, so the promise to be in touch still runs." in page.text
    assert "Tried to reach the family, with a wrong number or address" in page.text
    assert "Be in touch by" in worker.get("/inbox").text
    assert "We are in touch" not in page.text
