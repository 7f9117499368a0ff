"""`python3 -m tests.journeys.pictures`: take the README's pictures of the main pages, from a portal started for it."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import browser_path, ensure_browser
from tests.journeys.conftest import DESKTOP, FLAGS, PHONE, Portal, portal_in
from tests.journeys.test_asking import ask_to_be_rung, begin, say_where, sign_in
from tests.journeys.test_finding import look_for

FOLDER = Path(__file__).with_name("pictures")


def main() -> int:
    """Take every picture anew."""
    ensure_browser()
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as driver, portal_in(Path(data)) as portal:
        browser = driver.chromium.launch(executable_path=browser_path(), args=FLAGS)
        take_finding(new_page(browser, portal, PHONE), "phone")
        take_on_a_desk(new_page(browser, portal, DESKTOP))
        take_asking(new_page(browser, portal, PHONE))
        take_staff(new_page(browser, portal, PHONE), portal)
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {os.path.relpath(FOLDER)}")
    return 0


def new_page(browser: Browser, portal: Portal, size: dict[str, int]) -> Page:
    """A page of a new browser."""
    return browser.new_context(viewport=size, base_url=portal.public).new_page()


def take_finding(page: Page, size: str) -> None:
    """Home in two languages, results, a service, the area, emergency help."""
    for name, path in (("home", "/en/"), ("home-arabic", "/ar/"), ("emergency", "/en/emergency")):
        page.goto(path)
        take(page, f"{name}-{size}")
    look_for(page, "my son wont go school", "L32 1AA")
    page.get_by_role("heading", name="No travel needed").wait_for()
    take(page, f"results-{size}")
    page.get_by_role("link", name="Not Fine in School").click()
    take(page, f"service-{size}")
    page.goto("/en/area")
    take(page, f"area-{size}")


def take_on_a_desk(page: Page) -> None:
    """Home and results once more, wide: a dozen pictures are enough."""
    page.goto("/en/")
    take(page, "home-desk")
    look_for(page, "my son wont go school", "L32 1AA")
    page.get_by_role("heading", name="No travel needed").wait_for()
    take(page, "results-desk")


def take_asking(page: Page) -> None:
    """Whose door it is, and the receipt."""
    begin(page, "Just ring me")
    say_where(page, "L32 1AA")
    take(page, "ask-phone")
    page.context.clear_cookies()
    ask_to_be_rung(page, "L32 1AA")
    take(page, "receipt-phone")


def take_staff(page: Page, portal: Portal) -> None:
    """The inbox and a request, opened."""
    sign_in(page, portal)
    take(page, "inbox-phone")
    page.locator("main a[href*=requests]").first.click()
    page.get_by_role("button", name="Open this request").click()
    take(page, "request-phone")


def take(page: Page, name: str) -> None:
    """Write one picture of what fits on the screen."""
    page.wait_for_load_state()
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
