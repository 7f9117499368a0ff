"""A team's day in a real browser: on a phone, by keyboard, without scripts, and nothing that axe can find."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import PHONE, Portal, watched_page
from tests.journeys.test_asking import ask_to_be_rung
from tests.journeys.test_finding import RULES

MANAGER = "manager@practice.invalid"
OTHER_PAGES = ("people/", "inbox/closed", "inbox?urgent=y")


def sign_in_as(page: Page, portal: Portal, email: str) -> None:
    """Sign in by a fresh link of the operator's."""
    link = portal.command("teams", "link", "practice-knowsley", "--person", email).strip()
    page.goto(f"{portal.staff}/sign-in/{link.rpartition('/')[2]}")
    page.locator("main form button").first.click()
    expect(page).to_have_url(f"{portal.staff}/inbox")


def assert_sound(page: Page) -> None:
    """Nothing that axe can find, and no sideways scrolling."""
    page.wait_for_load_state()
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def reference(page_without_scripts: Page) -> str:
    """The reference of a request a family has just sent."""
    return ask_to_be_rung(page_without_scripts, "L32 1AA")


@pytest.fixture
def desk(browser: Browser, size: dict[str, int], portal: Portal) -> Iterator[Page]:
    """A manager's browser, on a phone and on a desk."""
    for page in watched_page(browser.new_context(viewport=size, base_url=portal.staff), portal):
        sign_in_as(page, portal, MANAGER)
        yield page


def test_no_page_of_a_team_has_a_fault_that_axe_can_find(reference: str, desk: Page) -> None:
    assert_sound(desk)
    desk.get_by_role("link", name=reference).click()
    assert_sound(desk)
    desk.get_by_role("button", name="Open this request").click()
    assert_sound(desk)
    desk.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert_sound(desk)
    desk.get_by_role("button", name="Record this try").click()
    expect(desk.locator(".error-summary")).to_be_visible()
    assert_sound(desk)
    desk.get_by_role("link", name="Page to print").click()
    assert_sound(desk)
    for path in OTHER_PAGES:
        desk.goto(f"/{path}")
        assert_sound(desk)
    desk.get_by_label("Find by reference").fill("none")
    desk.get_by_role("button", name="Find").click()
    expect(desk.get_by_role("heading", name="Find by reference")).to_be_visible()
    assert_sound(desk)


def test_a_days_work_is_done_by_keyboard_on_a_phone_without_scripts(
    browser: Browser, portal: Portal, reference: str
) -> None:
    context = browser.new_context(viewport=PHONE, base_url=portal.staff, java_script_enabled=False)
    for page in watched_page(context, portal):
        sign_in_as(page, portal, "reader@practice.invalid")
        press(page, page.get_by_role("link", name=reference))
        press(page, page.get_by_role("button", name="Open this request"))
        press(page, page.get_by_text("A try to reach them"))
        page.get_by_label("Rang", exact=True).press("Space")
        page.get_by_label("Spoke with them").press("Space")
        press(page, page.get_by_role("button", name="Record this try"))
        expect(page.locator("main")).to_contain_text("Your try is recorded.")
        press(page, page.get_by_text("Close this request").first)
        page.get_by_label("Help agreed").press("Space")
        press(page, page.get_by_role("button", name="Close this request"))
        expect(page.locator("main")).to_contain_text("It is closed.")


def press(page: Page, what: Locator) -> None:
    """Press Enter on something that has the focus."""
    what.focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
