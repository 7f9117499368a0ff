"""Families go on asking while what the site knows changes: a place, a council or a danger may be gone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from portal.places.areas import Areas
from portal.places.gazetteer import Gazetteer
from tests.page_client import PageClient
from tests.web.public.ask.journey import SEFTON, answer, ask_to_be_rung, count_referrals, parts_of, tell_more


def change_areas(app: Flask, areas: Areas) -> None:
    app.extensions["parts"] = replace(parts_of(app), areas=areas, gazetteer=Gazetteer(areas))


def without_sefton(areas: Areas) -> Areas:
    return replace(areas, councils={name: each for name, each in areas.councils.items() if name != "sefton"})


def without_its_codes(areas: Areas) -> Areas:
    return replace(areas, codes={code: each for code, each in areas.codes.items() if not code.startswith("L20")})


@pytest.mark.parametrize("change", [without_sefton, without_its_codes])
def test_a_place_that_is_known_no_more_is_asked_again_and_the_rest_stays(
    public_app: Flask, family: PageClient, change: Callable[[Areas], Areas]
) -> None:
    ask_to_be_rung(family, postcode=SEFTON)
    change_areas(public_app, change(parts_of(public_app).areas))
    page = family.follow(family.get("/en/ask/check", status=303))
    assert page.path == "/en/ask/step/7"
    page = answer(family, page, {"postcode": "", "council": "knowsley"}, {})
    assert page.path == "/en/ask/check"
    family.submit_and_follow(page)
    assert count_referrals(public_app) == 1


def test_a_danger_that_was_noticed_and_is_gone_holds_nobody_up(public_app: Flask, family: PageClient) -> None:
    tell_more(family, worry={"worry": "he hits me"})
    parts = parts_of(public_app)
    dangers = {name: each for name, each in parts.catalogue.dangers.items() if name != "violence"}
    public_app.extensions["parts"] = replace(parts, catalogue=replace(parts.catalogue, dangers=dangers))
    family.submit_and_follow(family.get("/en/ask/check"))
    assert count_referrals(public_app) == 1
