"""Short emails are offered only to whoever chose email, and only where this site sends any."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.app import create_public_app
from portal.config import Settings
from portal.referrals.models import MAY_MESSAGE
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.ask.journey import SEFTON, TELL, answer, begin, read_answers

EMAIL = {"name": "Sam", "detail": "sam@family.example"}


def up_to_agreements(family: PageClient, way: str, details: dict[str, object]) -> object:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {}, *TELL[:3])
    safe = {"may_ring": "yes"} if way == "phone" else {}
    return answer(family, page, {"way": way}, details, safe, {})


@pytest.fixture
def mailing(settings: Settings, clock: StoppedClock) -> PageClient:
    with_mail = replace(settings, family_mail_from="office@council.example")
    return PageClient(create_public_app(with_mail, clock=clock))


def test_a_family_that_chose_email_can_tick_short_messages(mailing: PageClient, staff_app: Flask) -> None:
    page = up_to_agreements(mailing, "email", EMAIL)
    assert "It is safe to send me short emails" in page.text
    page = answer(mailing, page, {"may_contact": "y", "may_message": "y"})
    mailing.submit_and_follow(page)
    assert read_answers(staff_app).message_address == "sam@family.example"


def test_without_the_tick_no_message_may_go(mailing: PageClient, staff_app: Flask) -> None:
    page = answer(mailing, up_to_agreements(mailing, "email", EMAIL), {"may_contact": "y"})
    mailing.submit_and_follow(page)
    assert read_answers(staff_app).message_address == ""


def test_no_other_way_is_offered_messages(mailing: PageClient) -> None:
    page = up_to_agreements(mailing, "phone", {"name": "Sam", "detail": "0151 496 0000"})
    assert "short emails" not in page.text


def test_a_site_that_sends_none_offers_none(family: PageClient) -> None:
    assert "short emails" not in up_to_agreements(family, "email", EMAIL).text


def test_the_tick_for_emails_is_asked_again_for_another_address(mailing: PageClient) -> None:
    answer(mailing, up_to_agreements(mailing, "email", EMAIL), {"may_contact": "y", "may_message": "y"})
    page = mailing.get("/en/ask/step/16")
    page = answer(mailing, page, {"name": "Sam", "detail": "everybody@family.example"})
    assert page.path == "/en/ask/step/19"
    assert [each.get("name") for each in page.main.iter("input") if each.get("checked") is not None] == []


def test_no_tick_for_emails_goes_with_a_request_to_be_rung(mailing: PageClient, staff_app: Flask) -> None:
    answer(mailing, up_to_agreements(mailing, "email", EMAIL), {"may_contact": "y", "may_message": "y"})
    page = answer(mailing, mailing.get("/en/ask/step/15"), {"way": "phone"})
    page = answer(mailing, page, {"name": "Sam", "detail": "0151 496 0000"}, {"may_ring": "yes"}, {"may_contact": "y"})
    mailing.submit_and_follow(page)
    assert MAY_MESSAGE not in [each.id for each in read_answers(staff_app).agreements]


def test_another_name_alone_asks_for_nothing_again(mailing: PageClient) -> None:
    answer(
        mailing, up_to_agreements(mailing, "phone", {"name": "Sam", "detail": "0151 496 0000"}), {"may_contact": "y"}
    )
    page = answer(mailing, mailing.get("/en/ask/step/16"), {"name": "Alex"})
    assert page.path == "/en/ask/check"
