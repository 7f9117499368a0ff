"""What a family added after asking, as the team sees it: beside the old, until a person has seen it, and after."""

import pytest

from portal.parts import Parts
from portal.referrals.wishes import WishKind, add_wish, say_nobody
from portal.store.transactions import writing
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.staff.conftest import COUNCIL, OTHER_COUNCIL, Send, SignIn, kinds_of_events, open_it


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
