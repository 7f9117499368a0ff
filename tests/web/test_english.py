"""What stays English on other pages is marked with its own language and direction, and nowhere breaks a page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from portal.app import create_public_app
from portal.config import Settings
from portal.po_files import po_path
from portal.web.english import write_elements
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient

LACKING = "ar"
PAGES = [
    "",
    "search?q=bed&age=7",
    "search?q=zzzz",
    "search?age=old",
    "needs",
    "area",
    "area/council",
    "places/sefton",
]
PAGES += ["how-help-works", "easy-words", "emergency", "safety", "privacy", "accessibility", "about", "paper-form"]
PAGES += ["what-to-say", "follow/", "working-with-families", "services/childline", "ask/", "embed", "nowhere"]
STEPS: tuple[dict[str, object], ...] = ({"danger": "no"}, {"asker": "parent"}, {"postcode": "L20 4AA"}, {})
RING = {"name": "Sam", "detail": "0151 496 0000", "may_ring": "yes", "may_contact": "y"}
MARKS = tuple(map(chr, range(0xFDD0, 0xFDD8)))


@pytest.fixture
def arab(settings: Settings, tmp_path: Path) -> PageClient:
    """A browser on a site with Arabic of which one phrase is stale and all others are missing but one."""
    file = po_path(LACKING, tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Ask for help"\nmsgstr "اطلب"\n\n#, fuzzy\nmsgid "Your area"\nmsgstr "كان"\n\n'
        'msgid "Emergency help"\nmsgstr ""\n',
        encoding="utf-8",
    )
    return PageClient(create_public_app(replace(settings, translations=tmp_path), clock=StoppedClock()))


@pytest.mark.parametrize("path", PAGES)
def test_every_english_phrase_of_a_page_is_marked(arab: PageClient, path: str) -> None:
    status = 404 if path == "nowhere" else 422 if "old" in path else 200
    page = arab.get(f"/{LACKING}/{path}", status=status)
    assert list(unmarked(page)) == []
    assert not [mark for mark in MARKS if mark in page.html or mark in page.headers.get("Location", "")]


def test_what_is_translated_is_not_marked_and_what_is_stale_or_missing_is_english(arab: PageClient) -> None:
    links = {link.get("href"): link for link in arab.get(f"/{LACKING}/").tree.find(".//nav").iter("a")}
    assert links["/ar/ask/"].text == "اطلب"
    for path, english in (("/ar/area", "Your area"), ("/ar/emergency", "Emergency help")):
        span = links[path].find("span")
        assert (span.get("lang"), span.get("dir"), span.text) == ("en", "ltr", english)


def test_asking_goes_to_its_end_and_nothing_kept_or_shown_holds_a_mark(arab: PageClient) -> None:
    page = arab.get(f"/{LACKING}/ask/step/1?way=ring_me")
    for answer in (*STEPS, RING, {}):
        assert list(unmarked(page)) == [], page.path
        page = arab.submit_and_follow(page, dict(answer), action=None if answer != {} else first_form(page))
        assert not [mark for mark in MARKS if mark in page.html]
    assert page.path == f"/{LACKING}/ask/receipt"


def test_a_page_in_full_arabic_marks_names_only(reader: PageClient) -> None:
    page = reader.get("/ar/places/sefton")
    assert page.tree.find(".//h1/bdi[@lang='en']").text == "Sefton"
    assert page.tree.find(".//a[@class='site-name']/bdi[@lang='en']") is not None
    assert page.tree.find(".//h1/span") is None


@pytest.mark.parametrize(
    ("marked", "written"),
    [
        ("<p>{0}Hi{1}</p>", '<p><span lang="en" dir="ltr">Hi</span></p>'),
        ('<a title="{0}Hi{1}">x</a>', '<a title="Hi">x</a>'),
        ("<title>{0}Hi{1} – x</title>", '<title lang="en" dir="ltr">Hi – x</title>'),
        ('<option value="1">{2}Ann{3}</option>', '<option value="1">Ann</option>'),
        ("{0}By {4}noon{5}{1}", '<span lang="en" dir="ltr">By <bdi lang="ar">noon</bdi></span>'),
        (
            '<option value="{0}a{1}">{0}Hi{1} {0}you{1}</option>',
            '<option lang="en" dir="ltr" value="a">Hi you</option>',
        ),
        (
            "<textarea dir='auto'>{0}Hi{1}</textarea>{0}Hi{1}",
            "<textarea dir='auto'>Hi</textarea>" + '<span lang="en" dir="ltr">Hi</span>',
        ),
        (
            "<p>\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM} {2}Ann{3}</p>",
            '<p>\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM} <bdi lang="en">Ann</bdi></p>',
        ),
        ('<a href="sms:?body=%EF%B7%90Hi%EF%B7%91">x</a>', '<a href="sms:?body=Hi">x</a>'),
        ("{2}Ann{3}", '<bdi lang="en">Ann</bdi>'),
        ("<p>{6}Ann{7}</p>", '<p><bdi lang="">Ann</bdi></p>'),
        ('<option value="1">{6}Ann{7}</option>', '<option value="1">Ann</option>'),
    ],
)
def test_marks_become_elements_only_where_elements_may_stand(marked: str, written: str) -> None:
    assert write_elements(marked.format(*MARKS).encode(), "ar").decode() == written


def first_form(page: Page) -> str | None:
    """The form that leads on, where a page has a second one for more time."""
    forms = [form.get("action") for form in page.main.iter("form")]
    return next((each for each in forms if each and not each.endswith("/time")), None)


def unmarked(page: Page) -> Iterator[str]:
    """Yield the pieces of text with Latin words that stand under the language of the page."""
    body = page.tree.find(".//body")
    assert body is not None
    for text, language in _texts(body, LACKING):
        if language == LACKING and any(word.isascii() and word.isalpha() and len(word) > 3 for word in text.split()):
            yield " ".join(text.split())


def _texts(element: Element, language: str) -> Iterator[tuple[str, str]]:
    inside = element.get("lang") or language
    if element.tag in {"textarea", "option"} or not isinstance(element.tag, str):
        return
    yield element.text or "", inside
    for child in element:
        yield from _texts(child, inside)
        yield child.tail or "", inside
