"""What is typed among the search words and could tell who or where somebody is does not reach an address."""

from urllib.parse import unquote_plus

import pytest

from tests.page_client import PageClient


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("school help L32 1AA", "school+help"),
        ("food near l321aa please", "food+near+please"),
        ("ring me on 07700 900123 about food", "ring+me+on+about+food"),
        ("+44 7700 900123 debt", "debt"),
        ("debt L32  1AA", "debt"),
        ("debt L32-1AA", "debt"),
        ("debt L32, 1AA", "debt"),
        ("debt L32\xa01AA", "debt"),
        ("debt L 32 1AA", "debt"),
        ("debt Ｌ３２ １ＡＡ", "debt"),
        ("debt L3O 1AA", "debt"),
        ("debt L32 1 AA", "debt"),
        ("debt l32 1a a", "debt"),
        ("debt LI2 IAA", "debt"),
        ("debt L32. 1AA", "debt"),
        ("(0151) 496 0000 debt", "debt"),
        ("0151  496  0000 debt", "debt"),
        ("0151.496.0000 debt", "debt"),
        ("0151 – 496 0000 debt", "debt"),
        ("+44 (0)151 496 0000 debt", "debt"),
        ("debt write to sam@example.org", "debt+write+to"),
    ],
)
def test_a_postcode_or_number_among_the_words_stays_out_of_the_address(
    family: PageClient, words: str, left: str
) -> None:
    answer = family.post("/en/search", {"q": words})
    assert answer.location == f"/en/search?q={left}"


@pytest.mark.parametrize("typed", ["7, L32 1AA", "7, (0151) 496 0000", "7, sam@example.org"])
def test_what_is_typed_beside_an_age_stands_in_no_address_of_the_page(family: PageClient, typed: str) -> None:
    page = family.post("/en/search", {"q": "debt", "age": typed}, status=422)
    addresses = unquote_plus("\n".join(page.links().values()))
    assert not any(private in addresses for private in ("1AA", "496", "sam@"))


@pytest.mark.parametrize("field", ["need", "near", "how", "day", "lang", "access", "order", "free", "page"])
def test_what_is_no_choice_stands_in_no_address_of_the_page(family: PageClient, field: str) -> None:
    page = family.get(f"/en/search?q=debt&{field}=Sam+Jones")
    assert "Jones" not in "\n".join(page.links().values())
    assert "Jones" not in (family.post("/en/search", {"q": "debt", field: "Sam Jones"}).location or "")


@pytest.mark.parametrize("field", ["q", "age"])
def test_an_address_somebody_wrote_a_number_into_leads_to_one_without_it(family: PageClient, field: str) -> None:
    answer = family.get(f"/en/search?{field}=7,+(0151)+496+0000", status=302)
    assert answer.location == f"/en/search?{field}=7,"


@pytest.mark.parametrize("typed", ["school help L32 1AA", "school help L32-1AA"])
def test_a_postcode_among_the_words_says_where(family: PageClient, typed: str) -> None:
    page = family.follow(family.post("/en/search", {"q": typed}))
    assert "Near L32 1AA, Knowsley" in page.text


@pytest.mark.parametrize(
    "words",
    [
        "year 7 boy 12",
        "16 to 18 month old",
        "universal credit 2026",
        "ages 3, 5, 7, 9, 11, 13",
        "monday 9.30-15.00",
        "since 12/11/2026",
        "year 6 2nd child",
        "he is 3 or so i am told",
        "to do in half term 2 or 3 times",
    ],
)
def test_other_figures_stay(family: PageClient, words: str) -> None:
    assert family.post("/en/search", {"q": words}).location == "/en/search?q=" + words.replace(" ", "+")


@pytest.mark.parametrize("postcode", ["CH41 1AA", "M1 1AA", "SW1A 1AA"])
def test_a_postcode_from_elsewhere_is_outside_and_not_a_fault(family: PageClient, postcode: str) -> None:
    page = family.follow(family.post("/en/search", {"q": "food", "postcode": postcode}))
    assert f"{postcode} is outside the area of this site" in page.text
    assert "Foodbank" not in page.text
