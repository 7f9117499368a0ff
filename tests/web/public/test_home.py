"""The front page, the choice of language, leaving, and what every page has."""

import gzip
import re

import pytest

from portal.catalogue.models import Catalogue
from portal.po_files import translate_catalogue
from tests.clock import StoppedClock
from tests.page import text_of
from tests.page_client import PageClient
from tests.web.public.results import stand_in

PAGES = [
    "/en/",
    "/en/search?q=school",
    "/en/needs",
    "/en/needs/school",
    "/en/services/childline",
    "/en/area",
    "/en/area/change",
    "/en/area/council",
    "/en/places/sefton",
    "/en/places/sefton-south",
    "/en/how-help-works",
    "/en/emergency",
    "/en/safety",
    "/en/privacy",
    "/en/accessibility",
    "/en/about",
]
ERRORS = [
    "/en/nothing-here",
    "/en/services/nothing",
    "/en/needs/nothing",
    "/en/places/nothing",
    "/xx/",
    "/nothing/here",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_emergency_help_and_the_way_out(reader: PageClient, path: str) -> None:
    page = reader.get(path)
    links = {text_of(link): link.get("href") for link in page.tree.iter("a")}
    assert links["Emergency help"] == "/en/emergency"
    assert links["Ring 999"] == "tel:999"
    leave = page.tree.find(".//form[@action='/leave']")
    assert leave.get("method") == "post"
    assert text_of(leave) == "Leave this site"


def test_emergency_help_stands_first_in_the_menu_where_the_narrowest_phone_shows_it(family: PageClient) -> None:
    family.post("/en/shortlist/add", {"service": "childline"})
    menu = family.get("/en/").tree.find(".//nav[@aria-label='Main pages']")
    assert menu is not None
    assert [text_of(link) for link in menu.iter("a")][:1] == ["Emergency help"]


@pytest.mark.parametrize("path", PAGES)
def test_reading_and_searching_sets_no_cookie(reader: PageClient, path: str) -> None:
    reader.get(path)
    assert reader.cookies() == []


@pytest.mark.parametrize("path", ERRORS)
def test_a_page_that_is_not_there_still_says_whom_to_ring(reader: PageClient, path: str) -> None:
    page = reader.get(path, status=404)
    assert page.h1 == "Page not found"
    assert "In danger now: ring 999" in page.text
    assert "Worried about a child in Sefton: 0151 934 4013" in page.text


@pytest.mark.parametrize("language", ["en", "ar", "pl"])
def test_the_way_on_from_what_is_not_there_stays_in_the_language(reader: PageClient, language: str) -> None:
    page = reader.get(f"/{language}/nothing-here", status=404, headers={"Accept-Language": "en"})
    assert [link.get("href") for link in page.main.findall("p/a")] == [f"/{language}/"]


def test_an_address_that_only_takes_a_press_says_so_to_machines_too(reader: PageClient) -> None:
    page = reader.get("/en/shortlist/add", status=405)
    assert page.h1 == "That did not work"
    assert set(page.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_the_front_page_has_one_search_box_the_doors_and_the_topics(reader: PageClient) -> None:
    page = reader.get("/en/")
    assert len(list(page.main.iter("form"))) == 1
    doors = [text_of(link) for item in page.main.iter("li") if item.get("class") == "door" for link in item.iter("a")]
    assert doors == ["Parenting programmes", "Reading clubs", "Mental health first aid", "Financial support"]
    assert {"School", "See all topics", "Ask for help"} <= set(page.links())


def test_the_front_page_remembers_where_the_family_is(family: PageClient) -> None:
    stand_in(family, "L32 1AA")
    page = family.get("/en/")
    assert "Near L32 1AA, Knowsley" in page.text
    assert page.main.find(".//input[@name='postcode']") is None


def test_a_visit_is_forgotten_after_half_an_hour(family: PageClient, clock: StoppedClock) -> None:
    stand_in(family, "L32 1AA")
    clock.pass_time(minutes=31)
    assert "Knowsley" not in family.get("/en/").text


def test_the_first_page_weighs_less_than_60_kilobytes(reader: PageClient) -> None:
    page = reader.get("/en/")
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.html)
    assert len(assets) == 3
    bodies = [page.html, *(reader.get(asset).html for asset in assets)]
    assert sum(len(gzip.compress(body.encode())) for body in bodies) < 60_000


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("ar-SY,en;q=0.5", "/ar/"),
        ("ar", "/ar/"),
        ("en-GB,en;q=0.9,ar;q=0.8", "/en/"),
        ("xx", "/en/"),
        ("*", "/en/"),
        ("", "/en/"),
        ("pl,ar;q=0.3", "/pl/"),
        ("de,ar;q=0.3", "/ar/"),
        (";;,,q=;=0.5,\x7f, zh-Hant-TW-", "/en/"),
    ],
)
def test_the_browsers_wish_chooses_the_language(reader: PageClient, wish: str, expected: str) -> None:
    answer = reader.get("/", status=302, headers={"Accept-Language": wish})
    assert answer.location == expected


def test_the_language_can_be_changed_and_the_search_stays(reader: PageClient) -> None:
    page = reader.get("/en/search?q=food+bank&free=y")
    other = [link for link in page.tree.iter("a") if link.get("hreflang") == "ar"]
    assert other
    assert {link.get("href") for link in other} == {"/ar/search?q=food+bank&free=y"}
    assert reader.get(other[0].get("href")).main.find(".//input[@name='q']").get("value") == "food bank"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_in_arabic_runs_from_right_to_left(reader: PageClient, path: str) -> None:
    page = reader.get(path.replace("/en/", "/ar/"))
    assert (page.tree.get("lang"), page.tree.get("dir")) == ("ar", "rtl")
    assert all(link.startswith(("/ar/", "#", "tel:", "sms:", "mailto:", "https:")) for link in page.links().values())


def test_names_of_services_stay_and_are_marked_as_english(reader: PageClient) -> None:
    name = reader.get("/ar/services/childline").main.find(".//h1/bdi")
    assert (name.get("lang"), text_of(name)) == ("en", "Childline")


def test_translated_catalogue_text_is_shown_as_the_pages_own(reader: PageClient, catalogue: Catalogue) -> None:
    need = catalogue.needs["money"]
    name, is_translated = translate_catalogue("ar", need.name)
    assert is_translated
    page = reader.get("/ar/needs/money")
    assert page.h1 == name
    assert page.main.find(".//h1").get("lang") is None


def test_leaving_ends_the_visit_before_the_browser_goes(family: PageClient) -> None:
    stand_in(family, "L32 1AA")
    kept = family._client.get_cookie("visit")
    answer = family.post("/leave")
    assert answer.location == "https://www.bbc.co.uk/weather"
    assert "L32" not in family.get("/en/").text
    family._client.set_cookie("visit", kept.value)
    assert "L32" not in family.get("/en/").text  # the server has forgotten, too


def test_leaving_works_from_anywhere_but_another_site_cannot_end_a_visit(family: PageClient) -> None:
    stand_in(family, "L32 1AA")
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example", "Referer": ""}
    assert family.post("/leave", headers=headers).location == "https://www.bbc.co.uk/weather"
    assert "Near L32 1AA" in family.get("/en/").text


def test_leaving_ends_the_visit_in_an_old_browser_behind_a_proxy_that_changes_the_name(family: PageClient) -> None:
    stand_in(family, "L32 1AA")
    family.post("/leave", headers={"Sec-Fetch-Site": "", "Origin": "https://help.council.example", "Referer": ""})
    assert "L32" not in family.get("/en/").text


def test_the_policy_lets_the_leaving_form_go_where_it_goes(reader: PageClient) -> None:
    policy = reader.get("/en/").headers["Content-Security-Policy"]
    assert "form-action 'self' https://www.bbc.co.uk;" in policy


def test_the_site_says_that_it_is_well(reader: PageClient) -> None:
    assert reader.get("/healthz").html == "ok\n"
