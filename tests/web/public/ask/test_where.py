"""Where the children live: postcode or council, borders, outside, nobody to read."""

from dataclasses import replace
from datetime import time

import pytest
from flask import Flask
from sqlalchemy import select

from portal.app import create_public_app
from portal.config import Settings
from portal.places.models import Calendar, OpeningHours, Promise
from portal.referrals.tables import referrals
from portal.store.transactions import reading, writing
from portal.teams import Role, accept_team, add_person, add_team, confirm_test, set_calendar
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient
from tests.web.public.ask.journey import (
    BORDER,
    OUTSIDE,
    RING,
    SEFTON,
    answer,
    ask_to_be_rung,
    begin,
    count_referrals,
    parts_of,
)


def say_place(family: PageClient, **given: str) -> Page:
    return answer(family, begin(family), {"asker": "parent"}, given)


def test_the_door_the_hubs_and_the_day_are_named_before_any_personal_question(family: PageClient) -> None:
    page = say_place(family, postcode=SEFTON)
    assert "Early help in Sefton" in page.text
    assert "Friday 13 March 2026" in page.text  # three working days after a Tuesday
    assert "Bootle Library" in page.text
    assert "Sefton Council is in charge of what you tell us" in page.text


def test_a_proposed_locality_is_not_named_as_a_team(family: PageClient) -> None:
    assert "South Sefton" not in say_place(family, postcode=SEFTON).text


@pytest.mark.parametrize("council", ["knowsley", "liverpool", "sefton"])
def test_on_a_border_the_person_says_which_council_it_is(family: PageClient, public_app: Flask, council: str) -> None:
    page = say_place(family, postcode=BORDER)
    assert page.h1 == "Which council do you pay council tax to?"
    page = answer(family, page, {"council": council}, {}, RING)
    family.submit_and_follow(page)
    with reading(parts_of(public_app).engine) as db:
        assert db.execute(select(referrals.c.council_id, referrals.c.team_id)).one() == (council, f"practice-{council}")


def test_a_council_by_name_is_enough(family: PageClient) -> None:
    assert "Early help in Knowsley" in say_place(family, council="knowsley").text


def test_the_first_half_of_a_postcode_is_enough(family: PageClient) -> None:
    assert "Early help in Sefton" in say_place(family, postcode="l22").text


def test_outside_the_area_the_right_council_is_named_and_nothing_collected(
    family: PageClient, public_app: Flask
) -> None:
    page = say_place(family, postcode=OUTSIDE)
    assert page.h1 == "Your council is West Lancashire"
    assert {each.get("type") for each in page.main.iter("input")} == {"hidden"}
    assert count_referrals(public_app) == 0
    assert OUTSIDE not in family.get(page.links()["Type another postcode"]).html


def test_another_council_from_a_border_is_outside_too_and_another_postcode_can_be_typed(family: PageClient) -> None:
    page = answer(family, say_place(family, postcode=BORDER), {"council": "other"})
    assert page.h1 == "That is another council"
    again = family.get(page.links()["Type another postcode"])
    assert again.path == "/en/ask/step/7"
    assert BORDER not in again.html


def test_a_repaired_postcode_is_shown_to_be_confirmed(family: PageClient) -> None:
    page = answer(family, begin(family), {"asker": "parent"})
    page = family.submit(page, {"postcode": "L2O 4AA"}, status=422)
    assert page.errors == ["We read this as L20 4AA. If that is right, press Continue."]
    assert "Early help in Sefton" in family.submit_and_follow(page).text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Type a postcode, or choose the council below."),
        ("hello", "We cannot read that as a postcode. Type it like AB1 2CD, or choose the council below."),
        (
            "L69 3BX",
            "This is the postcode of an office or a PO box. Type your home postcode, or choose the council below.",
        ),
        ("L99 1AA", "We do not know this postcode. Check it. If it is right, choose the council below."),
    ],
)
def test_a_place_that_cannot_be_read_says_how_to_mend_it_and_stays_typed(
    family: PageClient, typed: str, error: str
) -> None:
    page = family.submit(answer(family, begin(family), {"asker": "parent"}), {"postcode": typed}, status=422)
    assert page.errors == [error]
    assert f'value="{typed}"' in page.html


def test_an_offices_postcode_with_the_council_by_name_is_enough(family: PageClient) -> None:
    assert "Early help in Liverpool" in say_place(family, postcode="L69 3BX", council="liverpool").text


def test_a_place_by_name_is_enough(family: PageClient) -> None:
    page = say_place(family, postcode="bootle")
    assert "We found: Bootle, Sefton" in page.text
    assert "Bootle Library" in page.text


def test_another_postcode_asks_again_what_hung_on_it(family: PageClient) -> None:
    say_place(family, postcode=BORDER)
    page = answer(family, family.get("/en/ask/step/7"), {"postcode": SEFTON})
    assert page.path == "/en/ask/step/9"


def live_site(settings: Settings, clock: StoppedClock, promise: Promise | None) -> Flask:
    app = create_public_app(replace(settings, is_practice=False), clock=clock)
    parts = parts_of(app)
    sefton = replace(parts.areas.councils["sefton"], promise=promise)
    areas = replace(parts.areas, councils={**parts.areas.councils, "sefton": sefton})
    app.extensions["parts"] = replace(parts, areas=areas)
    return app


def accept_live_team(app: Flask, clock: StoppedClock) -> None:
    with writing(parts_of(app).engine) as db:
        add_team(db, team_id="live", council_id="sefton", name="Sefton", email="team@example.com", now=clock())
        for role in (Role.READER, Role.MANAGER):
            add_person(db, "live", name=role, email=f"{role}@example.com", role=role, now=clock())
        confirm_test(db, "live", clock(), by="Ann")
        accept_team(db, "live", clock(), has_calendar=True, has_promise=True)


def test_live_without_an_accepted_team_nothing_is_collected(settings: Settings, clock: StoppedClock) -> None:
    app = live_site(settings, clock, Promise(1, 3))
    page = say_place(PageClient(app), postcode=SEFTON)
    assert page.h1 == "Please ring"
    assert "0151 934 4013" in page.text
    assert "Practice site" not in page.text


def test_live_on_a_border_where_nobody_reads_the_postcode_is_forgotten_with_the_council(
    settings: Settings, clock: StoppedClock
) -> None:
    family = PageClient(live_site(settings, clock, Promise(1, 3)))
    assert answer(family, say_place(family, postcode=BORDER), {"council": "sefton"}).h1 == "Please ring"
    assert family.get("/en/ask/step/8", status=303).location == "/en/ask/step/7"
    assert BORDER not in family.get("/en/ask/step/7").html


def test_live_without_a_promise_nothing_is_collected(settings: Settings, clock: StoppedClock) -> None:
    app = live_site(settings, clock, None)
    accept_live_team(app, clock)
    assert say_place(PageClient(app), postcode=SEFTON).h1 == "Please ring"


def test_live_with_an_accepted_team_the_promise_is_the_councils_own(settings: Settings, clock: StoppedClock) -> None:
    app = live_site(settings, clock, Promise(1, 5))
    accept_live_team(app, clock)
    receipt = PageClient(app)
    page = receipt.submit_and_follow(ask_to_be_rung(receipt))
    assert "Somebody will be in touch by Tuesday 17 March 2026." in page.text
    assert "Practice site" not in page.text


def test_a_postcode_and_a_tick_at_another_council_are_never_settled_silently(family: PageClient) -> None:
    page = answer(family, begin(family), {"asker": "parent"})
    page = family.submit(page, {"postcode": "L32 1AA", "council": "liverpool"}, status=422)
    assert page.errors == ["L32 1AA is in the area of Knowsley Council. Clear the postcode, or choose that council."]


def test_a_postcode_far_away_is_another_councils(family: PageClient) -> None:
    assert say_place(family, postcode="CH41 1AA").h1 == "That is another council"


def test_the_day_on_the_receipt_is_by_the_teams_own_calendar_and_sooner_where_it_is_urgent(
    family: PageClient, public_app: Flask
) -> None:
    thursdays = Calendar((OpeningHours("TH", time(13), time(18)),))
    with writing(parts_of(public_app).engine) as db:
        set_calendar(db, "practice-sefton", thursdays)
    assert "Thursday 2 April" in family.submit_and_follow(ask_to_be_rung(family)).text
    other = PageClient(public_app)
    begin(other, danger="not_sure")
    page = answer(other, other.get("/en/ask/step/2"), {"asker": "parent"}, {"postcode": SEFTON}, {}, RING)
    assert "Thursday 19 March" in other.submit_and_follow(page).text


def test_where_the_team_stops_taking_requests_before_send_nothing_is_kept_of_the_answers(
    settings: Settings, clock: StoppedClock
) -> None:
    app = live_site(settings, clock, Promise(1, 5))
    accept_live_team(app, clock)
    family = PageClient(app)
    check = ask_to_be_rung(family)
    app.extensions["parts"] = replace(parts_of(app), public_keys={})
    page = family.submit_and_follow(check)
    assert page.h1 == "Please ring"
    assert "In Sefton" in page.text
    assert "In Knowsley" not in page.text
    assert count_referrals(app) == 0
    assert family.get("/en/ask/step/11", status=303).location == "/en/ask/step/1"
