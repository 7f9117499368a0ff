"""Saying what is wrong with an entry, and whether it helped."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.app import create_public_app
from portal.config import Settings
from portal.parts import Parts
from portal.reports import Report, list_helped, list_open
from portal.reports.tables import report_replies
from portal.store.transactions import reading
from tests.page_client import PageClient

PATH = "/en/services/kooth/report"
GOOD = {"field": "phone", "words": "The number is dead"}


@pytest.fixture
def parts(public_app: Flask) -> Parts:
    built: Parts = public_app.extensions["parts"]
    return built


@pytest.fixture
def with_mail(settings: Settings) -> PageClient:
    """A family's browser on a site that can send mail from an address that gives nothing away."""
    return PageClient(create_public_app(replace(settings, family_mail_from="post@neutral.example")))


def listed(parts: Parts) -> tuple[Report, ...]:
    with reading(parts.engine) as db:
        return list_open(db)


def addresses(parts: Parts) -> list[str]:
    with reading(parts.engine) as db:
        return list(db.execute(select(report_replies.c.address)).scalars())


def test_a_problem_can_be_told_from_the_services_page(family: PageClient, parts: Parts) -> None:
    page = family.get("/en/services/kooth")
    form = family.get(page.links()["Something is wrong here"])
    answer = family.submit_and_follow(form, GOOD)
    assert answer.h1 == "Thank you"
    [report] = listed(parts)
    assert (report.service_id, report.field, report.words, report.is_suspected) == ("kooth", *GOOD.values(), False)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({}, "Choose what is wrong."),
        ({**GOOD, "address": "not an address"}, "Check the email address, or leave it empty."),
        ({**GOOD, "words": "x" * 601}, "Make this shorter: 600 characters at most."),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_kept(
    with_mail: PageClient, parts: Parts, data: dict[str, object], error: str
) -> None:
    assert with_mail.submit(with_mail.get(PATH), data, status=422).errors == [error]
    assert listed(parts) == ()


def test_an_address_is_kept_for_the_answer(with_mail: PageClient, parts: Parts) -> None:
    with_mail.submit(with_mail.get(PATH), {**GOOD, "address": "sam@home.example"})
    assert addresses(parts) == ["sam@home.example"]


def test_about_help_against_violence_no_address_is_asked_for_or_kept(with_mail: PageClient, parts: Parts) -> None:
    page = with_mail.get("/en/services/national-domestic-abuse-helpline/report")
    assert page.tree.find(".//input[@name='address']") is None
    with_mail.submit(page, {**GOOD, "address": "sam@home.example"})
    assert len(listed(parts)) == 1
    assert addresses(parts) == []


def test_without_a_neutral_sender_no_address_is_asked_for(family: PageClient, parts: Parts) -> None:
    page = family.get(PATH)
    assert page.tree.find(".//input[@name='address']") is None
    family.submit(page, {**GOOD, "address": "sam@home.example"})
    assert addresses(parts) == []


def test_what_a_machine_sends_is_held_and_not_dropped(family: PageClient, parts: Parts) -> None:
    family.submit(family.get(PATH), {**GOOD, "leave_empty": "x"})
    assert [each.is_suspected for each in listed(parts)] == [True]


def test_a_flood_is_slowed_down(family: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.web.public.report.REPORTS", 1)
    family.submit(family.get(PATH), GOOD)
    family.submit(family.get(PATH), GOOD, status=429)


def test_whether_it_helped_is_one_tap_without_a_cookie(family: PageClient, parts: Parts) -> None:
    page = family.get("/en/services/kooth")
    for answer in ("yes", "no", "yes", "perhaps"):
        assert family.submit(page, {"helped": answer}, action="/en/services/kooth/helped").location.endswith("/thanks")
    with reading(parts.engine) as db:
        assert list_helped(db) == (("kooth", 2, 1),)
    assert family.cookies() == []


def test_one_machine_cannot_count_for_ever(family: PageClient, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.web.public.report.TAPS", 2)
    for _ in range(5):
        family.post("/en/services/kooth/helped", {"helped": "yes"})
    with reading(parts.engine) as db:
        assert list_helped(db) == (("kooth", 2, 0),)


def test_there_is_nothing_to_say_of_what_is_not_there(family: PageClient) -> None:
    family.get("/en/services/none/report", status=404)
    family.post("/en/services/none/helped", {"helped": "yes"}, status=404)
