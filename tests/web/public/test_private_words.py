"""What is typed among the search words and could tell who or where somebody is does not reach an address."""

import pytest

from tests.page_client import PageClient


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("school help L32 1AA", "school+help"),
        ("food near l321aa please", "food+near+please"),
        ("ring me on 07700 900123 about food", "ring+me+on+about+food"),
        ("+44 7700 900123 debt", "debt"),
    ],
)
def test_a_postcode_or_number_among_the_words_stays_out_of_the_address(
    family: PageClient, words: str, left: str
) -> None:
    answer = family.post("/en/search", {"q": words})
    assert answer.location == f"/en/search?q={left}"


def test_a_postcode_among_the_words_says_where(family: PageClient) -> None:
    page = family.follow(family.post("/en/search", {"q": "school help L32 1AA"}))
    assert "Near L32 1AA, Knowsley" in page.text


@pytest.mark.parametrize("words", ["year 7 boy 12", "16 to 18 month old", "universal credit 2026"])
def test_other_figures_stay(family: PageClient, words: str) -> None:
    assert family.post("/en/search", {"q": words}).location == "/en/search?q=" + words.replace(" ", "+")


@pytest.mark.parametrize("postcode", ["CH41 1AA", "M1 1AA", "SW1A 1AA"])
def test_a_postcode_from_elsewhere_is_outside_and_not_a_fault(family: PageClient, postcode: str) -> None:
    page = family.follow(family.post("/en/search", {"q": "food", "postcode": postcode}))
    assert f"{postcode} is outside the area of this site" in page.text
    assert "Foodbank" not in page.text
