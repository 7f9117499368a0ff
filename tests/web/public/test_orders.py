"""Best match, nearest or soonest: chosen by a link that can be shared, the same on every page."""

from tests.page import text_of
from tests.page_client import PageClient
from tests.web.public.results import all_cards, cards_in, cards_of, stand_in


def test_without_a_place_nearest_first_is_not_offered(reader: PageClient) -> None:
    links = reader.get("/en/search?q=group").links()
    assert links["Soonest first"] == "/en/search?q=group&order=next"
    assert "Nearest first" not in links
    assert "Best match" not in links, "it is in use"


def test_an_order_keeps_to_its_pages_and_loses_nobody(reader: PageClient) -> None:
    best = [card.id for card in all_cards(reader, "/en/search?q=group")]
    soonest = [card.id for card in all_cards(reader, "/en/search?q=group&order=next")]
    assert len(best) > 20
    assert sorted(soonest) == sorted(best)
    assert len(set(soonest)) == len(soonest)
    assert soonest != best


def test_nearest_first_is_nearest_first(family: PageClient) -> None:
    stand_in(family, "L20 4AA")
    page = family.get("/en/search?q=library&order=nearest")
    miles = [card.miles for card in cards_in(page, "near") if card.miles is not None]
    assert len(miles) > 1
    assert miles == sorted(miles)
    (used,) = [each for each in page.main.iter("strong") if each.get("aria-current") == "true"]
    assert text_of(used) == "Nearest first"


def test_a_choice_made_later_keeps_the_order(reader: PageClient) -> None:
    page = reader.get("/en/search?q=group&order=next")
    answer = reader.submit(page, {"q": "group", "free": "y"}, action="/en/search")
    assert answer.location == "/en/search?q=group&free=y&order=next"


def test_an_order_nobody_knows_is_the_best_match(reader: PageClient) -> None:
    assert cards_of(reader.get("/en/search?q=group&order=zzz")) == cards_of(reader.get("/en/search?q=group"))
