"""Help that each council has its own door to: a family is shown the door of its council, not those of its neighbours."""

import pytest

from tests.page import Page, text_of
from tests.page_client import PageClient
from tests.web.public.results import cards_of, live_in

FUND = "crisis-and-resilience-fund"
SEARCH = "/en/search?q=crisis+and+resilience+fund"
DOORS = {
    "liverpool": "Liverpool Citizens Support Scheme",
    "knowsley": "Emergency Support Scheme",
    "sefton": "Crisis Payment scheme",
}


def named(text: str) -> set[str]:
    return {council for council, door in DOORS.items() if door in text}


def card_of_fund(page: Page) -> str:
    return next(card.text for card in cards_of(page) if card.id == FUND)


@pytest.mark.parametrize("council", DOORS)
def test_card_page_and_paper_show_the_door_of_the_familys_council(family: PageClient, council: str) -> None:
    live_in(family, council)
    assert named(card_of_fund(family.get(SEARCH))) == {council}
    assert named(text_of(family.get(f"/en/services/{FUND}").main.find(".//ul[@id='doors']"))) == {council}
    family.post("/en/shortlist/add", {"service": FUND})
    paper = family.submit_and_follow(family.get("/en/shortlist"), {"pack": "y"}, action="/en/shortlist")
    assert named(text_of(paper.tree.find(".//section[@aria-labelledby='pack-title']"))) == {council}


def test_paper_tells_how_to_reach_a_door_that_has_no_number(family: PageClient) -> None:
    live_in(family, "sefton")
    family.post("/en/shortlist/add", {"service": FUND})
    paper = family.submit_and_follow(family.get("/en/shortlist"), {"pack": "y"}, action="/en/shortlist")
    section = text_of(paper.tree.find(".//section[@aria-labelledby='pack-title']"))
    assert "Ask through Crisis Payment scheme (Crisis and Resilience Fund), Sefton: sefton.gov.uk" in section


def test_while_the_council_is_not_known_every_door_is_shown(family: PageClient) -> None:
    assert named(card_of_fund(family.get(SEARCH))) == set(DOORS)
    family.post("/en/shortlist/add", {"service": FUND})
    paper = family.submit_and_follow(family.get("/en/shortlist"), {"pack": "y"}, action="/en/shortlist")
    assert named(text_of(paper.tree.find(".//section[@aria-labelledby='pack-title']"))) == set(DOORS)


def test_families_of_two_councils_see_a_card_each_with_their_own_door(family: PageClient) -> None:
    for council in ("sefton", "liverpool", "sefton"):
        live_in(family, council)
        assert named(card_of_fund(family.get(SEARCH))) == {council}


def test_a_worker_sees_the_door_of_the_area_chosen(family: PageClient) -> None:
    page = family.get("/en/working-with-families?need=money&area=sefton")
    assert named(card_of_fund(page)) == {"sefton"}
