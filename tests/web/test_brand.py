"""The council's name, logo and colours on the pages."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from portal.app import create_public_app
from portal.colours import Colour
from portal.config import ConfigError, Settings, load_settings
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'


def visit(settings: Settings) -> PageClient:
    return PageClient(create_public_app(settings, clock=StoppedClock()))


def sheet_of(browser: PageClient, page: Page) -> str:
    """The sheet that a page loads."""
    found = re.search(r'href="(/static/css/[^"]+)"', page.html)
    assert found
    return browser.get(found[1]).html


def test_a_councils_colours_follow_the_sheet(settings: Settings) -> None:
    browser = visit(replace(settings, colour=Colour.parse("#5a1846"), accent_colour=Colour.parse("#d8f0c0")))
    page = browser.get("/en/")
    assert re.search(
        r":root\{--brand:#5a1846;--brand-soft:#[0-9a-f]{6};.*--warm:#d8f0c0;\}\s*$", sheet_of(browser, page)
    )
    assert page.tree.find(".//meta[@name='theme-color']").get("content") == "#5a1846"
    icon = browser.get(page.tree.find(".//link[@rel='icon']").get("href")).html
    assert "#5a1846" in icon
    assert "#17494d" not in icon


def test_a_councils_name_stands_in_header_and_footer(settings: Settings) -> None:
    page = visit(replace(settings, council_name="Hillshire Council")).get("/en/")
    assert "Hillshire Council" in "".join(page.tree.find(".//header").itertext())
    assert "This site is run by Hillshire Council." in " ".join("".join(page.tree.find(".//footer").itertext()).split())


def test_a_logo_says_whose_it_is(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "council.svg").write_text(LOGO)
    browser = visit(replace(settings, council_name="Hillshire Council", logo=tmp_path / "council.svg"))
    image = browser.get("/en/").tree.find(".//header//img")
    assert image.get("alt") == "Hillshire Council"
    assert browser.get(image.get("src")).html == LOGO


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORTAL_COLOUR", "#5b9aa0", "4.5 is needed"),
        ("PORTAL_COLOUR", "teal", "like #17494d"),
        ("PORTAL_ACCENT_COLOUR", "#803000", "or lighter"),
        ("PORTAL_LOGO", "/nowhere/logo.svg", "at most 8192 bytes"),
        ("PORTAL_LOGO", __file__, "an .svg or .png file"),
    ],
)
def test_a_look_that_cannot_be_used_is_refused_at_the_start(name: str, value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=f"{name}=") as refused:
        load_settings({name: value})
    assert words in str(refused.value)
