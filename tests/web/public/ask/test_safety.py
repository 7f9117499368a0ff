"""Somebody may be watching: neutral addresses and titles, nothing typed in any place it can be read."""

import base64
import logging
import zlib
from pathlib import Path

import pytest
from flask import Flask

from portal.config import Settings
from tests.page import Page
from tests.page_client import PageClient
from tests.web.public.ask.journey import HELPER, RING, SEFTON, TELL, Answered, answer, begin, tell_more

CANARY = "zanzibarquokka"
TYPED = {"text", "tel", "email"}
TELLING = ("abuse", "violence", "danger", "worry", "hurt", "family", "child")


class WatchedClient(PageClient):
    """Remembers every address, title and cookie."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.seen: list[str] = []
        self.titles: list[str] = []

    def _checked(self, response, path: str, status: int | None) -> Page:  # type: ignore[no-untyped-def]  # as its parent
        self.seen += [
            path,
            response.headers.get("Location", ""),
            *map(open_cookie, response.headers.getlist("Set-Cookie")),
        ]
        page = super()._checked(response, path, status)
        if page.is_html:
            self.titles.append(page.title)
        return page


def open_cookie(header: str) -> str:
    """Return the header with its payload as anybody could decode it."""
    payload = header.partition("=")[2].partition(";")[0].strip(".").partition(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return header + (zlib.decompress(raw) if "=." in header else raw).decode("utf-8", "replace")


def whole_journey_with_canaries(family: PageClient) -> None:
    texts = {"worry", "going_well", "name_1", "name", "must_not_know", "language", "other_needs"}
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    for each in TELL:
        page = answer(family, page, {**each, **dict.fromkeys(texts & set(filled(page)), CANARY)})
    family.submit_and_follow(page)


def filled(page: Page) -> list[str]:
    return [control.get("name", "") for control in page.form().iter() if control.get("name")]


def test_nothing_typed_stands_in_an_address_a_cookie_a_log_or_readable_on_disk(
    public_app: Flask, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    family = WatchedClient(public_app)
    whole_journey_with_canaries(family)
    everything = " ".join(family.seen)
    for secret in (CANARY, SEFTON, "L204AA", "496 0000", "school-attendance"):
        assert secret not in everything
        assert secret not in caplog.text
    for path in Path(settings.var).rglob("*.sqlite3*"):
        assert CANARY.encode() not in path.read_bytes()


def test_titles_and_addresses_say_nothing(public_app: Flask) -> None:
    family = WatchedClient(public_app)
    tell_more(family)
    family.submit_and_follow(family.get("/en/ask/check"))
    for title in family.titles:
        assert not [word for word in TELLING if word in title.lower()], title
    for address in (each for each in family.seen if each.startswith("/")):
        assert not [word for word in TELLING if word in address], address


def test_every_asking_page_of_a_practice_site_says_that_nobody_reads(family: PageClient) -> None:
    assert "Practice site: nobody will read this." in family.get("/en/ask/").text
    page = begin(family)
    assert "0151 459 2606" in page.text
    page = answer(family, page, {"asker": "parent"}, {"postcode": SEFTON})
    banner = page.tree.find(".//*[@class='practice']")
    assert banner is not None
    words = "".join(banner.itertext())
    assert "0151 934 4013" in words
    assert "0151 459 2606" not in words


def test_what_was_typed_stays_where_it_cannot_be_read(family: PageClient) -> None:
    page = answer(family, begin(family), {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = family.submit(page, {"name": "Sam", "detail": "12", "good_times": "mornings"}, status=422)
    assert 'value="Sam"' in page.html
    assert 'value="mornings"' in page.html
    assert page.errors == [
        "Type the whole phone number with its area code, like 01632 960 001 or 07700 900 982.",
        "Choose yes, no or not sure.",
        "Tick this, or we cannot ring.",
    ]


@pytest.mark.parametrize("typed", ["07700 90012", "496 0000"])
def test_a_number_with_digits_missing_is_asked_for_again_for_nobody_could_ring_it(
    family: PageClient, typed: str
) -> None:
    page = answer(family, begin(family), {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = family.submit(page, {**RING, "detail": typed}, status=422)
    assert page.errors == ["Type the whole phone number with its area code, like 01632 960 001 or 07700 900 982."]


def test_words_beside_a_number_are_kept_with_it(family: PageClient) -> None:
    page = answer(family, begin(family), {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = answer(family, page, {**RING, "detail": "0151 496 0000 after 6"})
    assert "0151 496 0000 after 6" in page.text


def test_a_number_that_is_not_safe_is_not_taken(family: PageClient) -> None:
    page = answer(family, begin(family), {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = family.submit(
        page, {"name": "Sam", "detail": "01514960000", "may_ring": "no", "may_contact": "y"}, status=422
    )
    assert page.errors == [
        "Then we will not ring it. Type a number that is safe, or choose another way at the end of this page."
    ]


def test_very_long_words_are_refused_with_the_most_there_may_be(family: PageClient) -> None:
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    page = family.submit(page, {"worry": "a" * 4001}, status=422)
    assert page.errors == ["Make this shorter: 4000 characters at most."]


def test_the_asking_pages_stand_in_arabic_too(family: PageClient) -> None:
    page = family.get("/ar/ask/step/1")
    assert page.tree.get("dir") == "rtl"
    assert family.submit_and_follow(page, {"danger": "no"}).path == "/ar/ask/step/2"


OWN = {"name": {"given-name", "name"}, "detail": {"tel", "email"}}  # WCAG 1.3.5 asks for the tokens of one's own data


def test_browsers_are_asked_not_to_remember_any_line_but_ones_own_name_and_number(family: PageClient) -> None:
    helped: list[Answered] = [{"agreed": "yes", "how": "here_now"}, {"postcode": SEFTON}, {}, HELPER]
    pages = [begin(family, "tell_more"), answer(family, family.get("/en/ask/step/2"), {"asker": "helper"})]
    for each in (*helped, *TELL[:-1]):
        pages.append(answer(family, pages[-1], each))
    other = family.submit_and_follow(family.get("/en/ask/step/15"), {"way": "trusted_person"})
    lines = [each for page in [*pages, other] for each in page.main.iter("input") if each.get("type") in TYPED]
    assert {"must_not_know", "reason", "age_1", "name_1", "worker", "role", "person", "agreed_on"} <= {
        each.get("name") for each in lines
    }
    for each in lines:
        assert each.get("autocomplete") in {"off", *OWN.get(each.get("name", ""), ())}, each.attrib
