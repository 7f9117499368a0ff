"""The emergency page without a line; nothing else is kept, and leaving takes it away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from tests.journeys.test_finding import expect_gone, look_for

KEPT = "async () => { const all = []; for (const name of await caches.keys()) for (const each of await (await caches.open(name)).keys()) all.push(new URL(each.url).pathname); return all; }"
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).map(each => [new URL(each.scope).pathname, each.active?.state])"


def wait_until_kept(page: Page, locale: str = "en") -> None:
    """Wait until the browser holds the page."""
    wait_for(page, lambda: f"/{locale}/emergency" in page.evaluate(KEPT))


def wait_for(page: Page, is_so: Callable[[], bool]) -> None:
    """Look again and again for up to ten seconds."""
    for _ in range(100):
        if is_so():
            return
        page.wait_for_timeout(100)
    pytest.fail("it never came to be")


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_emergency_page_can_be_read_without_a_line(page: Page, locale: str) -> None:
    page.goto(f"/{locale}/")
    page.locator("main a").first.click()
    wait_until_kept(page, locale)
    page.context.set_offline(True)
    page.goto(f"/{locale}/emergency")
    expect(page.locator("html")).to_have_attribute("lang", locale)
    expect(page.locator("main a[href='tel:999']").first).to_be_visible()
    assert (
        page.locator(".crisis").evaluate("box => getComputedStyle(box).borderTopWidth") == "3px"
    )  # its sheet is there
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(f"/{locale}/safety")


def test_nothing_but_that_page_and_its_sheet_is_kept(page: Page) -> None:
    look_for(page, "he hits me", "L32 1AA")
    wait_until_kept(page)
    page.goto("/en/ask/")
    page.get_by_role("link", name="Just ring me").click()
    page.goto("/en/emergency")
    kept = page.evaluate(KEPT)
    assert [path for path in kept if not path.startswith("/static/css/")] == ["/en/emergency"]
    assert len(kept) == 2
    assert page.evaluate(WORKERS) == [["/en/emergency", "activated"]]
    assert "L32" not in page.evaluate("async () => (await caches.match('/en/emergency')).text()")


def test_the_first_page_keeps_nothing(page: Page) -> None:
    page.goto("/en/", wait_until="networkidle")
    assert page.evaluate(KEPT) == []
    assert page.evaluate(WORKERS) == []


def test_leaving_takes_it_away(page: Page) -> None:
    page.goto("/en/emergency")
    wait_until_kept(page)
    page.locator("#leave").click()
    expect_gone(page)
    page.goto("/en/safety", referer="")
    assert page.evaluate(KEPT) == []
    assert page.evaluate(WORKERS) == []


def test_leaving_without_a_line_goes_away_and_takes_it_with_it(page: Page) -> None:
    page.goto("/en/emergency")
    wait_until_kept(page)
    page.context.set_offline(True)
    page.goto("/en/emergency")
    page.locator("#leave").click()
    expect_gone(page)
    page.context.set_offline(False)
    page.goto("/en/safety", referer="")
    assert page.evaluate(KEPT) == []
    assert page.evaluate(WORKERS) == []
