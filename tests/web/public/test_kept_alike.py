"""What a page is put together from is kept for everybody: no visitor's words or place get into it, and it stays true."""

from collections.abc import Iterable

import pytest
from flask import Flask

from portal.app import create_public_app
from portal.config import Settings
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.results import cards_of, stand_in


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_page_is_the_same_whoever_came_before(public_app: Flask, locale: str) -> None:
    address = f"/{locale}/search?q=bullying+at+school&age=9"
    before = PageClient(public_app).get(address).html
    somebody = PageClient(public_app)
    stand_in(somebody, "L32 1AA")
    assert somebody.get(address).html != before, "theirs has distances and a place"
    somebody.get(f"/{locale}/search?q=bullying+zebrafish&free=y&order=nearest")
    assert PageClient(public_app).get(address).html == before


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_page_is_the_same_whatever_pages_came_before(settings: Settings, clock: StoppedClock, locale: str) -> None:
    """Each of these has other elements than the rest, or other words in the same."""
    queries = ["", "q=bullying", "q=debt", "q=bullying&page=2", "q=bullying&order=next", "q=posnatal+depresion&free=y"]
    queries += ["need=debt", "need=autism", "q=he+hits+me+age+9", "q=help+in+Bootle", "q=zzzz&need=debt&free=y"]

    def ask(queries: Iterable[str]) -> dict[str, str]:
        reader = PageClient(create_public_app(settings, clock=clock))
        return {each: reader.get(f"/{locale}/search?{each}").html for each in queries}

    assert ask(queries) == ask(reversed(queries))


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_each_language_keeps_its_own(public_app: Flask, locale: str) -> None:
    other = "ar" if locale == "en" else "en"
    first = PageClient(public_app).get(f"/{locale}/search?q=debt").html
    PageClient(public_app).get(f"/{other}/search?q=debt")
    assert PageClient(public_app).get(f"/{locale}/search?q=debt").html == first


def test_when_something_is_on_is_told_anew_as_time_passes(public_app: Flask, clock: StoppedClock) -> None:
    def times() -> dict[str, str]:
        page = PageClient(public_app).get("/en/search?q=library")
        found = {card.id: card.text for card in cards_of(page)}
        return {each: text for each, text in found.items() if "Open now" in text or "Next:" in text}

    morning = times()
    assert any("Open now" in text for text in morning.values())
    clock.pass_time(hours=13)
    night = times()
    assert not any("Open now, until" in text for text in night.values())
    clock.pass_time(hours=-13)
    assert times() == morning
