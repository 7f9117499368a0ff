"""What narrows a search: each choice with its count, told beforehand where it leaves nothing; ways on; addresses to share."""

import re

import pytest

from portal.catalogue.models import Catalogue
from tests.page import Page, text_of
from tests.page_client import PageClient
from tests.web.public.results import all_cards, cards_of, stand_in


def labels(page: Page) -> dict[str, str]:
    return {label.get("for", ""): text_of(label) for label in page.main.iter("label")}


def count_in(words: str) -> int:
    found = re.search(r"\((\d+)\)$", words)
    return int(found[1]) if found else 0


def chosen_values(page: Page, name: str) -> dict[str, str]:
    """The values of a list of checkboxes, each with its label."""
    boxes = [box for box in page.main.iter("input") if box.get("name") == name]
    return {box.get("value", ""): labels(page)[box.get("id", "")] for box in boxes}


@pytest.mark.parametrize(
    ("name", "value"),
    [("day", "SA"), ("how", "phone"), ("send", "y"), ("free", "y")],
)
def test_a_choice_leaves_as_many_as_it_says(reader: PageClient, name: str, value: str) -> None:
    page = reader.get("/en/search?q=help")
    told = labels(page)[name] if name in labels(page) else chosen_values(page, name)[value]
    assert len(all_cards(reader, f"/en/search?q=help&{name}={value}")) == count_in(told) > 0


def test_a_choice_that_leaves_nothing_says_so_and_looks_so(reader: PageClient) -> None:
    page = reader.get("/en/search?q=food bank")
    (box,) = [
        each for each in page.main.iter("div") if each.get("class") == "choice none" and "By text" in text_of(each)
    ]
    assert text_of(box) == "By text (none)"
    assert box.find("input").get("disabled") is None, "it can be chosen together with another way"


def test_a_choice_made_never_looks_empty(reader: PageClient) -> None:
    page = reader.get("/en/search?q=food bank&how=text")
    (box,) = [
        each
        for each in page.main.iter("div")
        if each.get("class") in {"choice", "choice none"} and "By text" in text_of(each)
    ]
    assert box.get("class") == "choice"


def test_words_that_look_like_a_pattern_to_fill_stand_in_the_addresses_of_ages_as_they_are(reader: PageClient) -> None:
    links = reader.get("/en/search?q=help 50%25 %25d %25b %25(x)s").links()
    address = next(href for words, href in links.items() if words.startswith("Age 4 "))
    assert address == "/en/search?q=help+50%25+%25d+%25b+%25(x)s&age=4"


def test_on_a_page_in_another_language_help_in_it_is_a_choice(reader: PageClient) -> None:
    assert list(chosen_values(reader.get("/ar/search?q=debt"), "lang")) == ["ar"]
    assert chosen_values(reader.get("/en/search?q=debt"), "lang") == {}, "everything is in English"


def test_topics_offered_are_those_found_with_their_counts(reader: PageClient, catalogue: Catalogue) -> None:
    page = reader.get("/en/search?q=debt")
    options = {option.get("value"): text_of(option) for option in page.main.iter("option")}
    assert "speech-language" not in options
    assert len(all_cards(reader, "/en/search?q=debt&need=debt")) == count_in(options["debt"])
    assert options["debt"].startswith("–"), "it stands below its own topic"


def test_several_children_are_added_one_after_another(reader: PageClient) -> None:
    page = reader.get("/en/search?q=group")
    first = reader.get(next(href for words, href in page.links().items() if words.startswith("A baby on the way (")))
    second = reader.get(next(href for words, href in first.links().items() if words.startswith("Age 8 (")))
    assert second.path == "/en/search?q=group&age=expecting,+8"
    assert not [words for words in second.links() if words.startswith(("Age 8", "A baby on the way"))]
    baby, child = (
        {card.id for card in all_cards(reader, f"/en/search?q=group&age={age}")} for age in ("expecting", "8")
    )
    assert {card.id for card in all_cards(reader, second.path)} == baby | child


def test_every_choice_can_be_taken_away_alone(reader: PageClient) -> None:
    page = reader.get("/en/search?q=school&age=9&free=y&send=y&day=MO&day=TU")
    kept = {
        words.removeprefix("Remove: "): href for words, href in page.links().items() if words.startswith("Remove: ")
    }
    assert kept == {
        "age: 9": "/en/search?q=school&day=MO&day=TU&free=y&send=y",
        "free": "/en/search?q=school&age=9&day=MO&day=TU&send=y",
        "for special needs": "/en/search?q=school&age=9&day=MO&day=TU&free=y",
        "Monday": "/en/search?q=school&age=9&day=TU&free=y&send=y",
        "Tuesday": "/en/search?q=school&age=9&day=MO&free=y&send=y",
    }


@pytest.mark.parametrize("query", ["day=XX", "lang=xx", "access=nonsense", "how=pigeon"])
def test_a_value_nobody_knows_is_no_filter(reader: PageClient, query: str) -> None:
    assert cards_of(reader.get(f"/en/search?q=school&{query}"))


def test_when_nothing_fits_help_without_travel_and_the_nearest_hub_with_its_hours_are_named(
    reader: PageClient,
) -> None:
    stand_in(reader, "L32 1AA")
    page = reader.get("/en/search?q=debt&day=SU&how=at+home&free=y")
    assert "Nothing fits all of that" in page.text
    words, address = next(each for each in page.links().items() if "by phone, text or online" in each[0])
    assert len(all_cards(reader, address)) == int(words.split()[1]) > 0
    hub = page.text.partition("Your nearest hub")[2]
    assert "Kirkby" in hub
    assert re.search(r"Open now|Closed now", hub)


@pytest.mark.parametrize(("query", "words"), [("day=SU", "on any day"), ("send=y", "for all children")])
def test_the_filter_to_drop_is_named_with_what_it_yields(reader: PageClient, query: str, words: str) -> None:
    page = reader.get(f"/en/search?q=sharks&{query}&how=text")
    forks = {text: href for text, href in page.links().items() if text.startswith("Show ")}
    for text, href in forks.items():
        assert len(all_cards(reader, href)) == int(text.split()[1])
    page = reader.get(f"/en/search?q=universal credit&{query}")
    assert any(words in text for text in page.links()) or cards_of(page)


def test_the_address_to_share_holds_the_sector_and_never_the_postcode(reader: PageClient) -> None:
    stand_in(reader, "L32 1AA")
    page = reader.get("/en/search?q=food bank")
    share = page.links()["Address of this search to share"]
    assert share == "/en/search?q=food+bank&near=L32+1"
    reader.forget_cookies()
    shared = reader.get(share)
    assert "Near L32 1, Knowsley" in shared.text
    assert [card.id for card in cards_of(shared)][:3] == [card.id for card in cards_of(page)][:3]
    assert reader.submit(shared, {"q": "debt"}).location == "/en/search?q=debt&near=L32+1"


def test_a_whole_postcode_in_an_address_is_cut_down_at_once(reader: PageClient) -> None:
    page = reader.get("/en/search?q=food&near=L32 1AA", status=302)
    assert page.location == "/en/search?q=food&near=L32+1"


def test_their_own_place_comes_before_the_one_of_a_shared_address(reader: PageClient) -> None:
    stand_in(reader, "PR8 1AA")
    page = reader.get("/en/search?q=food bank&near=L32+1")
    assert "Sefton" in page.text
    assert "near=L32" not in "".join(page.links().values())


@pytest.mark.parametrize("near", ["nonsense", "ZZ9 9", "M1 1AA", ""])
def test_a_shared_place_nobody_knows_is_left_out(reader: PageClient, near: str) -> None:
    assert cards_of(reader.get(f"/en/search?q=debt&near={near}"))
