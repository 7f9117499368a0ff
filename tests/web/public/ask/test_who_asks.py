"""Who may ask here: young people by age, helpers, somebody worried about another child."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.referrals.models import Asker, Helper, YoungPerson
from portal.web.public.ask.forms_end import WORDING_VERSION
from tests.page import Page
from tests.page_client import PageClient
from tests.web.public.ask.journey import (
    HELPER,
    RING,
    SEFTON,
    TELL,
    answer,
    begin,
    count_drafts,
    count_referrals,
    is_urgent,
    parts_of,
    read_answers,
)


def say_age(family: PageClient, age: str) -> Page:
    return answer(family, begin(family), {"asker": "young_person"}, {"age": age})


def test_worry_about_another_familys_child_collects_nothing(family: PageClient, public_app: Flask) -> None:
    page = answer(family, begin(family), {"asker": "worried_about_other"})
    assert "0151 934 4013" in page.text
    assert "0808 800 5000" in page.text
    assert list(page.main.iter("form")) == []
    assert (count_drafts(public_app), count_referrals(public_app)) == (0, 0)
    assert family.get("/en/ask/step/7", status=303).location == "/en/ask/"


def test_a_helper_without_the_familys_agreement_is_stopped(family: PageClient, public_app: Flask) -> None:
    page = answer(family, begin(family), {"asker": "helper"}, {"agreed": "no"})
    assert page.h1 == "Ask the family first"
    assert count_referrals(public_app) == 0


def test_a_helper_says_how_the_family_agreed_and_who_they_are_after_the_council_is_named(
    family: PageClient, staff_app: Flask
) -> None:
    page = answer(family, begin(family), {"asker": "helper"})
    assert family.submit(page, {"agreed": "yes"}, status=422).errors == ["Choose how they told you."]
    earlier = family.submit(page, {"agreed": "yes", "how": "spoken"}, status=422)
    assert earlier.errors == ["Say when they agreed."]
    page = answer(family, page, {"agreed": "yes", "how": "here_now"}, {"postcode": SEFTON})
    assert "Sefton Council is in charge" in page.text
    page = answer(family, page, {}, HELPER, RING)
    family.submit_and_follow(page)
    sent = read_answers(staff_app)
    assert sent.asker is Asker.HELPER
    assert sent.helper == Helper(
        "Jo",
        "teacher",
        "01632 960001",
        how_agreed="here_now",
        agreed_on="2026-03-10",
        agreed_by="mum",
        wording_version=WORDING_VERSION,
    )


@pytest.mark.parametrize("age", ["5", "12"])
def test_under_the_lowest_age_nothing_is_collected(family: PageClient, public_app: Flask, age: str) -> None:
    page = say_age(family, age)
    assert "0800 1111" in page.text
    assert "0151 459 2606" in page.text
    assert list(page.main.iter("form")) == []
    assert (count_drafts(public_app), count_referrals(public_app)) == (0, 0)


def test_the_councils_own_age_counts_once_it_is_known(family: PageClient, public_app: Flask) -> None:
    parts = parts_of(public_app)
    stricter = replace(parts.areas.councils["sefton"], minimum_age_alone=15)
    areas = replace(parts.areas, councils={**parts.areas.councils, "sefton": stricter})
    public_app.extensions["parts"] = replace(parts, areas=areas)
    page = answer(family, say_age(family, "14"), {"does_parent_know": "no", "may_talk": "no"}, {"postcode": SEFTON})
    assert "0800 1111" in page.text
    assert "0151 934 4013" in page.text
    assert "0151 459 2606" not in page.text
    assert count_drafts(public_app) == 0


@pytest.mark.parametrize("age", ["13", "15"])
def test_from_13_to_15_parents_are_asked_about(family: PageClient, staff_app: Flask, age: str) -> None:
    page = say_age(family, age)
    assert page.h1 == "Your parents or carers"
    page = answer(family, page, {"does_parent_know": "yes", "may_talk": "no"}, {"postcode": SEFTON}, {}, RING)
    family.submit_and_follow(page)
    assert read_answers(staff_app).young_person == YoungPerson(int(age), True, False)


@pytest.mark.parametrize("age", ["16", "17"])
def test_at_16_or_17_nowhere_to_sleep_goes_to_the_front_door_now(
    family: PageClient, staff_app: Flask, age: str
) -> None:
    page = answer(family, say_age(family, age), {"nowhere": "yes"})
    assert page.h1 == "Ring now about tonight"
    assert "0151 934 4013" in page.text
    page = answer(family, family.get(page.links()["Go on"]), {"postcode": SEFTON}, {}, RING)
    family.submit_and_follow(page)
    assert read_answers(staff_app).young_person == YoungPerson(int(age), has_nowhere_to_sleep=True)
    assert is_urgent(staff_app)


def test_at_16_with_somewhere_to_sleep_their_own_agreement_is_enough(family: PageClient, staff_app: Flask) -> None:
    page = answer(family, say_age(family, "16"), {"nowhere": "no"}, {"postcode": SEFTON}, {}, RING)
    family.submit_and_follow(page)
    assert read_answers(staff_app).young_person == YoungPerson(16)
    assert not is_urgent(staff_app)


@pytest.mark.parametrize("age", ["18", "25"])
def test_from_18_to_25_they_ask_as_adults(family: PageClient, age: str) -> None:
    assert say_age(family, age).h1 == "Where do you mostly live?"


def test_over_25_there_is_another_way(family: PageClient, public_app: Flask) -> None:
    page = say_age(family, "26")
    assert page.h1 == "You can ask in another way"
    assert family.get(page.links()["Go back to the question"]).h1 == "How old are you?"
    assert count_referrals(public_app) == 0


def test_an_age_left_behind_does_not_make_a_parent_a_young_person(family: PageClient, staff_app: Flask) -> None:
    answer(family, say_age(family, "15"), {"does_parent_know": "yes", "may_talk": "yes"})
    page = answer(family, family.get("/en/ask/step/2"), {"asker": "parent"}, {"postcode": SEFTON}, {}, RING)
    family.submit_and_follow(page)
    assert read_answers(staff_app).young_person is None


def test_a_grown_up_child_who_has_not_agreed_needs_a_reason(family: PageClient) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {}, {}, {})
    page = family.submit(page, {"adults_agree": "not_agreed"}, status=422)
    assert page.errors == ["Say in a few words why you ask."]


def test_what_stands_for_evidence_of_agreement_is_in_no_language(family: PageClient, staff_app: Flask) -> None:
    page = family.submit_and_follow(family.get("/ar/ask/step/1?way=tell_more"), {"danger": "no"})
    page = answer(family, page, {"asker": "helper"}, {"agreed": "yes", "how": "spoken", "agreed_on": "last Monday"})
    page = answer(family, page, {"postcode": SEFTON}, {}, HELPER, *TELL[:2])
    page = answer(family, page, {"age_1": "19", "adults_agree": "not_agreed", "reason": "she is ill"}, *TELL[3:])
    family.submit_and_follow(page)
    sent = read_answers(staff_app)
    assert sent.locale == "ar"
    assert sent.helper
    assert sent.helper.how_agreed == "spoken"
    assert (sent.why_not_agreed, sent.other_needs) == ("she is ill", "")
