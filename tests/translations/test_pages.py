"""Pages in Arabic and Polish: direction, dates, lists and numbers, what stays English marked as English, ages as the hint says."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from portal.app import create_public_app
from portal.catalogue.models import Service
from portal.config import Settings
from portal.parts import Parts
from portal.po_files import translate_catalogue
from tests.clock import StoppedClock
from tests.page import text_of
from tests.page_client import PageClient

WITHOUT_A_FILE = "eu"
LANGUAGES = ["ar", "pl"]
# Needs whose help is translated first, beside crisis lines, front doors and everything national.
FIRST = {
    "money", "benefits", "debt", "food", "housing", "domestic-abuse", "sexual-violence", "child-mental-health",
    "adult-mental-health", "send", "infant-feeding", "early-help", "early-years", "english-new-to-uk",
}  # fmt: skip


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("pl", "ltr")])
def test_a_page_is_marked_with_its_language_and_says_that_nobody_has_reviewed_it(
    reader: PageClient, language: str, direction: str
) -> None:
    page = reader.get(f"/{language}/")
    assert (page.tree.get("lang"), page.tree.get("dir")) == (language, direction)
    assert text_of(page.tree.find(".//*[@class='translation-note']"))


def test_english_says_nothing_about_its_review(reader: PageClient) -> None:
    assert reader.get("/en/").tree.find(".//*[@class='translation-note']") is None


def test_each_page_offers_the_other_languages_by_their_own_names(reader: PageClient) -> None:
    links = {
        link.get("hreflang"): text_of(link) for link in reader.get("/en/needs").tree.iter("a") if link.get("hreflang")
    }
    assert links == {"ar": "العربية", "pl": "Polski"}


def test_an_address_that_does_not_exist_is_answered_in_its_language(reader: PageClient) -> None:
    assert reader.get("/ar/nowhere", status=404).tree.get("lang") == "ar"
    assert reader.get("/pl/nowhere", status=404).tree.get("lang") == "pl"
    assert reader.get("/xx/nowhere", status=404).tree.get("lang") == "en"


@pytest.mark.parametrize(
    ("language", "age"),
    [
        *[("ar", age) for age in ("7", "٧", "18 شهراً", "حامل", "3، 9", "3 و9")],
        *[("pl", age) for age in ("7", "7 lat", "18 miesięcy", "w ciąży", "3, 9", "3 i 9")],
    ],
)
def test_ages_are_read_as_the_hint_says_to_write_them(reader: PageClient, language: str, age: str) -> None:
    assert not reader.get(f"/{language}/search?age={age}").errors


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_most_useful_services_speak_each_language(reader_app: Flask, language: str) -> None:
    parts: Parts = reader_app.extensions["parts"]
    doors = {council.front_door.service_id for council in parts.areas.councils.values()}
    first = [each for each in parts.catalogue.services.values() if _is_first(each, doors)]
    assert len(first) > 60
    spoken = [(each.id, text) for each in first for text in (each.description, each.eligibility_description) if text]
    assert [each for each, text in spoken if not translate_catalogue(language, text)[1]] == []


@pytest.mark.parametrize(
    ("language", "listed"),
    [("pl", r"Knowsley, Liverpool i Sefton"), ("ar", r"Knowsley وLiverpool وSefton")],
)
def test_lists_are_joined_as_the_language_joins_them(reader: PageClient, language: str, listed: str) -> None:
    assert re.search(listed, reader.get(f"/{language}/about").text)


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("pl", 1, "1 usługa"),
        ("pl", 3, "3 usługi"),
        ("pl", 5, "5 usług"),
        ("pl", 22, "22 usługi"),
        ("pl", 25, "25 usług"),
    ],
)
def test_counts_take_their_forms(reader_app: Flask, language: str, number: int, said: str) -> None:
    with reader_app.test_request_context(f"/{language}/"):
        reader_app.preprocess_request()
        template = reader_app.jinja_env.from_string('{{ ngettext("%(num)d service", "%(num)d services", n) }}')
        assert template.render(n=number) == said


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("pl", r"(poniedziałek|wtorek|środa|czwartek|piątek), \d+ marca 2026"),
        ("ar", r"\d+ مارس 2026"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(reader: PageClient, language: str, written: str) -> None:
    page = reader.get(f"/{language}/ask/step/1?way=ring_me")
    for answer in ({"danger": "no"}, {"asker": "parent"}, {"postcode": "L20 4AA"}):
        page = reader.submit_and_follow(page, answer)
    assert re.search(written, page.text), page.text


def test_what_is_not_translated_stands_in_english_marked_as_such(settings: Settings) -> None:
    app = create_public_app(replace(settings, locales=("en", WITHOUT_A_FILE)), clock=StoppedClock())
    page = PageClient(app).get(f"/{WITHOUT_A_FILE}/services/childline")
    marked = [text_of(each) for each in page.main.iter() if (each.get("lang"), each.get("dir")) == ("en", "ltr")]
    parts: Parts = app.extensions["parts"]
    assert parts.catalogue.services["childline"].description in marked


def _is_first(service: Service, doors: set[str]) -> bool:
    return (
        service.is_national or service.is_crisis or service.id in doors or bool(FIRST.intersection(service.needs[:1]))
    )
