"""What a family added after asking, as the team sees it: beside the old, until a person has seen it, and after."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from portal.parts import Parts
from portal.referrals.audit import find_events
from portal.referrals.family_tables import family_addresses
from portal.referrals.following.wishes import WishKind, add_wish, say_nobody
from portal.referrals.models import MAY_MESSAGE, Agreement, Contact, ContactWay
from portal.store.transactions import reading, writing
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.staff.conftest import ANSWERS, COUNCIL, OTHER_COUNCIL, Send, SignIn, do, kinds_of_events, open_it


def wish(
    parts: Parts, request_id: str, kind: WishKind, clock: StoppedClock, council: str = COUNCIL, **said: str
) -> None:
    with writing(parts.engine) as db:
        add_wish(db, request_id, kind, public_key=parts.public_keys[council], now=clock(), **said)


def test_a_new_number_stands_beside_the_old_one_and_is_marked_once_seen(
    worker: PageClient, parts: Parts, send: Send, clock: StoppedClock
) -> None:
    request_id = send()
    open_it(worker, request_id)
    wish(parts, request_id, WishKind.NEW_NUMBER, clock, detail="07700 900 123", may_ring="ask")
    page = worker.get(f"/requests/{request_id}")
    assert page.text.index("What is safe") < page.text.index("07700 900 123") < page.text.index("How to reach them")
    assert "01632 960123" in page.text
    assert "Ask at once whether they can speak" in page.text
    (action,) = (form for form in page.html.split('"') if form.endswith("/seen"))
    page = worker.submit_and_follow(page, action=action)
    assert "Seen by Practice reader" in page.text
    assert "07700 900 123" in page.text
    assert "01632 960123" in page.text
    assert "/seen" not in page.html
    assert "wish_seen" in kinds_of_events(parts, request_id)


def test_an_agreement_taken_back_stands_beside_it(
    worker: PageClient, parts: Parts, send: Send, clock: StoppedClock
) -> None:
    request_id = send()
    open_it(worker, request_id)
    wish(parts, request_id, WishKind.END_AGREEMENT, clock, detail="may_talk_gp")
    assert "Taken back on" in worker.get(f"/requests/{request_id}").text


def test_wanting_to_stop_is_shown_and_closes_nothing(
    worker: PageClient, parts: Parts, send: Send, clock: StoppedClock
) -> None:
    request_id = send()
    open_it(worker, request_id)
    wish(parts, request_id, WishKind.WITHDRAW, clock)
    page = worker.get(f"/requests/{request_id}")
    assert "They do not want this any more" in page.text
    assert f"/requests/{request_id}/close" in page.html


@pytest.mark.parametrize("is_theirs", [True, False])
def test_what_is_not_there_is_not_seen(
    worker: PageClient, parts: Parts, send: Send, clock: StoppedClock, is_theirs: bool
) -> None:
    own, other = send(), send(council=OTHER_COUNCIL)
    page = open_it(worker, own)
    target = own if is_theirs else other
    token = {"csrf_token": page.form().find("input").get("value"), "seen": "999999"}
    worker.post(f"/requests/{target}/wishes/none/seen", token, status=303 if is_theirs else 404)
    assert "wish_seen" not in kinds_of_events(parts, target)


def test_the_page_says_when_what_is_open_is_deleted(worker: PageClient, send: Send) -> None:
    assert "deleted 30 days after this is closed" in open_it(worker, send()).text


def test_the_inbox_says_that_a_family_added_something_until_somebody_has_seen_it(
    worker: PageClient, parts: Parts, send: Send, clock: StoppedClock
) -> None:
    request_id = send()
    open_it(worker, request_id)
    wish(parts, request_id, WishKind.WITHDRAW, clock)
    assert "The family added something" in worker.get("/inbox").text
    page = worker.get(f"/requests/{request_id}")
    (action,) = (form for form in page.html.split('"') if form.endswith("/seen"))
    worker.submit(page, action=action)
    assert "The family added something" not in worker.get("/inbox").text


def test_the_inbox_says_that_nobody_has_been_in_touch_until_somebody_is(
    worker: PageClient, sign_in: SignIn, parts: Parts, send: Send, clock: StoppedClock
) -> None:
    request_id = send()
    clock.pass_time(days=5)
    with writing(parts.engine) as db:
        assert say_nobody(db, request_id, clock())
    worker = sign_in()
    assert "The family says that nobody has been in touch" in worker.get("/inbox").text
    page = open_it(worker, request_id)
    tried = {"how": "phone", "outcome": "spoke", "note": ""}
    page = worker.submit_and_follow(page, tried, action=f"/requests/{request_id}/attempts")
    worker.submit(page, action=f"/requests/{request_id}/in-touch")
    assert "The family says that nobody" not in worker.get("/inbox").text


def test_a_number_that_a_worker_is_told_stands_above_the_old_one_at_once(
    worker: PageClient, parts: Parts, send: Send
) -> None:
    request_id = send()
    open_it(worker, request_id)
    told = {"new_number": "07700 900 123", "new_number_safe": "ask"}
    page = worker.follow(do(worker, request_id, "wishes/number", told))
    assert page.text.index("07700 900 123") < page.text.index("How to reach them") < page.text.index("01632 960123")
    assert "Ask at once whether they can speak" in page.text
    assert "Seen by Practice reader" in page.text
    assert "/seen" not in page.html
    assert "Wrote down what the family told them (Practice reader)" in page.text
    assert "The family added something" not in worker.get("/inbox").text
    assert "07700" not in worker.get("/inbox").html
    with reading(parts.engine) as db:
        assert "family" not in {event.actor for event in find_events(db, request_id) if event.kind == "wish_noted"}


@pytest.mark.parametrize("agreement", ["may_talk_gp", "may_talk_school"])
def test_an_agreement_that_a_worker_is_told_is_over_stands_beside_it(
    worker: PageClient, send: Send, agreement: str
) -> None:
    request_id = send(replace(ANSWERS, agreements=(Agreement(agreement, "2026-11", is_given=True),)))
    open_it(worker, request_id)
    page = worker.follow(do(worker, request_id, "wishes/taken-back", {"taken_back": agreement}))
    assert "Taken back on Tuesday 10 March 2026" in page.text
    assert "They take back:" in page.text


def test_emails_that_a_family_does_not_want_any_more_end_at_once(worker: PageClient, parts: Parts, send: Send) -> None:
    by_email = {
        "contacts": (Contact(ContactWay.EMAIL, "ada@example.org"),),
        "agreements": (Agreement(MAY_MESSAGE, "2026-11", is_given=True),),
    }
    request_id = send(replace(ANSWERS, **by_email))  # type: ignore[arg-type]  # its fields, by name
    open_it(worker, request_id)
    page = worker.follow(do(worker, request_id, "wishes/taken-back", {"taken_back": MAY_MESSAGE}))
    assert "Taken back on" in page.text
    with reading(parts.engine) as db:
        assert not db.execute(select(family_addresses)).all()
    assert "messages_ended" in kinds_of_events(parts, request_id)


@pytest.mark.parametrize(
    ("what", "said", "errors"),
    [
        (
            "number",
            {"new_number": ""},
            ["Write the number.", "Ask the family. If it is not safe to ring, do not keep the number."],
        ),
        (
            "number",
            {"new_number": "12", "new_number_safe": "yes"},
            ["Type the whole phone number with its area code, like 01632 960 001 or 07700 900 982."],
        ),
        ("taken-back", {}, ["Choose what they take back."]),
    ],
)
def test_what_is_wrong_with_what_a_worker_was_told_is_said(
    worker: PageClient, parts: Parts, send: Send, what: str, said: dict[str, object], errors: list[str]
) -> None:
    request_id = send()
    open_it(worker, request_id)
    assert do(worker, request_id, f"wishes/{what}", said, status=422).errors == errors
    assert "wish_noted" not in kinds_of_events(parts, request_id)


def test_that_the_family_agreed_to_a_service_stands_in_the_trail(worker: PageClient, parts: Parts, send: Send) -> None:
    request_id = send()
    open_it(worker, request_id)
    page = worker.follow(do(worker, request_id, "service", {"service": "childline", "has_agreed": "y"}))
    assert "The family agreed that a service takes it on (Practice reader)" in page.text
    with reading(parts.engine) as db:
        agreed = [event.detail for event in find_events(db, request_id) if event.kind == "service_agreed"]
    assert agreed == ["childline"]
