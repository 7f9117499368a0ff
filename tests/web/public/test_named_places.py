"""No postcode: a place by name in the same box; codes that are new, ended, mistyped or an office's say so."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from portal.app import create_public_app
from portal.config import Settings
from portal.places.importer import import_postcodes
from portal.resources import resource_dir
from tests.clock import StoppedClock
from tests.page import text_of
from tests.page_client import PageClient
from tests.places.postcode_samples import NEW, NOW, ons_file, ons_row, write
from tests.web.public.results import cards_in, stand_in

TWICE = "From the docks and Kirkdale up to Walton, Waterloo"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Bootle", "Near Bootle, Sefton"),
        ("huyton, merseyside", "Near Huyton, Knowsley"),
        ("Liverpool", "In Liverpool"),
        ("Sefton Council", "In Sefton Council, Sefton"),
        ("L22", "Near L22, Sefton"),
    ],
)
def test_a_place_by_name_is_shown_as_it_was_understood_and_can_be_changed(
    family: PageClient, typed: str, understood: str
) -> None:
    page = family.follow(stand_in(family, typed))
    assert understood in page.text
    assert "Change place" in page.links()
    assert "Ring 0151" in page.text


def test_a_place_by_name_serves_the_search_and_stays_out_of_addresses(family: PageClient) -> None:
    answer = family.submit(family.get("/en/"), {"q": "reading", "postcode": "Southport"})
    assert answer.location == "/en/search?q=reading"
    page = family.follow(answer)
    assert "Near Southport, Sefton" in page.text
    near = [card.miles for card in cards_in(page, "near") if card.miles is not None]
    assert near
    assert near[0] <= 1


def test_a_council_next_door_by_name_is_outside(family: PageClient) -> None:
    page = family.follow(stand_in(family, "St Helens"))
    assert "St Helens is outside the area of this site." in page.text


@pytest.mark.parametrize(("council", "area"), [("sefton", "Sefton"), ("liverpool", "Liverpool")])
def test_a_name_in_two_councils_is_asked_about(
    settings: Settings, clock: StoppedClock, tmp_path: Path, council: str, area: str
) -> None:
    copytree(resource_dir("services_catalogue"), tmp_path / "catalogue")
    path = tmp_path / "catalogue/places/localities/liverpool-north.yaml"
    path.write_text(path.read_text().replace("From the docks and Kirkdale up to Walton", TWICE))
    family = PageClient(create_public_app(replace(settings, catalogue=tmp_path / "catalogue"), clock=clock))
    page = family.follow(stand_in(family, "waterloo"))
    assert "There is more than one Waterloo." in page.text
    line = family.get("/ar/search").tree.find(".//p[@class='place-line']")
    assert [text_of(each) for each in line.iter("bdi") if each.get("lang") == "en"] == ["Waterloo"]
    assert "Sefton Council" in page.text
    assert "Knowsley Council" not in page.text
    page = family.submit_and_follow(page, {"council": council})
    assert f"Near Waterloo, {area}" in page.text


@pytest.mark.parametrize("typed", ["Atlantis", "my house", "Bootle Southport"])
def test_a_name_nobody_knows_is_asked_for_again(reader: PageClient, typed: str) -> None:
    page = reader.submit(reader.get("/en/area"), {"postcode": typed}, status=422)
    (error,) = page.errors
    assert error.startswith("Enter a postcode, like ")
    assert error.endswith("or the name of a town here.")


def test_a_postcode_read_otherwise_than_typed_says_so(family: PageClient) -> None:
    assert "We read what you typed as L20 4AA." in family.follow(stand_in(family, "L2O 4AA")).text
    family.forget_cookies()
    assert "We read what you typed" not in family.follow(stand_in(family, "l204aa")).text


@pytest.mark.parametrize("typed", ["L69 3BX", "L75 1AA"])
def test_an_offices_postcode_can_be_looked_up_and_is_called_so(family: PageClient, typed: str) -> None:
    page = family.follow(stand_in(family, typed))
    assert "This postcode belongs to an office or a PO box." in page.text


@pytest.fixture
def listed(public_app: Flask, tmp_path: Path) -> None:
    """Import a list with one live code and one that has ended."""
    sefton = {"lad": "E08000014", "wd": "E05000937", "lat": "53.446400", "long": "-2.993500"}
    rows = [ons_row(NEW, "L20 4AA", **sefton), ons_row(NEW, "L20 4AB", doterm="201001", **sefton)]
    target = public_app.extensions["parts"].settings.postcodes_file
    import_postcodes([write(tmp_path / "in", {"x.csv": ons_file(NEW, *rows)})], target, now=NOW)


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("L20 4AA", ""),
        ("L20 4AB", "This postcode is no longer in use. We show where it was."),
        ("L20 4ZZ", "This postcode is not in our list yet; it may be new. We used the streets around it."),
    ],
)
def test_with_a_list_a_code_that_has_ended_or_is_new_says_so(family: PageClient, typed: str, note: str) -> None:
    page = family.follow(stand_in(family, typed))
    assert f"Near {typed}, Sefton" in page.text
    notes = [each for each in page.main.iter("p") if "place-note" in each.get("class", "")]
    assert [each.text for each in notes] == ([note] if note else [])
    where = "your postcode." if typed != "L20 4ZZ" else "the middle of your part of the postcode."
    assert f"Distances are straight lines from {where}" in page.text
