"""A family looks up how far its request is, corrects its number, and leaves no way back; its team sees what it added."""

import re
from contextlib import suppress

from playwright.sync_api import Browser, Error, Page, expect

from tests.journeys.conftest import DESKTOP, Portal, watched_page
from tests.journeys.test_asking import ask_to_be_rung, sign_in

NEW_NUMBER = "01632 960 077"


def look_up(page: Page, reference: str, words: str) -> None:
    """Go to where both are typed, type them and press the button."""
    page.get_by_role("link", name="The page to look it up").click()
    page.get_by_label("Your reference").fill(reference.lower())
    page.get_by_label("Your four words").fill(words.title())
    page.get_by_role("button", name="Look it up").click()


def get_words(page: Page) -> str:
    """Choose on the receipt to look it up, and return the four words."""
    page.get_by_role("button", name="I would like to look up what is happening").click()
    return page.locator(".reference").last.inner_text()


def test_a_family_looks_it_up_without_scripts_and_the_team_sees_its_new_number(
    page_without_scripts: Page, portal: Portal, browser: Browser
) -> None:
    page = page_without_scripts
    reference = ask_to_be_rung(page, "L32 1AA")
    words = get_words(page)
    look_up(page, reference, words)
    expect(page.get_by_role("heading", name="What has happened since you asked")).to_be_visible()
    assert not re.search(rf"{reference}|{words.split()[0]}", page.url + page.title())
    page.get_by_label("New phone number").fill(NEW_NUMBER)
    page.locator("input[name=may_ring][value=yes]").check()
    page.get_by_role("button", name="Send the new number").click()
    expect(page.locator(".notice[role=status]")).to_contain_text("A worker looks at it")
    assert NEW_NUMBER not in page.content()
    for desk in watched_page(browser.new_context(viewport=DESKTOP), portal):
        sign_in(desk, portal)
        desk.get_by_role("link", name=re.compile(reference)).click()
        desk.get_by_role("button", name="Open this request").click()
        expect(desk.locator("main")).to_contain_text(NEW_NUMBER)
        desk.get_by_role("button", name="I have seen this").click()
        expect(desk.locator("main")).to_contain_text("Seen by Practice reader")
    page.goto("/en/follow/now")
    expect(page.locator("main")).not_to_contain_text("A person has read it Not yet")


def test_after_leaving_nothing_can_be_gone_back_to(page: Page, portal: Portal) -> None:
    reference = ask_to_be_rung(page, "L32 1AA")
    words = get_words(page)
    look_up(page, reference, words)
    page.context.request.post(f"{portal.public}/leave", max_redirects=0, headers={"Sec-Fetch-Site": "same-origin"})
    for _ in range(4):
        with suppress(Error):  # the page with the words cannot be fetched again
            page.go_back()
        page.wait_for_load_state()
        expect(page.locator("html")).not_to_contain_text(words)
    page.goto("/en/follow/now")  # an address typed so soon may be somebody going back
    expect(page).to_have_url("/en/")
    page.get_by_role("link", name="Ask for help").first.click()
    page.goto("/en/follow/now")
    expect(page).to_have_url("/en/follow/")
