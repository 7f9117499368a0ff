"""The link of a notice on the staff site, for somebody who is not signed in."""

from collections.abc import Callable

import pytest

from portal.parts import Parts
from portal.referrals.delivery.acknowledgement import make_link
from portal.referrals.delivery.messages import NEW_REQUEST, SMTP, Leased
from portal.referrals.recipients import Recipient
from portal.store.transactions import writing
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.staff.conftest import Send, kinds_of_events, open_it


@pytest.fixture
def link(parts: Parts, clock: StoppedClock, send: Send) -> tuple[str, str]:
    """A request's id and the address in its notice."""
    request_id = send()
    taken = Leased("d", 1, request_id, "", "practice-knowsley", SMTP, Recipient.TEAM, NEW_REQUEST, "", 1, clock())
    with writing(parts.engine) as db:
        return request_id, f"/acknowledge/{make_link(db, taken, clock())}"


def test_opening_it_shows_reference_and_time_only_and_changes_nothing(
    worker_browser: PageClient, parts: Parts, link: tuple[str, str], reference_of: Callable[[str], str]
) -> None:
    request_id, address = link
    for _ in range(3):
        page = worker_browser.get(address)
    assert reference_of(request_id) in page.text
    assert "Tuesday 10 March 2026, 10:00" in page.text
    for hidden in ("Ada", "01632", "L32", "cries", "Knowsley", "school"):
        assert hidden not in page.html
    assert "acknowledged" not in kinds_of_events(parts, request_id)


def test_a_typed_name_is_noted_and_shown_to_the_team_only(
    worker_browser: PageClient, worker: PageClient, parts: Parts, link: tuple[str, str]
) -> None:
    request_id, address = link
    page = worker_browser.submit_and_follow(worker_browser.get(address), {"name": " Ann Example "})
    assert "no more reminders" in page.text
    assert "Ann" not in page.html
    assert kinds_of_events(parts, request_id).count("acknowledged") == 1
    assert "Ann Example said on Tuesday 10 March" in worker.get(f"/requests/{request_id}").text


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_scanner_that_presses_the_button_without_a_name_notes_nothing(
    worker_browser: PageClient, parts: Parts, link: tuple[str, str], name: str
) -> None:
    request_id, address = link
    page = worker_browser.submit(worker_browser.get(address), {"name": name}, status=422)
    assert "There is a problem" in page.text
    assert "acknowledged" not in kinds_of_events(parts, request_id)


def test_a_link_that_was_guessed_or_has_run_out_says_so(
    worker_browser: PageClient, clock: StoppedClock, link: tuple[str, str]
) -> None:
    form = worker_browser.get(link[1])
    worker_browser.get("/acknowledge/guessed", status=404)
    clock.pass_time(days=14)
    assert "14 days" in worker_browser.get(link[1], status=404).text
    worker_browser.follow(worker_browser.submit(form, {"name": "Ann"}))


def test_once_somebody_has_opened_the_request_nothing_is_asked(
    worker_browser: PageClient, worker: PageClient, link: tuple[str, str]
) -> None:
    request_id, address = link
    open_it(worker, request_id)
    page = worker_browser.get(address)
    assert page.h1 == "This request has been opened"
    assert "Somebody of the team has opened it" in page.text
    assert not list(page.main.iter("form"))


def test_it_signs_nobody_in(worker_browser: PageClient, link: tuple[str, str]) -> None:
    request_id, address = link
    worker_browser.submit(worker_browser.get(address), {"name": "Ann"})
    worker_browser.get(f"/requests/{request_id}", status=403)
