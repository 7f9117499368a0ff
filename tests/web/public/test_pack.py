"""From a list to a page to print, an address that holds it, and words to send."""

import re

import pytest

from portal.catalogue.models import Catalogue
from portal.web.text_message import measure_text
from tests.page import Page, text_of
from tests.page_client import PageClient

LIST = "/en/shortlist"
ABUSE = "national-domestic-abuse-helpline"
EIGHT = (
    "childline", "kooth", "ypas", "liverpool-citizens-support", "whisc", ABUSE, "library-liverpool-central", "ipsea",
)  # fmt: skip


def make_pack(family: PageClient, *service_ids: str, **data: object) -> Page:
    family.post("/en/shortlist/add", {"service": list(service_ids)})
    return family.submit_and_follow(family.get(LIST), {"pack": "y", **data}, action=LIST)


def paper(page: Page) -> str:
    return text_of(page.tree.find(".//section[@aria-labelledby='pack-title']"))


def value_of(page: Page, id_: str) -> str:
    element = page.tree.find(f".//*[@id='{id_}']")
    assert element is not None
    return element.get("value") or element.text or ""


def codes_of(catalogue: Catalogue, *service_ids: str) -> str:
    return "-".join(catalogue.codes.code_of(each) for each in service_ids)


def test_the_address_holds_the_selection_and_opens_without_the_visit(family: PageClient, catalogue: Catalogue) -> None:
    page = make_pack(family, "childline", "kooth", "ypas")
    address = value_of(page, "address")
    assert address == f"http://localhost/p/{codes_of(catalogue, 'childline', 'kooth', 'ypas')}"
    family.forget_cookies()
    opened = family.follow(family.get(address.removeprefix("http://localhost"), status=302))
    assert [name in opened.text for name in ("Childline", "Kooth", "YPAS")] == [True] * 3
    assert family.cookies() == []


def test_what_was_written_stands_on_the_paper_only(family: PageClient) -> None:
    words = {"agreed": "kanarienvogel one", "next_steps": "kanarienvogel two", "line-childline": "kanarienvogel three"}
    page = make_pack(family, "childline", **words)
    assert paper(page).count("kanarienvogel") == 3
    assert "kanarienvogel" not in value_of(page, "address") + value_of(page, "text") + value_of(page, "mail")
    family.forget_cookies()
    assert "kanarienvogel" not in family.get(value_of(page, "address").replace("http://localhost/p", "/en/p")).html


def test_the_first_eight_go_on_the_paper(family: PageClient, catalogue: Catalogue) -> None:
    page = make_pack(family, *EIGHT, "acas")
    assert value_of(page, "address").endswith(codes_of(catalogue, *EIGHT))
    assert "Acas" not in paper(page)


def test_an_empty_list_makes_no_paper(family: PageClient) -> None:
    assert family.get("/en/pack", status=302).location == LIST


def test_the_paper_is_in_its_language_and_the_buttons_in_the_pages(family: PageClient) -> None:
    page = make_pack(family, "childline", locale="ar")
    section = page.tree.find(".//section[@aria-labelledby='pack-title']")
    assert section is not None
    assert (section.get("lang"), section.get("dir")) == ("ar", "rtl")
    assert page.h1 == "Your page to take with you"
    assert value_of(page, "address").startswith("http://localhost/ar/p/")
    assert page.tree.get("lang") == "en"


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("count", [1, 3, 8])
def test_the_text_keeps_to_160_characters_and_says_how_many_messages_it_is(
    family: PageClient, locale: str, count: int
) -> None:
    page = make_pack(family, *EIGHT[:count], locale=locale)
    text = value_of(page, "text")
    size = measure_text(text)
    assert value_of(page, "address") in text
    assert size.characters <= 160
    assert f"Sent as {size.messages} message" in page.text


@pytest.mark.parametrize(
    ("locale", "count", "end"),
    [
        ("en", 1, "Childline: 0800 1111"),
        ("en", 3, "All 3 are on that page."),
        ("en", 8, "All 8 are on that page."),
        ("ar", 8, "كلها في تلك الصفحة: 8"),
    ],
)
def test_a_text_that_does_not_name_all_says_how_many_there_are(
    family: PageClient, locale: str, count: int, end: str
) -> None:
    text = value_of(make_pack(family, *EIGHT[:count], locale=locale), "text")
    assert text.splitlines()[-1] == end


def test_neither_text_nor_paper_tells_where_help_against_violence_is(family: PageClient, reader: PageClient) -> None:
    page = make_pack(family, ABUSE, "childline")
    assert "Paper may be found" in page.text
    assert "Abuse" not in value_of(page, "text")
    assert not re.search(r"[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}", paper(page))
    assert "Paper may be found" not in make_pack(reader, "childline").text


def test_a_plain_paper_hides_the_title_and_that_name(family: PageClient) -> None:
    page = make_pack(family, ABUSE, "childline", is_plain="y")
    assert paper(page).startswith("Useful numbers and places A number to ring 0808 2000 247")
    assert "buse" not in paper(page) + value_of(page, "text") + value_of(page, "mail") + page.title


@pytest.mark.parametrize(
    ("typed", "address"),
    [("mwr-tgx", "/en/p/MWR-TGX"), ("MWR+TGX", "/en/p/MWR-TGX"), ("MWR-MWR", "/en/p/MWR")],
)
def test_an_address_typed_by_hand_is_put_right(reader: PageClient, typed: str, address: str) -> None:
    assert reader.get(f"/en/p/{typed}", status=302).location == address


def test_a_code_nobody_has_is_named_beside_those_that_are_known(reader: PageClient, catalogue: Catalogue) -> None:
    page = reader.get(f"/en/p/{codes_of(catalogue, 'childline')}-BBB")
    assert "Childline" in page.text
    assert "We do not know the code BBB" in page.text
    assert "We do not know the code" in reader.get("/en/p/BBB", status=404).text
    reader.get("/en/p/---", status=404)


def test_what_may_have_stopped_says_so_and_where_else_to_look(reader: PageClient, catalogue: Catalogue) -> None:
    unsure = next(each for each in catalogue.services.values() if each.status == "unconfirmed")
    page = reader.get(f"/en/p/{catalogue.codes.code_of(unsure.id)}")
    assert "Something has changed since this page was made" in page.text
    assert "Ask if it is still running" in page.text
    assert f"/en/needs/{unsure.needs[0]}" in page.links().values()


def test_somebody_elses_pack_goes_on_the_own_list(family: PageClient, catalogue: Catalogue) -> None:
    page = family.get(f"/en/p/{codes_of(catalogue, 'childline', 'kooth')}")
    after = family.submit_and_follow(page, action="/en/shortlist/add")
    assert "Your list (2)" in text_of(after.tree)
