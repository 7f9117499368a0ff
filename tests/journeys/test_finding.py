"""A parent finds help, on a phone and on a desk, in English and Arabic, with and without scripts."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PAGES = ("", "search?q=my+son+wont+go+school", "needs", "needs/money", "area", "places/sefton", "emergency", "ask/")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def look_for(page: Page, words: str, postcode: str = "") -> None:
    """Type words and a postcode on the front page and send them."""
    page.goto("/en/")
    page.get_by_label("What do you need help with?").fill(words)
    if postcode:
        page.get_by_label("Postcode").fill(postcode)
    page.get_by_role("button", name="Find help").click()


def expect_gone(page: Page) -> None:
    """Expect that the page left for an outside name: this browser knows none, so it shows its own error."""
    expect(page).to_have_url(re.compile("^chrome-error://"))


def test_help_for_a_child_who_does_not_go_to_school_is_found_near_home(page: Page) -> None:
    look_for(page, "my son wont go school", "L32 1AA")
    expect(page).to_have_url("/en/search?q=my+son+wont+go+school")
    expect(page.locator("main")).to_contain_text("L32 1AA, Knowsley")
    expect(page.get_by_role("link", name="Not Fine in School")).to_be_visible()
    expect(page.get_by_role("heading", name="Near you")).to_be_visible()
    expect(page.get_by_role("heading", name="No travel needed")).to_be_visible()
    assert page.get_by_text("School Family Support Service").count() == 0  # Liverpool's own
    assert page.locator("main").evaluate("main => main.scrollWidth <= innerWidth")


def test_without_a_postcode_a_council_can_be_chosen_by_name(page: Page) -> None:
    page.goto("/en/area/council")
    page.get_by_label("Sefton Council").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("main")).to_contain_text("Early help in Sefton")
    look_for(page, "cant afford school uniform")
    expect(page.locator("main h3").first).to_contain_text(re.compile("uniform|school", re.IGNORECASE))


def test_baby_massage_leads_to_where_it_is_given(page: Page) -> None:
    look_for(page, "baby massage")
    expect(page.locator("main")).to_contain_text("children's centres", ignore_case=True)


def test_words_of_danger_put_the_crisis_panel_first(page: Page) -> None:
    look_for(page, "he hits me")
    panel = page.locator(".crisis")
    expect(panel.get_by_role("link", name="999", exact=True)).to_be_visible()
    above_results = "panel => panel.compareDocumentPosition(document.querySelector('h3')) & 4"
    assert panel.evaluate(above_results)


def test_a_border_postcode_asks_which_council_instead_of_guessing(page: Page) -> None:
    look_for(page, "food", "L14 8AA")
    expect(page.get_by_role("heading", name="Which council do you pay council tax to?")).to_be_visible()
    page.get_by_label("Liverpool City Council").check()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url("/en/search?q=food")
    expect(page.locator("main")).to_contain_text("L14 8AA, Liverpool")


def test_everything_is_found_without_scripts(page_without_scripts: Page) -> None:
    look_for(page_without_scripts, "my son wont go school", "L32 1AA")
    page_without_scripts.get_by_role("link", name="Not Fine in School").click()
    expect(page_without_scripts.locator("h1")).to_have_text("Not Fine in School")


def test_arabic_reads_from_right_to_left(page: Page) -> None:
    page.goto("/ar/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    leave, name = page.locator("#leave").bounding_box(), page.locator(".site-name").bounding_box()
    assert leave is not None
    assert name is not None
    assert leave["x"] < name["x"]
    assert page.locator("body").evaluate("body => body.scrollWidth <= innerWidth")


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_a_page_has_no_fault_that_axe_can_find(page: Page, locale: str, path: str) -> None:
    page.goto(f"/{locale}/{path}")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


def test_escape_three_times_leaves_and_the_place_is_forgotten(page: Page) -> None:
    look_for(page, "food", "L32 1AA")
    expect(page.locator("main")).to_contain_text("L32 1AA")
    page.wait_for_load_state()
    for _ in range(3):
        page.keyboard.press("Escape")
    expect_gone(page)
    page.goto("/en/")
    page.get_by_role("link", name="Your area").first.click()
    expect(page).to_have_url("/en/area")
    expect(page.get_by_label("Postcode")).to_be_visible()
    assert "L32" not in page.content()
