"""Pages in Arabic: right to left, what stays English marked as English, and what the hints say to type is understood."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.app import create_public_app
from portal.config import Settings
from portal.parts import Parts
from portal.po_files import translate_catalogue
from tests.clock import StoppedClock
from tests.page import text_of
from tests.page_client import PageClient

WITHOUT_A_FILE = "eu"


def test_a_page_is_marked_as_arabic_and_says_that_nobody_has_reviewed_it(reader: PageClient) -> None:
    page = reader.get("/ar/")
    assert (page.tree.get("lang"), page.tree.get("dir")) == ("ar", "rtl")
    assert text_of(page.tree.find(".//*[@class='translation-note']"))


def test_english_says_nothing_about_its_review(reader: PageClient) -> None:
    assert reader.get("/en/").tree.find(".//*[@class='translation-note']") is None


def test_an_address_that_does_not_exist_is_answered_in_its_language(reader: PageClient) -> None:
    assert reader.get("/ar/nowhere", status=404).tree.get("lang") == "ar"
    assert reader.get("/xx/nowhere", status=404).tree.get("lang") == "en"


@pytest.mark.parametrize("age", ["7", "٧", "18 شهراً", "حامل", "3، 9"])
def test_ages_are_read_as_the_hint_says_to_write_them(reader: PageClient, age: str) -> None:
    assert not reader.get(f"/ar/search?age={age}").errors


def test_help_in_a_crisis_and_every_front_door_speak_arabic(reader_app: Flask) -> None:
    parts: Parts = reader_app.extensions["parts"]
    doors = {council.front_door.service_id for council in parts.areas.councils.values()}
    first = [each for each in parts.catalogue.services.values() if each.is_crisis or each.id in doors]
    assert first
    assert [each.id for each in first if not translate_catalogue("ar", each.description)[1]] == []


def test_what_is_not_translated_stands_in_english_marked_as_such(settings: Settings) -> None:
    app = create_public_app(replace(settings, locales=("en", WITHOUT_A_FILE)), clock=StoppedClock())
    page = PageClient(app).get(f"/{WITHOUT_A_FILE}/services/childline")
    marked = [text_of(each) for each in page.main.iter() if (each.get("lang"), each.get("dir")) == ("en", "ltr")]
    parts: Parts = app.extensions["parts"]
    assert parts.catalogue.services["childline"].description in marked
