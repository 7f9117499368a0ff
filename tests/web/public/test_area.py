"""Your area: whose door it is, whether it is open now, the hubs; a page for each council and locality; plain pages."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from portal.places.gazetteer import Gazetteer
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.results import live_in, stand_in


def test_a_postcode_leads_to_the_door_and_the_hubs_nearest_first(family: PageClient) -> None:
    page = family.follow(stand_in(family, "L32 1AA"))
    assert page.h1 == "Your area"
    assert "Near L32 1AA, Knowsley" in page.text
    assert page.links()["Ring 0151 443 2600"] == "tel:01514432600"
    names = [name for name in page.links() if "Centre" in name or "Library" in name]
    assert names[0].startswith("The Kirkby Centre")
    assert "Northwood" in page.text  # its position is not known: listed all the same


@pytest.mark.parametrize(("emptied", "example"), [(("hubs",), "Like L1 0AA."), (("hubs", "codes"), "Like AB1 2AB.")])
@pytest.mark.parametrize("path", ["/en/", "/en/area"])
def test_a_council_without_hubs_yet_shows_how_a_postcode_is_written(
    public_app: Flask, family: PageClient, path: str, emptied: tuple[str, ...], example: str
) -> None:
    parts = public_app.extensions["parts"]
    areas = replace(parts.areas, **{name: {} for name in emptied})
    public_app.extensions["parts"] = replace(parts, areas=areas)
    assert example in family.get(path).text


def test_where_no_postcode_is_known_none_is_said_to_be_outside(public_app: Flask, family: PageClient) -> None:
    parts = public_app.extensions["parts"]
    areas = replace(parts.areas, codes={})
    public_app.extensions["parts"] = replace(parts, areas=areas, gazetteer=Gazetteer(areas))
    page = family.submit(family.get("/en/area"), {"postcode": "CH41 1AA"}, action="/en/area", status=422)
    assert "choose your council by name" in page.errors[0]


def test_the_emergency_page_has_no_empty_list_where_a_catalogue_knows_999_alone(
    public_app: Flask, family: PageClient
) -> None:
    parts = public_app.extensions["parts"]
    dangers = {key: replace(each, crisis_lines=("emergency-999",)) for key, each in parts.catalogue.dangers.items()}
    public_app.extensions["parts"] = replace(parts, catalogue=replace(parts.catalogue, dangers=dangers))
    page = family.get("/en/emergency")
    assert "Ring 999" in page.text
    assert "Someone to talk to" not in page.text


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "Open now, until 5:30pm"), (9, "Closed now. Opens Wednesday 11 March at 10:30am")],
)
def test_the_door_says_whether_it_is_open_now(family: PageClient, clock: StoppedClock, hours: int, words: str) -> None:
    clock.pass_time(hours=hours)
    live_in(family, "sefton")
    assert words in family.get("/en/area").text


def test_a_door_is_shut_on_a_bank_holiday(family: PageClient, clock: StoppedClock) -> None:
    clock.pass_time(days=24)  # Good Friday 2026
    live_in(family, "sefton")
    assert "Closed now. Opens Tuesday 7 April at 9am" in family.get("/en/area").text


def test_days_with_the_same_hours_stand_on_one_line(reader: PageClient) -> None:
    page = reader.get("/en/places/liverpool")
    assert "Monday to Friday: 8am to 10pm" in page.text


def test_outside_the_area_the_right_council_is_named(family: PageClient) -> None:
    page = family.follow(stand_in(family, "WA10 1AA"))
    assert "St" in page.text
    assert "This site does not cover your council." in page.text
    assert "Find help for the whole country" in page.links()


def test_a_postcode_that_is_no_postcode_is_asked_for_again(reader: PageClient, reader_app: Flask) -> None:
    page = reader.submit(reader.get("/en/area"), {"postcode": "what?"}, status=422)
    (error,) = page.errors
    example = re.fullmatch(
        r"Enter a postcode, like (.+), the first part of one, like .+, or the name of a town here.", error
    )
    assert example
    assert example[1] in {hub.postcode for hub in reader_app.extensions["parts"].areas.hubs.values()}
    assert page.main.find(".//input[@name='postcode']").get("value") == "what?"


def test_a_council_that_does_not_exist_cannot_be_chosen(reader: PageClient) -> None:
    page = reader.submit(reader.get("/en/area/council"), {"council": "atlantis"}, status=422)
    assert page.errors


def test_every_council_and_locality_has_a_page(reader: PageClient, reader_app: Flask) -> None:
    areas = reader_app.extensions["parts"].areas
    for council in areas.councils.values():
        page = reader.get(f"/en/places/{council.id}")
        assert page.links()[f"Ring {council.front_door.phone}"]
        for hub in areas.hubs_of(council.id):
            assert hub.name in page.text
    for locality in areas.localities.values():
        page = reader.get(f"/en/places/{locality.id}")
        assert locality.name in page.h1
        if locality.basis == "proposed":
            assert "This split is a proposal" in page.text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/how-help-works", ["What asking does not", "Words you may hear"]),
        ("/en/easy-words", ["Team Around the Family", "Lead worker", "Early Help Assessment"]),
        ("/en/emergency", ["Ring 999", "press 55", "Sefton", "Ring 0151 934 3555", "Ring 0808 2000 247"]),
        ("/en/emergency", ["Monday to Friday: 8am to 10pm Ask what happens outside these hours."]),
        ("/en/safety", ["Leave this site", "What we cannot hide"]),
        ("/en/privacy", ["No cookie is set while you only look.", "30 days"]),
        ("/en/accessibility", ["2.2, level AA", "No disabled person has tested the site yet"]),
        ("/en/about", ["have not yet been checked", "practice site", "Crown copyright"]),
    ],
)
def test_the_plain_pages_say_what_they_must(reader: PageClient, path: str, words: list[str]) -> None:
    text = reader.get(path).text
    assert [each for each in words if each not in text] == []


def test_local_emergency_lines_show_once_the_place_is_known(family: PageClient) -> None:
    assert "First Step" not in family.get("/en/emergency").text
    stand_in(family, "L32 1AA")
    text = family.get("/en/emergency").text
    assert "Worst Kept Secret" in text or "First Step" in text
