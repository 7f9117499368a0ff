"""Hubs on the pages of an area: numbered as on the map, nearest first, open now or when next."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from flask import Flask

from portal.app import create_public_app
from portal.config import Settings
from portal.resources import resource_dir
from tests.clock import StoppedClock
from tests.page import Page, text_of
from tests.page_client import PageClient
from tests.web.public.results import cards_of, live_in, stand_in

SVG = "{http://www.w3.org/2000/svg}"
PAGES = ["/en/places/liverpool", "/en/places/sefton-south", "/en/places/knowsley"]


def pins_of(page: Page) -> dict[str, str]:
    """Return where each number on the map leads, by its name."""
    return {pin.get("aria-label", ""): pin.get("href", "") for pin in page.main.iter(f"{SVG}a")}


def numbered(page: Page) -> dict[str, str]:
    """Return the numbered cards of the list, as the map should have them."""
    found = {}
    for card in page.main.iter("li"):
        number = card.find(".//*[@class='number']")
        if number is not None:
            name = text_of(card.find("h3")).removeprefix(text_of(number)).strip()
            found[f"{text_of(number)}: {name}"] = f"#{card.get('id')}"
    return found


@pytest.mark.parametrize("path", PAGES)
def test_map_and_list_say_the_same(reader: PageClient, path: str) -> None:
    page = reader.get(path)
    assert pins_of(page)
    assert pins_of(page) == numbered(page)


def test_a_hub_of_unknown_position_is_listed_and_never_pinned(reader: PageClient, reader_app: Flask) -> None:
    hubs = reader_app.extensions["parts"].areas.hubs_of("liverpool")
    unknown = [hub for hub in hubs if hub.point is None]
    page = reader.get("/en/places/liverpool")
    assert unknown
    for hub in unknown:
        assert hub.name in page.text
        assert f"#hub-{hub.id}" not in pins_of(page).values()
    assert len(pins_of(page)) == len(hubs) - len(unknown)


def test_an_areas_hubs_come_nearest_to_the_person_first(family: PageClient) -> None:
    page = family.get("/en/places/sefton")
    assert "Enter your postcode to see the nearest first" in page.links()
    assert [card.miles for card in cards_of(page) if card.miles] == []
    stand_in(family, "PR8 1AA")
    page = family.get("/en/places/sefton")
    miles = [card.miles for card in cards_of(page) if card.miles is not None]
    assert len(miles) > 3
    assert miles == sorted(miles)
    assert "Southport" in cards_of(page)[0].text


def test_your_area_marks_you_only_where_a_postcode_says_where_you_are(family: PageClient) -> None:
    page = family.follow(stand_in(family, "L20 4AA"))
    assert "You are near the diamond." in page.text
    assert page.main.find(f".//{SVG}path[@class='map-you']") is not None
    family.forget_cookies()
    page = family.follow(stand_in(family, "Bootle"))
    assert page.main.find(f".//{SVG}path[@class='map-you']") is None
    assert pins_of(page) == numbered(page)
    page = family.follow(live_in(family, "liverpool"))
    assert page.main.find(f".//{SVG}path[@class='map-you']") is None


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "Open now, until 5pm Today: 10am to 5pm"),
        (9, "Closed now. Opens Wednesday 11 March at 10am Today: 10am to 5pm"),
        (24 * 24, "Closed now. Opens Saturday 4 April at 10am"),  # Good Friday
    ],
)
def test_a_hub_says_whether_it_is_open_now(family: PageClient, clock: StoppedClock, hours: int, words: str) -> None:
    clock.pass_time(hours=hours)
    [bootle] = [card for card in cards_of(family.get("/en/places/sefton-south")) if "220 Stanley Road" in card.text]
    assert words in bootle.text
    assert ("Today" in bootle.text) == (hours < 24)


def test_a_hub_not_known_to_be_running_is_never_called_open(
    settings: Settings, clock: StoppedClock, tmp_path: Path
) -> None:
    copytree(resource_dir("services_catalogue"), tmp_path / "catalogue")
    path = tmp_path / "catalogue/places/hubs/hub-bootle-library.yaml"
    path.write_text(path.read_text().replace("status: open", "status: unconfirmed"))
    family = PageClient(create_public_app(replace(settings, catalogue=tmp_path / "catalogue"), clock=clock))
    cards = cards_of(family.get("/en/places/sefton-south"))
    assert ["Open now" in card.text for card in cards if "Ask if it is still running" in card.text] == [False]
    assert ["Open now" in card.text for card in cards if "Ask if" not in card.text] == [True]


def test_a_hub_can_be_seen_on_a_public_map_without_saying_where_the_family_is(family: PageClient) -> None:
    stand_in(family, "L20 4AA")
    links = family.get("/en/places/sefton-south").links()
    assert links["See Bootle Library on OpenStreetMap"] == (
        "https://www.openstreetmap.org/?mlat=53.44945&mlon=-2.98964#map=17/53.44945/-2.98964"
    )


def test_the_page_says_what_the_team_does_and_does_not_do(reader: PageClient) -> None:
    text = reader.get("/en/places/knowsley-huyton").text
    for part in ("What happens if you ask", "What they do not do", "They are no emergency service"):
        assert part in text
