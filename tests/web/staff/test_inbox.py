"""The list of a team's requests."""

from collections.abc import Callable
from dataclasses import replace

from flask import Flask

from portal.parts import Parts
from portal.referrals.models import Danger
from portal.yaml_files import Fault
from tests.clock import StoppedClock
from tests.page import Page, text_of
from tests.page_client import PageClient
from tests.web.staff.conftest import ANSWERS, OTHER_COUNCIL, Send

References = Callable[[str], str]
SignIn = Callable[[], PageClient]


def references(page: Page) -> list[str]:
    return [text_of(each) for each in page.main.iter("h2")]


def test_an_empty_inbox_says_so(worker: PageClient) -> None:
    assert "No request is waiting" in worker.get("/inbox").text


def test_a_request_is_listed_without_anything_the_family_wrote(
    worker: PageClient, send: Send, reference_of: References
) -> None:
    reference = reference_of(send())
    page = worker.get("/inbox")
    assert references(page) == [reference]
    assert "Knowsley" in page.text
    assert "Received Tue 10 Mar, 10:00" in page.text
    assert "Read it by Wed 11 Mar, 17:00" in page.text
    assert "In touch by Fri 13 Mar, 17:00" in page.text
    for written in ("Ada", "01632", "L32", "cries", "partner"):
        assert written not in page.html


def test_urgent_ones_stand_first_then_those_due_next(
    sign_in: SignIn, send: Send, reference_of: References, clock: StoppedClock
) -> None:
    early = send()
    clock.pass_time(days=1)
    late, by_answer = send(), send(replace(ANSWERS, danger=Danger.NOT_SURE))
    clock.pass_time(days=1)
    by_words = send(has_danger_words=True)
    page = sign_in().get("/inbox")
    assert references(page) == [reference_of(each) for each in (by_answer, by_words, early, late)]
    assert page.text.count("Urgent: they did not say no") == 1
    assert page.text.count("Urgent: danger words in what they wrote") == 1


def test_a_promise_is_overdue_from_its_minute_on(sign_in: SignIn, send: Send, clock: StoppedClock) -> None:
    send()
    clock.pass_time(hours=31)
    worker = sign_in()
    assert "Overdue." not in worker.get("/inbox").text
    clock.pass_time(minutes=1)
    red = [each for each in worker.get("/inbox").main.iter() if each.get("class") == "overdue"]
    assert [text_of(each) for each in red] == ["Overdue. Read it by Wed 11 Mar, 17:00."]


def test_another_teams_requests_are_not_listed(worker: PageClient, send: Send) -> None:
    send(council=OTHER_COUNCIL)
    assert "No request is waiting" in worker.get("/inbox").text


def test_faults_of_the_catalogue_are_told(staff_app: Flask, worker: PageClient, parts: Parts) -> None:
    staff_app.extensions["parts"] = replace(parts, faults=())
    assert "catalogue" not in worker.get("/inbox").text
    fault = Fault("services/x.yaml", 3, "name", "missing", "There is no name.")
    staff_app.extensions["parts"] = replace(parts, faults=(fault, fault))
    assert "The catalogue has 2 faults. The last good one is in use." in worker.get("/inbox").text
