"""Whatever can be understood is taken; what cannot says how to mend it, and the way to do so is there."""

import pytest
from flask import Flask

from portal.referrals.models import FamilyMember
from tests.page_client import PageClient
from tests.web.public.ask.journey import RING, SEFTON, TELL, answer, begin, read_answers, tell_more


@pytest.mark.parametrize(
    ("typed", "unit", "person"),
    [
        ("4 years", "years", FamilyMember(age=4)),
        ("4y", "years", FamilyMember(age=4)),
        ("38 years old", "years", FamilyMember(age=38)),
        ("10 months", "years", FamilyMember(months=10)),
        ("10 mths", "months", FamilyMember(months=10)),
        ("10 miesi\u0119cy", "years", FamilyMember(months=10)),
        ("\u0664 \u0633\u0646\u0648\u0627\u062a", "years", FamilyMember(age=4)),
        ("\u0664", "months", FamilyMember(months=4)),
        ("6 weeks", "years", FamilyMember(months=1)),
        ("3wks old", "years", FamilyMember(months=0)),
        ("newborn", "years", FamilyMember(months=0)),
        ("expecting", "years", FamilyMember(is_expected=True)),
    ],
)
def test_an_age_is_read_with_the_unit_written_beside_it(
    family: PageClient, staff_app: Flask, typed: str, unit: str, person: FamilyMember
) -> None:
    family.submit_and_follow(tell_more(family, age_1={"age_1": typed, "unit_1": unit}))
    assert read_answers(staff_app).family == (person,)


@pytest.mark.parametrize("typed", ["teenager", "4, 5", "year 4", "400 years", "40 months", "x"])
def test_an_age_that_could_be_another_is_asked_again(family: PageClient, typed: str) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {}, *TELL[:2])
    page = family.submit(page, {"age_1": typed}, status=422)
    assert page.errors == ["Type the age as one number, for example 4, and choose years or months beside it."]
    assert f'value="{typed}"' in page.html


@pytest.mark.parametrize("typed", ["not sure", "-", "L20", "somewhere in L20 4AA or so"])
def test_the_council_chosen_is_enough_where_the_postcode_cannot_be_read(
    family: PageClient, staff_app: Flask, typed: str
) -> None:
    page = answer(family, begin(family), {"asker": "parent"}, {"postcode": typed, "council": "sefton"})
    assert "Early help in Sefton" in page.text
    family.submit_and_follow(answer(family, page, {}, RING))
    assert read_answers(staff_app).postcode in {"", "L20", "L20 4AA"}


def test_whom_it_is_not_safe_to_ring_finds_the_other_ways(family: PageClient) -> None:
    page = answer(family, begin(family), {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = family.submit(page, {**RING, "may_ring": "no"}, status=422)
    assert page.errors == [
        "Then we will not ring it. Type a number that is safe, or choose another way at the end of this page."
    ]
    page = family.submit_and_follow(family.get(page.links()["Tell us more"]))
    assert page.h1 == "What is worrying you?"


def test_what_was_left_empty_can_be_added_from_the_check_page(family: PageClient) -> None:
    check = tell_more(family, worry={"worry": ""}, going_well={}, age_1={})
    for question in ("What is worrying you?", "What is going well?", "Who is in the family?"):
        assert f"{question} You left this empty." in check.text
        assert question in family.get(check.links()[f"Change: {question}"]).text


def test_what_is_safe_can_be_said_from_the_check_page_where_nothing_was_said(family: PageClient) -> None:
    check = tell_more(family, way={"way": "text"}, detail={"name": "Sam", "detail": "07700 900123"}, may_ring={})
    question = "What is safe for you?"
    assert f"{question} You left this empty." in check.text
    assert "Is there anyone who must not know?" in family.get(check.links()[f"Change: {question}"]).text


def test_a_number_typed_in_arabic_digits_is_kept_in_those_that_a_worker_can_dial(
    family: PageClient, staff_app: Flask
) -> None:
    page = answer(family, begin(family), {"asker": "parent"}, {"postcode": "L٢٠ ٤AA"}, {})
    check = answer(family, page, {**RING, "detail": "٠١٥١ ٤٩٦ ٠٠٠٠"})
    assert "0151 496 0000" in check.text
    assert "L20 4AA" in check.text
    family.submit_and_follow(check)
    assert [each.detail for each in read_answers(staff_app).contacts] == ["0151 496 0000"]


def test_a_text_is_not_promised_to_a_phone_at_home(family: PageClient) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {}, *TELL[:3])
    page = answer(family, page, {"way": "text"})
    page = family.submit(page, {"name": "Sam", "detail": "0151 496 0000"}, status=422)
    assert page.errors == ["Type a mobile number."]


def test_a_browser_without_cookies_is_told_so(family: PageClient) -> None:
    page = family.get("/en/ask/step/1?way=ring_me")
    family.forget_cookies()
    refused = family.submit(page, {"danger": "no"}, status=400)
    assert "Allow cookies for this site" in refused.text
    assert "for a long time" not in refused.text


def test_an_old_page_is_still_called_old(family: PageClient) -> None:
    begin(family)
    assert "for a long time" in family.post("/en/ask/step/2", {"asker": "parent"}, status=400).text


@pytest.mark.parametrize(
    ("typed", "unit", "words"), [("1", "years", "Sam, 1 year old"), ("8", "months", "Sam, 8 months old")]
)
def test_an_age_is_said_as_people_say_it_before_it_is_sent(
    family: PageClient, typed: str, unit: str, words: str
) -> None:
    check = tell_more(family, age_1={"age_1": typed, "unit_1": unit, "name_1": "Sam"})
    assert words in check.text
