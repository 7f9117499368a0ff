"""What must hold of every translated text, so that no translation can break a page or mislead a family."""

from collections import defaultdict

import pytest

from portal.catalogue.extract import CONTEXT
from portal.commands.translation_checks import mistakes
from portal.commands.translation_files import forms, is_translated, read_po_file, refresh, write_text
from portal.commands.translation_texts import texts_of
from portal.config import load_settings
from portal.po_files import SOURCE_LOCALE, is_reviewed, load_translations, po_path
from tests.translations.messages import all_messages, extracted, languages, on_pages, translations

OFFERED = [locale for locale in load_settings({}).locales if locale != SOURCE_LOCALE]


@pytest.fixture(params=languages())
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_language_offered_has_its_file() -> None:
    assert set(OFFERED) <= set(languages())


@pytest.mark.parametrize("offered", OFFERED)
def test_everything_that_families_and_teams_read_of_pages_needs_and_places_is_translated(offered: str) -> None:
    have = translations(offered)
    known = [(message, have.get(message.id, message.context)) for message in on_pages()]
    missing = [message.id for message, found in known if found is None or not is_translated(found)]
    assert not missing, f"{len(missing)} without {offered}:\n" + "\n".join(map(str, missing))


def test_nothing_is_translated_that_no_page_says_any_more(locale: str) -> None:
    known = {(message.id, message.context) for message in extracted()}
    kept = [each for each in translations(locale) if each.id and forms(each)]
    gone = [each.id for each in kept if (each.id, each.context) not in known]
    assert not gone, f"run the update in translations/README.md; no longer said: {gone}"


def test_no_translation_breaks_a_page_or_changes_a_number(locale: str) -> None:
    """A wrong digit in a helpline's number is worse than no translation."""
    file = translations(locale)
    wrong = [(each.id, reason) for each in texts_of(file) for reason in mistakes(each, file)]
    assert not wrong


def test_every_translation_can_take_its_values(locale: str) -> None:
    for each in texts_of(translations(locale)):
        for text in forms(each) if each.context != CONTEXT else ():
            text % defaultdict(int)


def test_babel_finds_nothing_to_correct(locale: str) -> None:
    wrong = [(each.id, str(error)) for each in translations(locale) if forms(each) for error in each.check()]
    wrong += [(each.id, "fuzzy") for each in translations(locale) if each.id and each.fuzzy]
    assert not wrong


@pytest.mark.parametrize(("quoting", "marks"), [("ar", "«»"), ("pl", "„”")])
def test_a_language_quotes_in_one_way(quoting: str, marks: str) -> None:
    said = [text for each in texts_of(translations(quoting)) for text in forms(each)]
    assert {letter for text in said for letter in text if letter in '«»„“”"'} == set(marks)


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
    for folder in (
        "portal/web/labels/",
        "portal/web/public/",
        "templates/public/",
        "templates/staff/",
        "services_catalogue/",
    ):
        assert [file for file in files if file.startswith(folder)], folder


def test_the_files_are_as_the_update_writes_them(locale: str) -> None:
    path = po_path(locale)
    catalog = read_po_file(path, locale)
    refresh(catalog, extracted())
    assert write_text(catalog) == path.read_bytes(), "run: portal translations update"
