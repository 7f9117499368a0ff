"""Every word a family sees can be translated: a site in a made-up language is walked, and no plain English is found."""

import pytest
from flask import Flask

from tests.page import Page
from tests.page_client import PageClient
from tests.translations.conftest import parts_of
from tests.translations.pseudo import LOCALE, escaped

PAGES = ["", "search", "search?q=school&age=7&free=y", "search?q=zzzz&how=text", "search?q=he+hits+me"]
PAGES += ["search?age=old", "needs", "needs/money", "needs/sexual-violence", "needs/domestic-abuse"]
PAGES += [
    "area",
    "area/council",
    "how-help-works",
    "easy-words",
    "emergency",
    "safety",
    "privacy",
    "accessibility",
    "about",
    "ask/",
]
PAGES += ["nowhere"]
EVERY = 7  # one in so many of the services' pages
RING = ({"danger": "no"}, {"asker": "parent"}, {"postcode": "L20 4AA"}, {})
TELL = (
    *RING,
    {"needs": ["school-attendance"], "worry": "1"},
    {"going_well": "1"},
    {"age_1": "13", "age_2": "8", "unit_2": "months"},
    {"way": "phone"},
    {"name": "1", "detail": "0151 496 0000"},
    {"may_ring": "yes"},
    {"language": "", "is_not_from_my_community": "y"},
    {"may_contact": "y"},
)
YOUNG = ({"danger": "no"}, {"asker": "young_person"}, {"age": "15"}, {"does_parent_know": "no", "may_talk": "no"})


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_nothing_that_cannot_be_translated(stranger: PageClient, names: list[str], path: str) -> None:
    page = stranger.get(f"/{LOCALE}/{path}", status=404 if path == "nowhere" else 422 if "age=old" in path else 200)
    assert "⟦" in page.text
    assert escaped(page, names) == []


def test_pages_about_a_place_say_nothing_that_cannot_be_translated(
    pseudo_app: Flask, stranger: PageClient, names: list[str]
) -> None:
    areas = parts_of(pseudo_app).areas
    for place in (*areas.councils, *areas.localities):
        page = stranger.get(f"/{LOCALE}/places/{place}")
        assert escaped(page, names) == [], place


def test_services_say_nothing_that_cannot_be_translated(
    pseudo_app: Flask, stranger: PageClient, names: list[str]
) -> None:
    for service in list(parts_of(pseudo_app).catalogue.services)[::EVERY]:
        page = stranger.get(f"/{LOCALE}/services/{service}")
        assert escaped(page, names) == [], service


@pytest.mark.parametrize("postcode", ["L20 4AA", "L10 1AA", "L39 2AA", "nonsense"])
def test_your_area_says_nothing_that_cannot_be_translated(
    stranger: PageClient, names: list[str], postcode: str
) -> None:
    first = stranger.get(f"/{LOCALE}/area")
    page = stranger.submit(first, {"postcode": postcode}, status=422 if postcode == "nonsense" else 303)
    assert escaped(stranger.follow(page), names) == []


@pytest.mark.parametrize(("way", "answers"), [("ring_me", RING), ("tell_more", TELL), ("tell_more", YOUNG)])
def test_asking_says_nothing_that_cannot_be_translated(
    stranger: PageClient, names: list[str], way: str, answers: tuple[dict[str, object], ...]
) -> None:
    page = stranger.get(f"/{LOCALE}/ask/step/1?way={way}")
    for answer in answers:
        assert escaped(page, names) == [], page.path
        page = stranger.submit_and_follow(page, answer)
    assert escaped(page, names) == [], page.path


@pytest.mark.parametrize("number", [1, 2])
def test_an_unanswered_question_says_nothing_that_cannot_be_translated(
    stranger: PageClient, names: list[str], number: int
) -> None:
    page = stranger.get(f"/{LOCALE}/ask/step/1?way=ring_me")
    for _step in range(number - 1):
        page = stranger.submit_and_follow(page, {"danger": "no"})
    page = stranger.submit(page, {}, status=422)
    assert page.errors
    assert escaped(page, names) == []


def test_plain_words_and_names_read_aloud_are_found() -> None:
    page = Page(200, {}, '<title>⟦a⟧</title><nav aria-label="Main"><p>⟦One ⟦two⟧⟧ three <b>Foo</b></p></nav>', "/")
    assert escaped(page, ["Foo"]) == ["three", "Main"]
