"""A real browser and a real portal: started as the README says, on ports of its own, in a temporary folder."""

import fcntl
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, expect, sync_playwright

from portal.bootstrap import CHECKOUT
from tests.browser import browser_path
from tests.journeys.checks import FLAGS, Looker
from tests.journeys.gather import Gathered, files_app, gather

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong


@dataclass(frozen=True)
class Portal:
    """The addresses of a running portal and the single-use link its start printed."""

    public: str
    staff: str
    sign_in: str
    environ: dict[str, str] = field(default_factory=dict, hash=False)

    def command(self, *words: str) -> str:
        """Run `portal` with `words` on the same data and return what it prints."""
        run = [sys.executable, "-m", "portal", *words]
        return subprocess.run(run, cwd=CHECKOUT, env=self.environ, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal for this run's journeys."""
    with portal_in(tmp_path_factory.mktemp("portal")) as running:
        yield running


@contextmanager
def portal_in(folder: Path) -> Iterator[Portal]:
    """`python3 -m portal` with its data in `folder`, ended by TERM; it must end by itself with status 0."""
    environ = {
        **os.environ,
        "PORTAL_VAR": str(folder / "var"),
        "PORTAL_KEYS": str(folder / "keys"),
        "PORTAL_PUBLIC_PORT": "0",
        "PORTAL_STAFF_PORT": "0",
    }
    with start_portal(environ) as process:
        try:
            yield replace(read_addresses(process), environ={**environ, "PORTAL_PRACTICE": "yes", "PORTAL_HTTPS": "no"})
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def start_portal(environ: dict[str, str]) -> subprocess.Popen[str]:
    """Start the home command."""
    return subprocess.Popen(
        [sys.executable, "-m", "portal"], cwd=CHECKOUT, env=environ, stdout=subprocess.PIPE, text=True
    )


def read_addresses(process: subprocess.Popen[str]) -> Portal:
    """Read what the start prints."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if "Ctrl-C stops everything" in line:
            break
    public, staff = re.search(r"families:\s+(\S+)/", text), re.search(r"teams:\s+(\S+)/", text)
    sign_in = re.search(r"(http\S+/sign-in/\S+)", text)
    assert public, text
    assert staff, text
    assert sign_in, text
    return Portal(public[1], staff[1], sign_in[1])


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    """The two sizes every journey is made at."""
    return request.param


@pytest.fixture
def page(browser: Browser, size: dict[str, int], portal: Portal) -> Iterator[Page]:
    """A page of a new browser; any request outside the portal fails the test."""
    yield from watched_page(browser.new_context(viewport=size, base_url=portal.public), portal)


@pytest.fixture
def page_without_scripts(browser: Browser, portal: Portal) -> Iterator[Page]:
    """A phone's page with JavaScript off."""
    context = browser.new_context(viewport=PHONE, base_url=portal.public, java_script_enabled=False)
    yield from watched_page(context, portal)


def watched_page(context: BrowserContext, portal: Portal) -> Iterator[Page]:
    """Yield a page of `context`, and fail on an outside request or a script's error."""
    outside: list[str] = []
    own = (portal.public, portal.staff)

    def note(request: Request) -> None:
        if not request.url.startswith(own) and not request.is_navigation_request():
            outside.append(request.url)

    context.on("request", note)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert outside == []
    assert errors == []


@pytest.fixture(scope="session")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Gathered]:
    """All states, walked by one process of the run and read by the others."""
    shared = tmp_path_factory.getbasetemp().parent / "states"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = shared / "states.json"
        if not kept.exists():
            kept.write_text(json.dumps([each.to_json() for each in gather(shared / "site")]), encoding="utf-8")
    found = [Gathered.from_json(each) for each in json.loads(kept.read_text(encoding="utf-8"))]
    return {(each.site, each.locale): each for each in found}


@pytest.fixture(scope="session")
def looker(
    browser: Browser, gathered: dict[tuple[str, str], Gathered], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Looker]:
    """The browser's page that all states are shown in."""
    found = Looker(browser, files_app(tmp_path_factory.getbasetemp().parent / "states" / "site"))
    yield found
    found.context.close()
