"""Both ways in, from the first page to what the team can read."""

import re

import pytest
from flask import Flask

from portal.referrals.models import (
    Asker,
    Contact,
    ContactWay,
    Danger,
    FamilyMember,
    Interpreter,
    Permission,
    Way,
)
from tests.clock import StoppedClock
from tests.page import text_of
from tests.page_client import PageClient
from tests.web.public.ask.journey import (
    RING,
    SEFTON,
    answer,
    ask_to_be_rung,
    begin,
    count_referrals,
    is_urgent,
    read_answers,
    tell_more,
)

DAY, NIGHT = "0151 934 4013", "0151 934 3555"  # Sefton's front door


def test_the_first_page_sets_no_cookie_and_says_what_asking_starts(family: PageClient) -> None:
    page = family.get("/en/ask/")
    assert family.cookies() == []
    assert "does not start a social work investigation" in page.text
    assert "never ask about immigration status" in page.text


def test_just_ring_me_is_one_page_of_questions_and_reaches_the_team(family: PageClient, staff_app: Flask) -> None:
    receipt = family.submit_and_follow(ask_to_be_rung(family))
    assert re.search(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}", receipt.text)
    sent = read_answers(staff_app)
    assert (sent.way, sent.asker, sent.danger) == (Way.RING_ME, Asker.PARENT, Danger.NO)
    assert sent.contacts == (Contact(ContactWay.PHONE, "0151 496 0000"),)
    assert sent.safe_contact.may_ring is Permission.YES
    assert sent.safe_contact.may_leave_message is Permission.NO
    assert [(each.id, each.is_given) for each in sent.agreements] == [("may_contact", True)]


def test_tell_us_more_keeps_every_answer(family: PageClient, staff_app: Flask) -> None:
    family.submit_and_follow(tell_more(family))
    sent = read_answers(staff_app)
    assert sent.way is Way.TELL_MORE
    assert sent.postcode == SEFTON
    assert sent.needs == ("school-attendance",)
    assert (sent.worry, sent.going_well) == ("He will not get out of bed.", "His gran helps.")
    assert sent.family == (FamilyMember(age=13), FamilyMember(months=8), FamilyMember(is_expected=True))
    assert sent.safe_contact.must_not_know == "my ex"
    assert sent.interpreter == Interpreter(language="Polish", is_not_from_my_community=True)
    assert {each.id: each.is_given for each in sent.agreements} == {
        "may_contact": True,
        "may_talk_school": True,
        "may_talk_gp": False,
    }


@pytest.mark.parametrize(
    ("way", "details", "safe", "contact"),
    [
        ("text", {"name": "Sam", "detail": "07700 900982"}, {}, Contact(ContactWay.TEXT, "07700 900982")),
        ("email", {"name": "Sam", "detail": "sam@example.com"}, {}, Contact(ContactWay.EMAIL, "sam@example.com")),
        ("letter", {"name": "Sam", "detail": "1 High Street"}, {}, Contact(ContactWay.LETTER, "1 High Street")),
        (
            "trusted_person",
            {"name": "Sam", "person": "Gran", "detail": "0151 496 0001"},
            {"may_ring": "ask"},
            Contact(ContactWay.TRUSTED_PERSON, "0151 496 0001", "Gran"),
        ),
    ],
)
def test_any_one_way_to_be_reached_is_enough(
    family: PageClient,
    staff_app: Flask,
    way: str,
    details: dict[str, str],
    safe: dict[str, str],
    contact: Contact,
) -> None:
    family.submit_and_follow(tell_more(family, way={"way": way}, detail=details, may_ring=safe))
    sent = read_answers(staff_app)
    assert sent.contacts == (contact,)
    assert sent.safe_contact.may_ring is (Permission.ASK if safe else Permission.NO)


def test_somebody_may_come_to_a_place_with_an_address_and_hours(family: PageClient, staff_app: Flask) -> None:
    family.submit_and_follow(
        tell_more(family, way={"way": "come_to_hub"}, detail={"name": "Sam", "hub": "hub-bootle-library"}, may_ring={})
    )
    assert read_answers(staff_app).contacts == (Contact(ContactWay.COME_TO_HUB, hub_id="hub-bootle-library"),)


def test_a_hubs_name_is_marked_as_english_on_other_pages(family: PageClient) -> None:
    tell_more(family, way={"way": "come_to_hub"}, detail={"name": "Sam", "hub": "hub-bootle-library"}, may_ring={})
    check = family.get("/ar/ask/check")
    assert "Bootle Library" in [text_of(each) for each in check.main.iter("bdi") if each.get("lang") == "en"]


def test_a_service_chosen_before_goes_with_the_request(family: PageClient, staff_app: Flask) -> None:
    page = answer(family, begin(family, service="childline"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    answer(family, page, {"name": "Sam", "detail": "01514960000", "may_ring": "ask", "may_contact": "y"}, {})
    assert read_answers(staff_app).service_id == "childline"


def test_a_service_that_is_not_there_is_left_out(family: PageClient, staff_app: Flask) -> None:
    page = answer(family, begin(family, service="no-such-service"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    answer(family, page, {"name": "Sam", "detail": "01514960000", "may_ring": "ask", "may_contact": "y"}, {})
    assert read_answers(staff_app).service_id is None


def test_a_service_stands_among_the_answers_to_check_and_can_be_left_out(family: PageClient, staff_app: Flask) -> None:
    answer(family, begin(family, service="childline"), {"asker": "parent"}, {"postcode": SEFTON}, {}, RING)
    check = family.get("/en/ask/check")
    assert "You asked about Childline" in check.text
    first = family.get(check.links()["Change: You asked about"])
    assert "Childline" in first.text
    check = family.submit_and_follow(family.get(first.links()["Leave this out"]))
    assert "Childline" not in check.text
    family.submit_and_follow(check)
    assert read_answers(staff_app).service_id is None


def test_a_service_goes_back_with_who_goes_back_and_not_with_who_begins_without_one(
    family: PageClient, staff_app: Flask
) -> None:
    begin(family, service="childline")
    first = family.get("/en/ask/step/1")
    back = first.tree.find(".//a[@class='back']")
    assert back is not None
    assert back.get("href") == "/en/ask/?service=childline"
    plain = family.get(family.get("/en/ask/").links()["Just ring me"])
    page = answer(family, plain, {"danger": "no"}, {"asker": "parent"}, {"postcode": SEFTON}, {}, RING)
    family.submit_and_follow(page)
    assert read_answers(staff_app).service_id is None


def test_an_answer_can_be_changed_from_the_check_page(family: PageClient, staff_app: Flask) -> None:
    check = tell_more(family)
    change = next(url for words, url in check.links().items() if words.startswith("Change: Tick what fits"))
    back = family.submit_and_follow(family.get(change), {"worry": "He has stopped eating."})
    assert back.path == "/en/ask/check"
    family.submit_and_follow(back)
    assert read_answers(staff_app).worry == "He has stopped eating."


def test_another_way_to_be_reached_is_asked_for_again_in_full(family: PageClient) -> None:
    tell_more(family)
    page = family.submit_and_follow(family.get("/en/ask/step/15"), {"way": "email"})
    assert page.path == "/en/ask/step/16"
    assert "0151 496 0000" not in page.html


def test_an_answer_that_is_no_longer_asked_for_is_not_sent(family: PageClient, staff_app: Flask) -> None:
    tell_more(family, age_1={"age_1": "19", "adults_agree": "not_agreed", "reason": "she left home"})
    page = answer(family, family.get("/en/ask/step/2"), {"asker": "young_person"}, {"age": "17"}, {"nowhere": "no"})
    assert "she left home" not in page.text
    family.submit_and_follow(page)
    sent = read_answers(staff_app)
    assert sent.family == (FamilyMember(age=19),)
    assert "she left home" not in sent.to_json().decode()


def test_words_of_danger_show_help_before_sending_and_go_to_the_top(family: PageClient, public_app: Flask) -> None:
    check = tell_more(family, worry={"worry": "I am scared, he hits me at night"})
    assert "In danger or feeling desperate? Ring now" in check.text
    assert "Sefton domestic abuse helpline" in check.text
    assert "Liverpool Domestic Abuse Services" not in check.text
    family.submit_and_follow(check)
    assert is_urgent(public_app)


def test_words_of_danger_show_help_where_they_have_to_be_made_shorter_too(family: PageClient) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    assert page.tree.find(".//section[@class='crisis']") is None
    page = family.submit(page, {"worry": f"he hits me {'and I am tired ' * 300}"}, status=422)
    assert page.errors == ["Make this shorter: 4000 characters at most."]
    assert page.tree.find(".//section[@class='crisis']") is not None


@pytest.mark.parametrize("danger", ["yes", "not_sure"])
def test_danger_now_shows_whom_to_ring_and_the_way_on_goes_to_the_top(
    family: PageClient, public_app: Flask, danger: str
) -> None:
    page = begin(family, danger=danger)
    assert "999" in page.text
    assert "0151 934 4013" in page.text
    page = family.get(page.links()["Go on"])
    answer(family, page, {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = family.get("/en/ask/step/11")
    answer(family, page, {"name": "Sam", "detail": "01514960000", "may_ring": "ask", "may_contact": "y"}, {})
    assert count_referrals(public_app) == 1
    assert is_urgent(public_app)


@pytest.mark.parametrize("path", ["/en/ask/step/1", "/en/ask/info/1"])
@pytest.mark.parametrize(("hours", "first"), [(0, DAY), (16, NIGHT)])
def test_where_it_cannot_wait_the_number_that_is_answered_now_comes_first(
    family: PageClient, clock: StoppedClock, path: str, hours: int, first: str
) -> None:
    clock.pass_time(hours=hours)
    begin(family, danger="yes")
    sefton = family.get(path).text.partition("In Sefton")[2]
    assert min((DAY, NIGHT), key=sefton.index) == first


def test_help_in_danger_stands_on_the_next_page_but_not_on_every_one(family: PageClient) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = answer(family, page, {"worry": "he hits me"})
    assert "Ring now" in page.text
    assert "Ring now" not in answer(family, page, {}).text


def test_a_request_without_danger_is_not_urgent(family: PageClient, public_app: Flask) -> None:
    family.submit_and_follow(tell_more(family))
    assert not is_urgent(public_app)
