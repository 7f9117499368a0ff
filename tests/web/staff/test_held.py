"""What may come from a machine, as the team sees it."""

from collections.abc import Callable

from sqlalchemy import update

from portal.parts import Parts
from portal.referrals.tables import referrals
from portal.store.transactions import writing
from tests.clock import StoppedClock
from tests.page import text_of
from tests.page_client import PageClient
from tests.web.staff.conftest import OTHER_COUNCIL, Send, kinds_of_events, open_it, token_on


def hold(parts: Parts, clock: StoppedClock, request_id: str) -> str:
    with writing(parts.engine) as db:
        db.execute(update(referrals).where(referrals.c.id == request_id).values(suspected_at=clock()))
    return request_id


def test_it_stands_apart_from_the_others(
    worker: PageClient, parts: Parts, clock: StoppedClock, send: Send, reference_of: Callable[[str], str]
) -> None:
    held, other = hold(parts, clock, send()), send()
    page = worker.get("/inbox")
    assert [text_of(each) for each in page.main.iter("h2")] == [reference_of(other), "Held: look at these today"]
    assert [text_of(each) for each in page.main.iter("h3")] == [reference_of(held)]
    assert "1 request is open" in page.text


def test_a_button_puts_it_with_the_others(worker: PageClient, parts: Parts, clock: StoppedClock, send: Send) -> None:
    request_id = hold(parts, clock, send())
    page = worker.submit_and_follow(worker.get("/inbox"), action=f"/requests/{request_id}/release")
    assert "Held" not in page.text
    assert "1 request is open" in page.text
    assert "released" in kinds_of_events(parts, request_id)


def test_opening_it_puts_it_with_the_others_too(
    worker: PageClient, parts: Parts, clock: StoppedClock, send: Send
) -> None:
    request_id = hold(parts, clock, send())
    assert "Held: this may" in worker.get(f"/requests/{request_id}").text
    open_it(worker, request_id)
    assert "Held" not in worker.get("/inbox").text


def test_another_teams_is_not_there(worker: PageClient, parts: Parts, clock: StoppedClock, send: Send) -> None:
    theirs = hold(parts, clock, send(council=OTHER_COUNCIL))
    assert "Held" not in worker.get("/inbox").text
    worker.post(f"/requests/{theirs}/release", token_on(worker.get(f"/requests/{send()}")), status=404)
