"""From a pack to asking for help: nothing is typed twice, everything can be changed, the agreement is kept."""

from dataclasses import replace

from flask import Flask

from portal.app import create_public_app
from portal.config import Settings
from portal.referrals.models import Asker
from portal.web.public.ask.forms_end import WORDING_VERSION
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient
from tests.web.public.ask.journey import HELPER, TELL, answer, begin, count_drafts, parts_of, read_answers
from tests.web.public.test_pack import make_pack

AGREED = {"agreed": "yes", "how": "spoken", "agreed_on": "today"}


def stand_in(family: PageClient, postcode: str) -> None:
    family.submit(family.get("/en/area"), {"postcode": postcode}, action="/en/area")


def ask_from_pack(family: PageClient, *service_ids: str) -> Page:
    return family.submit_and_follow(make_pack(family, *service_ids), action="/en/pack/ask")


def test_who_asks_where_and_about_what_is_filled_in_and_kept_with_the_agreement(
    family: PageClient, staff_app: Flask
) -> None:
    stand_in(family, "L32 1AA")
    step = ask_from_pack(family, "not-fine-in-school", "kooth")
    assert "in danger right now" in step.text
    step = answer(family, step, {"danger": "no"})
    assert "Does the family agree that you ask for them?" in step.text
    step = answer(family, step, AGREED)
    assert "Early help in Knowsley" in step.text
    step = answer(family, step, {}, HELPER)
    step = answer(family, step, *TELL[1:])
    assert step.path == "/en/ask/check"
    family.submit_and_follow(step)
    sent = read_answers(staff_app)
    assert sent.asker is Asker.HELPER
    assert sent.postcode == "L32 1AA"
    assert sent.needs[0] == "school-attendance"
    assert len(sent.needs) == 2
    assert sent.helper
    assert (sent.helper.agreed_by, sent.helper.agreed_on) == ("mum", "today")
    assert sent.helper.wording_version == WORDING_VERSION


def test_what_was_filled_in_can_be_changed(family: PageClient) -> None:
    stand_in(family, "L32 1AA")
    answer(family, ask_from_pack(family, "not-fine-in-school"), {"danger": "no"}, AGREED)
    place = family.get("/en/ask/step/7")
    assert place.form().find(".//input[@name='postcode']").get("value") == "L32 1AA"  # type: ignore[union-attr]
    assert "Early help in Sefton" in answer(family, place, {"postcode": "L20 4AA", "council": "sefton"}).text


def test_the_place_is_filled_in_only_where_it_was_ticked(family: PageClient) -> None:
    stand_in(family, "L32 1AA")
    page = make_pack(family, "ypas")
    token = page.form("/en/pack/ask").find(".//input[@name='csrf_token']")
    assert token is not None
    step = family.follow(family.post("/en/pack/ask", {"csrf_token": token.get("value")}))
    assert "Where do the children mostly live?" in answer(family, step, {"danger": "no"}, AGREED).text


def test_a_place_that_leaves_the_council_open_is_not_filled_in(family: PageClient) -> None:
    stand_in(family, "L14 8AA")
    assert make_pack(family, "ypas").tree.find(".//input[@name='use_place']") is None


def test_without_agreement_nothing_is_asked_for(family: PageClient) -> None:
    step = answer(family, ask_from_pack(family, "ypas"), {"danger": "no"})
    assert "/ask/info/" in family.submit(step, {"agreed": "no"}).location


def test_what_was_answered_before_stays(family: PageClient) -> None:
    family.get("/en/ask/")
    answer(family, family.get("/en/ask/step/1?way=tell_more"), {"danger": "no"}, {"asker": "parent"})
    ask_from_pack(family, "ypas")
    page = family.get("/en/ask/step/2")
    chosen = [box.get("value") for box in page.main.iter("input") if box.get("checked") is not None]
    assert chosen == ["parent"]


def test_where_nobody_reads_requests_yet_the_numbers_stand_at_once_and_no_place_is_filled_in(
    settings: Settings, clock: StoppedClock
) -> None:
    family = PageClient(create_public_app(replace(settings, is_practice=False), clock=clock))
    stand_in(family, "L32 1AA")
    page = ask_from_pack(family, "not-fine-in-school")
    assert page.h1 == "Please ring"
    assert "In Knowsley" in page.text
    step = answer(family, family.get("/en/ask/step/1?way=tell_more"), {"danger": "no"}, {"asker": "parent"})
    assert step.h1 == "Where do the children mostly live?"


def test_a_young_persons_own_answers_are_thrown_away_where_the_packs_place_is_too_strict(
    family: PageClient, public_app: Flask
) -> None:
    parts = parts_of(public_app)
    stricter = replace(parts.areas.councils["knowsley"], minimum_age_alone=15)
    areas = replace(parts.areas, councils={**parts.areas.councils, "knowsley": stricter})
    public_app.extensions["parts"] = replace(parts, areas=areas)
    answer(family, begin(family, "tell_more"), {"asker": "young_person"}, {"age": "14"})
    stand_in(family, "L32 1AA")
    assert "0800 1111" in ask_from_pack(family, "ypas").text
    assert count_drafts(public_app) == 0
