"""What must hold of every translated text, so that no translation can break a page or mislead a family."""

import re
from collections import defaultdict

import pytest

from portal.config import load_settings
from portal.po_files import SOURCE_LOCALE, is_reviewed, load_translations
from tests.translations.messages import (
    all_messages,
    extracted,
    for_families,
    forms,
    is_of_the_catalogue,
    languages,
    translations,
)

OFFERED = [locale for locale in load_settings({}).locales if locale != SOURCE_LOCALE]
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")
LONG_NUMBER = re.compile(r"\d{3,}")  # smaller ones may be written as words
TAG = re.compile(r"</?\w+[^>]*>")


@pytest.fixture(params=languages())
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_language_offered_has_its_file() -> None:
    assert set(OFFERED) <= set(languages())


@pytest.mark.parametrize("offered", OFFERED)
def test_everything_that_families_read_of_pages_needs_and_places_is_translated(offered: str) -> None:
    have = translations(offered)
    missing = [message.id for message in for_families() if not _translated(have.get(message.id, message.context))]
    assert not missing, f"{len(missing)} without {offered}:\n" + "\n".join(map(str, missing))


def test_nothing_is_translated_that_no_page_says_any_more(locale: str) -> None:
    known = {(message.id, message.context) for message in extracted()}
    kept = [each for each in translations(locale) if each.id and forms(each)]
    gone = [each.id for each in kept if (each.id, each.context) not in known]
    assert not gone, f"run the update in translations/README.md; no longer said: {gone}"


def test_values_keep_their_places(locale: str) -> None:
    wrong = [
        (each.id, text)
        for each in translations(locale)
        for text in forms(each)
        if each.id and not _places(text) <= _places(str(each.id))
    ]
    assert not wrong


def test_no_value_is_lost_where_there_is_one_form_only(locale: str) -> None:
    wrong = [
        (each.id, text)
        for each in translations(locale)
        for text in forms(each)
        if each.id and isinstance(each.id, str) and _places(text) != _places(each.id)
    ]
    assert not wrong


def test_no_stray_percent_sign_breaks_a_page(locale: str) -> None:
    for each in translations(locale):
        for text in forms(each) if each.id and not is_of_the_catalogue(each) else ():
            text % defaultdict(int)


def test_babel_finds_nothing_to_correct(locale: str) -> None:
    wrong = [(each.id, str(error)) for each in translations(locale) if forms(each) for error in each.check()]
    wrong += [(each.id, "fuzzy") for each in translations(locale) if each.id and each.fuzzy]
    assert not wrong


def test_every_plural_form_is_there(locale: str) -> None:
    number = translations(locale).num_plurals
    plurals = [each for each in translations(locale) if each.id and each.pluralizable and forms(each)]
    assert not [each.id for each in plurals if len(forms(each)) != number]


def test_telephone_numbers_and_dates_are_the_same_as_in_english(locale: str) -> None:
    """A wrong digit in a helpline's number is worse than no translation."""
    wrong = [
        (each.id, text)
        for each in translations(locale)
        for text in forms(each)
        if is_of_the_catalogue(each) and sorted(_digits(str(each.id))) != sorted(_digits(text))
    ]
    assert not wrong


def test_a_translation_brings_no_markup(locale: str) -> None:
    assert not [text for each in translations(locale) for text in forms(each) if each.id and TAG.search(text)]


def test_arabic_numbers_take_their_forms() -> None:
    arabic = load_translations("ar")
    said = [arabic.ngettext("%(num)d service", "%(num)d services", number) for number in (1, 2, 3, 10, 11, 99)]
    assert said == [
        "خدمة واحدة",
        "خدمتان",
        "%(num)d خدمات",
        "%(num)d خدمات",
        "%(num)d خدمة",
        "%(num)d خدمة",
    ]


def test_a_language_is_reviewed_only_when_its_file_says_by_whom() -> None:
    assert is_reviewed(SOURCE_LOCALE)
    assert [locale for locale in languages() if is_reviewed(locale)] == []


def test_the_texts_are_found_where_they_stand() -> None:
    files = {file for message in all_messages() for file, _line in message.locations}
    for folder in ("portal/web/labels/", "portal/web/public/", "templates/public/", "services_catalogue/services/"):
        assert [file for file in files if file.startswith(folder)], folder


def _translated(message: object) -> bool:
    return message is not None and bool(forms(message)) and not message.fuzzy  # type: ignore[arg-type,attr-defined]


def _places(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def _digits(text: str) -> list[str]:
    return LONG_NUMBER.findall(text)
