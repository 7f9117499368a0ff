"""A note that was typed is not lost in a real browser either: signed out in another tab, or another language chosen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE, Portal, watched_page
from tests.journeys.test_asking import ask_to_be_rung
from tests.journeys.test_staff import sign_in_as

NOTE = "Gran collects them on Tuesdays."
WORKER = "worker@practice.invalid"


@pytest.fixture
def desk(browser: Browser, portal: Portal) -> Iterator[Page]:
    """A worker's browser without scripts."""
    context = browser.new_context(viewport=PHONE, base_url=portal.staff, java_script_enabled=False)
    for page in watched_page(context, portal):
        sign_in_as(page, portal, WORKER)
        yield page


@pytest.fixture
def typed(page_without_scripts: Page, desk: Page) -> Page:
    """A request's page with a note that is not sent yet."""
    reference = ask_to_be_rung(page_without_scripts, "L32 1AA")
    desk.goto("/inbox")
    desk.get_by_role("link", name=reference).click()
    desk.get_by_role("button", name="Open this request").click()
    desk.get_by_text("A note", exact=True).click()
    desk.get_by_label("Your note").fill(NOTE)
    return desk


def test_signed_out_in_another_tab_what_was_typed_is_sent_after_signing_in_again(typed: Page, portal: Portal) -> None:
    other = typed.context.new_page()
    other.goto("/inbox")
    other.get_by_role("button", name="Sign out").click()
    typed.get_by_role("button", name="Keep this note").click()
    expect(typed.get_by_role("heading", level=1)).to_have_text("You were signed out, so what you sent is not kept yet")
    assert NOTE not in typed.content()
    sign_in_as(other, portal, WORKER)
    typed.get_by_role("button", name="Show me what I typed").click()
    expect(typed.get_by_label("Your note")).to_have_value(NOTE)
    typed.get_by_role("button", name="Keep this note").click()
    expect(typed.get_by_text(NOTE)).to_be_visible()


def test_another_language_opens_beside_what_was_typed(typed: Page) -> None:
    with typed.context.expect_page() as opened:
        typed.get_by_role("button", name="Polski").click()
    expect(opened.value.locator("html")).to_have_attribute("lang", "pl")
    expect(typed.get_by_label("Your note")).to_have_value(NOTE)
    opened.value.get_by_role("button", name="English").click()
