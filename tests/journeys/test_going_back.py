"""Once somebody left, sent, or was away for too long, the Back button shows the first page, with and without scripts.

This browser keeps no pages in memory; `python3 -m tests.reliability --only device` tries one that does.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from portal.config import load_settings
from portal.referrals.tables import drafts
from portal.store.engine import open_engine
from portal.store.transactions import writing
from portal.visits.tables import visits
from tests.journeys.conftest import PHONE, Portal, watched_page
from tests.journeys.test_asking import begin, go_on, leave_a_number, say_where
from tests.journeys.test_finding import expect_gone, look_for

SAVED = "/en/needs/money"  # typed or saved: the browser asks for it again as if it had been typed anew
TYPED = "[...document.querySelectorAll('input:not([type=hidden])')].map(each => each.value).join('')"
End = Callable[[Page, Portal], None]


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request: pytest.FixtureRequest, browser: Browser, portal: Portal) -> Iterator[Page]:
    """A phone's page, with and without scripts."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param, base_url=portal.public)
    yield from watched_page(context, portal)


def find_help(page: Page) -> None:
    """Open a saved page, search with words of danger, open a result."""
    page.goto(SAVED)
    look_for(page, "he hits me", "L32 1AA")
    page.locator("main .card h3 a").first.click()
    expect(page.locator(".contact")).to_be_visible()


def ask(page: Page) -> None:
    """Ask up to the answers to check."""
    begin(page, "Just ring me")
    say_where(page, "L32 1AA")
    go_on(page)
    leave_a_number(page)
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()


def let_time_pass(portal: Portal) -> None:
    """Let what is kept run out, as after an hour without a tap."""
    engine = open_engine(load_settings(portal.environ).database)
    with writing(engine) as db:
        db.execute(update(drafts).values(idle_at=datetime.now(UTC)))
        db.execute(update(visits).values(touched_at=datetime.now(UTC) - timedelta(hours=1)))
    engine.dispose()


def leave(page: Page, _portal: Portal) -> None:
    page.locator("#leave").click()
    expect_gone(page)


def send(page: Page, _portal: Portal) -> None:
    ask(page)
    go_on(page)
    expect(page.locator(".reference")).to_be_visible()


def press_too_late(page: Page, portal: Portal) -> None:
    ask(page)
    let_time_pass(portal)
    go_on(page)
    expect(page.get_by_role("heading", name="Your time ran out")).to_be_visible()


def only_look(page: Page, portal: Portal) -> None:
    page.locator(".top-links a[href$='/area']").click()
    expect(page.locator("main")).to_contain_text("Knowsley")
    let_time_pass(portal)


def go_back(page: Page, times: int) -> Iterator[None]:
    """Press Back, so many times at most and as long as there is a page."""
    for _ in range(times):
        page.go_back(wait_until="commit")
        if page.url == "about:blank":
            return
        yield


@pytest.mark.parametrize("end", [leave, send, press_too_late, only_look])
def test_once_a_visit_is_over_back_leads_to_the_first_page_only(page: Page, portal: Portal, end: End) -> None:
    find_help(page)
    end(page, portal)
    for _ in go_back(page, 14):
        expect(page).to_have_url("/en/")
        expect(page.get_by_label("What do you need help with?")).to_be_visible()
        assert page.evaluate(TYPED) == ""
    look_for(page, "debt")  # whoever comes back is not kept out
    page.locator("main .card h3 a").first.click()
    expect(page.locator(".contact")).to_be_visible()
    page.go_back(wait_until="commit")
    expect(page).to_have_url("/en/search?q=debt")


def test_the_receipt_stays_and_can_be_come_back_to(page: Page, portal: Portal) -> None:
    find_help(page)
    send(page, portal)
    reference = page.locator(".reference").inner_text()
    page.reload()
    expect(page.locator(".reference")).to_have_text(reference)
    page.get_by_role("link", name="Somebody to talk to now, day and night").click()
    expect(page.get_by_role("heading", name="Emergency help")).to_be_visible()
    page.go_back(wait_until="commit")
    expect(page.locator(".reference")).to_have_text(reference)
    for _ in go_back(page, 9):
        expect(page).to_have_url("/en/")


def test_another_window_is_led_to_the_first_page_once_at_most(page: Page, portal: Portal) -> None:
    find_help(page)
    other = page.context.new_page()
    other.goto(SAVED)
    look_for(other, "debt")
    send(page, portal)
    other.go_back(wait_until="commit")
    expect(other).to_have_url("/en/")
    look_for(other, "debt")
    other.locator("main .card h3 a").first.click()
    expect(other.locator(".contact")).to_be_visible()
    other.go_back(wait_until="commit")
    expect(other).to_have_url("/en/search?q=debt")
    page.reload()
    expect(page.locator(".reference")).to_be_visible()
