"""Help is found and asked for with a keyboard alone, and wherever the keyboard is can be seen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.checks import DESKTOP, Looker, walk_by_keyboard
from tests.journeys.conftest import Portal, watched_page
from tests.journeys.gather import Gathered

MOST_TABS = 60
MARKED = """() => { const el = document.activeElement, style = getComputedStyle(el), box = el.getClientRects()[0];
  const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return isMarked && box.top >= 0 && box.bottom <= innerHeight && (!over || el.contains(over) || over.contains(el)); }"""


@pytest.fixture
def desk(browser: Browser, portal: Portal) -> Iterator[Page]:
    """A desk without a mouse."""
    yield from watched_page(browser.new_context(viewport=DESKTOP, base_url=portal.public), portal)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the keyboard is there; each place on the way must be marked and in view."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        assert page.evaluate(MARKED), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if page.locator(selector).first.evaluate("el => el === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not come to {selector}")


def choose(page: Page, selector: str) -> None:
    """Go to a radio's group and choose it by the arrows."""
    tab_to(page, "main input[type=radio]")
    for _ in range(12):
        if page.locator(selector).is_checked():
            break
        page.keyboard.press("ArrowDown")
    expect(page.locator(selector)).to_be_checked()


def press_button(page: Page) -> None:
    """Go to the form's button and press it."""
    tab_to(page, "main form .button")
    page.keyboard.press("Enter")


def test_leaving_is_the_first_thing_in_reach(desk: Page) -> None:
    desk.goto("/en/")
    desk.keyboard.press("Tab")
    expect(desk.locator("#leave")).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")  # the link to skip
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.closest('main') !== null")


def test_help_is_found_by_keyboard(desk: Page) -> None:
    desk.goto("/en/")
    tab_to(desk, "#q")
    desk.keyboard.type("my son wont go school")
    tab_to(desk, "#postcode")
    desk.keyboard.type("L32 1AA")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url("/en/search?q=my+son+wont+go+school")
    tab_to(desk, "main h3 a")
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_be_visible()
    tab_to(desk, "main a[href^='tel:'], main a[href^='http']")


def test_help_is_asked_for_by_keyboard(desk: Page) -> None:
    desk.goto("/en/ask/")
    tab_to(desk, "main a[href*=ring_me]")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Is anyone in danger right now?")).to_be_visible()
    choose(desk, "input[name=danger][value=no]")
    press_button(desk)
    expect(desk.get_by_role("heading", name="Who is asking?")).to_be_visible()
    choose(desk, "input[name=asker][value=parent]")
    press_button(desk)
    expect(desk.get_by_role("heading", name="Where do the children mostly live?")).to_be_visible()
    tab_to(desk, "input[name=postcode]")
    desk.keyboard.type("L32 1AA")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Who will read this")).to_be_visible()
    press_button(desk)
    expect(desk.locator("input[name=name]")).to_be_visible()
    press_button(desk)  # nothing filled in: the summary takes the keyboard and leads to the field
    expect(desk.locator(".error-summary")).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("input[name=name]")).to_be_focused()
    desk.keyboard.type("Sam")
    tab_to(desk, "input[name=detail]")
    desk.keyboard.type("01632 960 001")
    choose(desk, "input[name=may_ring][value=yes]")
    tab_to(desk, "input[name=may_contact]")
    desk.keyboard.press("Space")
    press_button(desk)
    expect(desk.get_by_role("heading", name="Check your answers")).to_be_visible()
    press_button(desk)
    expect(desk.locator(".reference")).to_be_visible()


@pytest.mark.parametrize("start", ["/en/ 200", "/en/search?q=help", "/en/ask/step/16 422", "/ar/area 200"])
def test_the_keyboard_comes_everywhere_and_stays_nowhere(
    gathered: dict[tuple[str, str], Gathered], looker: Looker, start: str
) -> None:
    states = gathered["public", start[1:3]].states
    page = next(each.page for each in states if each.name.startswith(start))
    assert walk_by_keyboard(looker, page) == []
