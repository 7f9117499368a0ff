"""Find one's way in a long list: filters, references, what is new, whose it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from portal.parts import Parts
from portal.referrals.models import Danger
from portal.store.transactions import writing
from portal.teams import add_absence, find_people, remove_person
from tests.clock import StoppedClock
from tests.page import Page, text_of
from tests.page_client import PageClient
from tests.web.staff.conftest import (
    ANSWERS,
    OTHER_COUNCIL,
    READER,
    TRIED,
    WORKER,
    Send,
    SignIn,
    do,
    find,
    open_it,
    without_token,
)

References = Callable[[str], str]


def listed(page: Page) -> list[str]:
    return [text_of(each) for each in page.main.iter("h2")]


@pytest.fixture
def three(worker: PageClient, send: Send, reference_of: References, person_id: Callable[[str], str]) -> dict[str, str]:
    """One urgent and new, one read and given to a colleague, one tried: their references."""
    urgent = send(replace(ANSWERS, danger=Danger.YES, needs=("money",)))
    given, tried = send(), send()
    for each in (given, tried):
        open_it(worker, each)
    do(worker, given, "give", {"worker": person_id(WORKER)})
    do(worker, tried, "attempts", TRIED)
    return {name: reference_of(each) for name, each in (("urgent", urgent), ("given", given), ("tried", tried))}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", ["urgent", "given", "tried"]),
        ("state=new", ["urgent"]),
        ("state=opened", ["given"]),
        ("state=contact_tried", ["tried"]),
        ("urgent=y", ["urgent"]),
        ("need=money", ["urgent"]),
        ("need=school-attendance", ["given", "tried"]),
        ("worker=nobody", ["urgent", "tried"]),
        ("mine=y", []),
        ("overdue=y", []),
        ("state=nonsense", []),
        ("urgent=y&need=school-attendance", []),
    ],
)
def test_the_list_shows_what_was_chosen(
    worker: PageClient, three: dict[str, str], query: str, wanted: list[str]
) -> None:
    page = worker.get(f"/inbox?{query}")
    assert listed(page) == [three[name] for name in wanted]
    assert "3 requests are open" in page.text
    if not wanted:
        assert "None of them fits" in page.text


def test_the_list_of_a_worker_is_theirs(
    worker: PageClient, three: dict[str, str], sign_in: SignIn, person_id: Callable[[str], str]
) -> None:
    assert listed(worker.get(f"/inbox?worker={person_id(WORKER)}")) == [three["given"]]
    assert listed(sign_in(WORKER).get("/inbox?mine=y")) == [three["given"]]
    assert "Works on it: Practice worker" in worker.get("/inbox").text


def test_whoever_covers_sees_it_as_theirs_and_all_see_who_is_away(
    worker: PageClient, parts: Parts, clock: StoppedClock, three: dict[str, str]
) -> None:
    with writing(parts.engine) as db:
        people = {each.email: each for each in find_people(db, "practice-knowsley")}
        days = {"first_day": date(2026, 3, 10), "last_day": date(2026, 3, 12)}
        add_absence(db, people[WORKER], cover_id=people[READER].id, now=clock(), **days)
    assert listed(worker.get("/inbox?mine=y")) == [three["given"]]
    assert "Practice worker (away, Practice reader covers)" in worker.get("/inbox").text


def test_what_came_since_the_last_visit_is_new(
    sign_in: SignIn, send: Send, reference_of: References, clock: StoppedClock
) -> None:
    send()
    assert "New since" not in sign_in().get("/inbox").text  # nobody's first visit has news
    clock.pass_time(hours=9)
    new = reference_of(send())
    page = sign_in().get("/inbox")
    assert page.text.count("New since your last visit") == 1
    assert page.text.index(new) < page.text.index("New since your last visit")
    assert "New since" not in sign_in().get("/inbox").text


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "dashless"])
def test_a_reference_is_found_however_it_is_typed(
    worker: PageClient, send: Send, reference_of: References, typed: str
) -> None:
    request_id = send()
    reference = reference_of(request_id)
    words = {"lower": reference.lower(), "dashless": reference.replace("-", " ")}.get(typed, typed.format(reference))
    assert find(worker, words, status=303).location == f"/requests/{request_id}"


def test_another_teams_reference_looks_like_none(worker: PageClient, send: Send, reference_of: References) -> None:
    theirs = reference_of(send(council=OTHER_COUNCIL))
    pages = [find(worker, each) for each in (theirs, "CCC-CCC-CCCC")]
    assert without_token(pages[0]).replace(theirs, "X") == without_token(pages[1]).replace("CCC-CCC-CCCC", "X")
    assert "Write the reference." in find(worker, "").text


def test_a_name_or_a_number_finds_nothing_and_never_stands_in_an_address(worker: PageClient, send: Send) -> None:
    open_it(worker, send())
    for words in ("Ada", "01632 960123", "L32 1AA"):
        page = find(worker, words)
        assert page.form().get("method") == "post"
        worker.get(f"/inbox/find?reference={words}", status=405)


def test_what_somebody_had_who_left_is_with_those_that_nobody_has(
    worker: PageClient,
    parts: Parts,
    send: Send,
    reference_of: References,
    person_id: Callable[[str], str],
    clock: StoppedClock,
) -> None:
    request_id = send()
    open_it(worker, request_id)
    do(worker, request_id, "give", {"worker": person_id(WORKER)})
    assert reference_of(request_id) not in worker.get("/inbox?worker=nobody").text
    with writing(parts.engine) as db:
        remove_person(db, "practice-knowsley", WORKER, clock())
    assert reference_of(request_id) in worker.get("/inbox?worker=nobody").text


def test_closed_ones_have_a_list_of_their_own(worker: PageClient, send: Send, reference_of: References) -> None:
    request_id = send()
    open_it(worker, request_id)
    assert "There are none." in worker.get("/inbox/closed").text
    do(worker, request_id, "close", {"ending": "declined"})
    page = worker.get("/inbox/closed")
    assert listed(page) == [reference_of(request_id)]
    assert "Declined by the family" in page.text
    assert "Deleted on Thursday 9 April 2026" in page.text


def test_a_next_step_stands_in_the_list_and_is_red_when_its_day_is_past(
    worker: PageClient, sign_in: SignIn, send: Send, clock: StoppedClock
) -> None:
    request_id = send()
    open_it(worker, request_id)
    do(worker, request_id, "next-step", {"step": "Visit", "step_on": "12/03/2026"})
    assert "Next step by Thursday 12 March 2026." in worker.get("/inbox").text
    clock.pass_time(days=3)
    red = [text_of(each) for each in sign_in().get("/inbox").main.iter() if each.get("class") == "overdue"]
    assert "Next step by Thursday 12 March 2026." in red


def test_no_page_of_the_list_says_what_a_family_wrote(
    staff_app: Flask, worker: PageClient, three: dict[str, str]
) -> None:
    assert three
    for path in ("/inbox", "/inbox?mine=y", "/inbox/closed", "/people/"):
        html = worker.get(path).html
        assert not [written for written in ("Ada", "01632", "L32 1AA", "cries", "partner") if written in html]
