"""With a postcode: what is near, whose scheme it is, borders, outside; the postcode itself stays out of addresses."""

import pytest

from portal.catalogue.models import Catalogue
from tests.page import text_of
from tests.page_client import PageClient
from tests.web.public.results import all_cards, cards_in, cards_of, live_in, stand_in

KNOWSLEY = "L32 1AA"
QUERIES = [
    "q=my+son+wont+go+school",
    "q=cant+afford+school+uniform",
    "q=baby+massage",
    "q=rent+arrears",
    "q=speech+therapy",
    "q=he+hits+me",
    "q=food+bank",
    "q=stressed+mum",
    "q=holiday+club",
    "need=money",
    "need=domestic-abuse",
    "need=reading",
    "need=early-help&free=y",
    "age=3,+9",
    "",
]


def test_a_postcode_typed_with_words_leads_to_an_address_without_it(family: PageClient) -> None:
    answer = family.submit(family.get("/en/"), {"q": "my son wont go school", "postcode": KNOWSLEY})
    assert answer.location == "/en/search?q=my+son+wont+go+school"
    page = family.follow(answer)
    assert f"Near {KNOWSLEY}, Knowsley" in page.text
    assert page.links()["Change place"].startswith("/en/area/change?back=")
    assert family.cookies() == ["visit"]


def test_both_groups_are_there_and_say_how_many(family: PageClient) -> None:
    stand_in(family, KNOWSLEY)
    page = family.get("/en/search?q=my+son+wont+go+school")
    for group in ("near", "no-travel"):
        heading = page.main.find(f".//h2[@id='{group}']")
        assert f"({len(cards_in(page, group))})" in "".join(heading.itertext()) or len(cards_in(page, group)) == 10


@pytest.mark.parametrize(
    ("postcode", "query"), [("L20 4AA", "need=reading"), ("L36 9UX", "need=reading"), ("L4 3QF", "q=library")]
)
def test_what_fits_equally_well_comes_nearest_first(family: PageClient, postcode: str, query: str) -> None:
    stand_in(family, postcode)
    cards = cards_in(family.get(f"/en/search?{query}"), "near")
    sure = [card for card in cards if card.miles is not None and "Ask if it is still running" not in card.text]
    assert len(sure) > 1
    assert [card.miles for card in sure] == sorted(card.miles for card in sure)


def test_a_near_card_says_how_far_or_to_ask_where(family: PageClient, catalogue: Catalogue) -> None:
    stand_in(family, "L20 4AA")
    for query in ("need=reading", "need=money", "q=help"):
        for card in cards_in(family.get(f"/en/search?{query}"), "near"):
            withheld = catalogue.services[card.id].is_address_withheld
            assert withheld or card.miles is not None or "Ask where" in card.tags


def test_the_group_with_the_best_match_comes_first(family: PageClient) -> None:
    stand_in(family, KNOWSLEY)
    groups = ("near", "no-travel")
    page = family.get("/en/search?q=childline")
    order = [heading.get("id") for heading in page.main.iter("h2") if heading.get("id") in groups]
    assert cards_of(page)[0].id == "childline"
    assert order == ["no-travel", "near"]
    page = family.get("/en/search?q=kirkby+library")
    assert cards_of(page)[0].id == "library-knowsley-kirkby"


def test_a_parent_in_knowsley_is_never_sent_to_another_councils_scheme(
    family: PageClient, catalogue: Catalogue
) -> None:
    stand_in(family, KNOWSLEY)
    for query in QUERIES:
        for card in all_cards(family, f"/en/search?{query}"):
            assert catalogue.services[card.id].serves("knowsley"), f"{card.id} for {query}"


def test_a_council_chosen_by_name_decides_as_a_postcode_does(family: PageClient, catalogue: Catalogue) -> None:
    assert live_in(family, "sefton").location == "/en/area"
    page = family.get("/en/search?q=cant+afford+school+uniform")
    assert "In Sefton" in page.text
    assert "uniform-hub-southport" in {card.id for card in cards_of(page)}
    for card in all_cards(family, "/en/search?need=money"):
        assert catalogue.services[card.id].serves("sefton")


@pytest.mark.parametrize("postcode", ["nonsense", "12345", "L20 4AA and L32 1AA"])
def test_a_postcode_that_cannot_be_read_is_asked_for_again_and_the_words_stay(
    reader: PageClient, postcode: str
) -> None:
    page = reader.submit(reader.get("/en/"), {"q": "bullying", "postcode": postcode}, status=422)
    assert len(page.errors) == 1
    assert page.main.find(".//input[@name='q']").get("value") == "bullying"
    assert page.main.find(".//input[@name='postcode']").get("value") == postcode
    assert reader.cookies() == []


def test_a_postcode_far_away_is_not_guessed_at(reader: PageClient) -> None:
    page = reader.submit(reader.get("/en/"), {"q": "bullying", "postcode": "L99 1AE"}, status=422)
    assert page.errors[0].startswith("We do not know that postcode.")
    assert "No postcode? Choose your council by name" in page.links()


def test_a_repaired_postcode_is_shown_as_it_was_understood(family: PageClient) -> None:
    page = family.submit_and_follow(family.get("/en/"), {"q": "debt", "postcode": "L2O 4AA"})
    assert "Near L20 4AA, Sefton" in page.text
    change = family.get(page.links()["Change place"])
    again = family.submit_and_follow(change, {"postcode": KNOWSLEY})
    assert again.path == "/en/search?q=debt"
    assert "Near L32 1AA, Knowsley" in again.text


def test_on_a_border_the_council_is_asked_for_and_the_search_goes_on(family: PageClient) -> None:
    ask = family.submit_and_follow(family.get("/en/"), {"q": "debt", "postcode": "L14 8AA"})
    assert ask.h1 == "Which council do you pay council tax to?"
    assert "L14 8AA lies on a border" in ask.text
    assert [option.get("value") for option in ask.main.iter("input") if option.get("name") == "council"] == [
        "liverpool",
        "knowsley",
        "elsewhere",
    ]
    refused = family.submit(ask, {}, status=422)
    assert refused.errors == ["Choose your council."]
    page = family.submit_and_follow(refused, {"council": "knowsley"})
    assert page.path == "/en/search?q=debt"
    assert "Near L14 8AA, Knowsley" in page.text


def test_somebody_who_does_not_answer_is_asked_again_beside_the_results(family: PageClient) -> None:
    stand_in(family, "L14 8AA")
    page = family.get("/en/search?q=debt")
    assert "L14 8AA lies on a border between councils." in page.text
    assert "/en/area/council?back=" in page.links()["Say which council is yours"]


def test_not_being_sure_of_the_council_leads_to_help_for_the_whole_country(family: PageClient) -> None:
    ask = family.submit_and_follow(family.get("/en/"), {"q": "debt", "postcode": "L14 8AA"})
    page = family.submit(ask, {"council": "elsewhere"}, status=200)
    assert "Knowsley, Liverpool and Sefton" in page.text
    assert page.links()["Go on looking"] == "/en/search?q=debt"


def test_outside_the_area_only_help_for_the_whole_country_is_shown(family: PageClient, catalogue: Catalogue) -> None:
    page = family.submit_and_follow(family.get("/en/"), {"q": "debt", "postcode": "WA10 1AA"})
    assert "WA10 1AA, St" in page.text
    assert "is outside the area of this site. Only help for the whole country is shown." in page.text
    for query in QUERIES:
        for card in all_cards(family, f"/en/search?{query}"):
            assert catalogue.services[card.id].is_national, f"{card.id} for {query}"


def test_another_council_by_name_forgets_the_postcode(family: PageClient) -> None:
    stand_in(family, KNOWSLEY)
    live_in(family, "sefton")
    page = family.get("/en/search")
    assert "In Sefton" in page.text
    assert KNOWSLEY not in page.html


@pytest.mark.parametrize(
    "back",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "/\t/elsewhere.example", "/en/\nx"],
)
def test_the_way_back_never_leads_to_another_site(family: PageClient, back: str) -> None:
    answer = family.post("/en/area", {"postcode": KNOWSLEY, "back": back})
    assert answer.location == "/en/area"


def test_a_place_named_in_the_words_counts_without_a_postcode(reader: PageClient) -> None:
    page = reader.get("/en/search?q=library in bootle")
    assert "Near Bootle" in page.text or "Near you" in page.text
    assert cards_of(page)[0].id == "library-sefton-bootle"
    assert reader.cookies() == []


def test_in_danger_the_lines_of_the_familys_own_council_are_shown(family: PageClient) -> None:
    panel = family.get("/en/search?q=he hits me").main.find(".//section[@class='crisis']")
    assert "Sefton domestic" in text_of(panel)
    stand_in(family, KNOWSLEY)
    panel = family.get("/en/search?q=he hits me").main.find(".//section[@class='crisis']")
    assert "Worried about a child in Knowsley" in text_of(panel)
    assert "Sefton" not in text_of(panel)
