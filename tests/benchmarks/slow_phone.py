"""`python3 -m tests.benchmarks.slow_phone`: what a family waits for on a slow phone, and what goes over the line.

The browser is throttled over its debugging protocol: 400 kbit/s each way, 400 ms from each request to its answer, the
processor four times slower. A page is usable when its words are painted and its first field or link can be pressed.
The connection itself is not throttled: on a real line its first page waits one such time more, with TLS two. Not in the
figures: the icon (a screenless browser asks for none; 1 KB) and what the kept emergency page fetches in the background.
"""

import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.measure import Row, print_table
from tests.browser import browser_path, ensure_browser
from tests.journeys.conftest import FLAGS, PHONE, Portal, portal_in

LINE = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 4
PAGES = (
    "/en/",
    "/ar/",
    "/en/search?q=help",
    "/en/services/childline",
    "/en/emergency",
    "/en/ask/",
    "/en/ask/step/1?way=ring_me",
)
MOST_SECONDS, MOST_FIRST, MOST_LATER, MOST_REQUESTS = 1.5, 30.0, 10.0, 4
ROUNDS = 5
_USABLE = """() => new Promise(done => {
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  const ready = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;
  done(Math.max(painted ? painted.startTime : Infinity, ready));
})"""


@dataclass
class Line:
    """What one page brought over the line."""

    requests: int = 0
    bytes: float = 0.0
    seconds: list[float] = field(default_factory=list)


def main() -> int:
    """Print each page's wait and weight, first of a visit and later; return 1 where a limit is missed."""
    ensure_browser()
    with tempfile.TemporaryDirectory() as data, sync_playwright() as driver, portal_in(Path(data)) as portal:
        browser = driver.chromium.launch(executable_path=browser_path(), args=FLAGS)
        rows = [row for path in PAGES for row in measure(browser, portal, path)]
        browser.close()
    print_table(rows)
    return 1 if any(row.is_ok is False for row in rows) else 0


def measure(browser: Browser, portal: Portal, path: str) -> list[Row]:
    """Open a page as the first of a visit, and once more as a later one, several times over."""
    first, later = Line(), Line()
    for _ in range(ROUNDS):
        with slow_page(browser, portal) as (page, session):
            first = visit(page, session, path, first)
            page.goto("about:blank")
            later = visit(page, session, path, later)
    return [*_rows(f"{path} first", first, MOST_FIRST), *_rows(f"{path} later", later, MOST_LATER)]


@contextmanager
def slow_page(browser: Browser, portal: Portal) -> Iterator[tuple[Page, Any]]:
    """A new phone on a slow line."""
    context = browser.new_context(viewport=PHONE, base_url=portal.public)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page, session
    context.close()


def visit(page: Page, session: Any, path: str, before: Line) -> Line:
    """Open a page and note when it was usable and what came for it."""
    sizes: list[float] = []

    def note(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", note)
    page.goto(path, wait_until="networkidle")
    session.remove_listener("Network.loadingFinished", note)
    came = [size for size in sizes if size > 0]  # the others came from the phone itself
    return Line(len(came), sum(came), [*before.seconds, page.evaluate(_USABLE) / 1000])


def _rows(name: str, line: Line, most: float) -> list[Row]:
    worst = f"worst {max(line.seconds):.2f} s"
    return [
        Row.at_most(f"{name}: usable after", statistics.median(line.seconds), MOST_SECONDS, unit=" s", note=worst),
        Row.at_most(f"{name}: weight", line.bytes / 1000, most, unit=" KB"),
        Row.at_most(f"{name}: requests", line.requests, MOST_REQUESTS, unit=""),
    ]


if __name__ == "__main__":
    sys.exit(main())
