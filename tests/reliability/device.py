"""A shared device: whole Chromium, its back/forward cache really on, over TLS; what Back shows after it was sent or left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright
from sqlalchemy import update

from portal.referrals.tables import drafts
from portal.store.transactions import writing
from tests.certificates import make_certificate
from tests.reliability.needs import full_browser
from tests.reliability.site import POSTCODE, Site, make_site, running
from tests.reliability.table import Row, Run
from tests.reliability.tls_proxy import running_pages, running_proxy

FLAGS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
# Playwright's own: with it Chromium keeps no pages, and a test of Back passes whatever the site does.
SWITCHED_OFF = ["--disable-back-forward-cache"]
BACKS = 5
BEFORE_ASKING = 6  # an empty tab, a saved link, the first page, a search, a service, the first of the asking pages
LOOKS, LOOK_EVERY = 8, 100  # times at each Back, from the first moment on; milliseconds
PATIENCE = 60_000  # milliseconds
NAME, NUMBER, WORDS = "Kanarienvogel Sam", "01632 960 417", "kanarienvogel will not get up"
SEARCHED, SERVICE, SERVICE_PATH = "kanarienvogel hits me", "Not Fine in School", "services/not-fine-in-school"
SECRETS = (NAME, NUMBER, WORDS, POSTCODE, SEARCHED, SERVICE)
ALL_THERE_IS = """() => (document.documentElement?.outerHTML ?? "")
    + [...document.querySelectorAll("input, textarea")].filter(each => each.type !== "hidden").map(each => each.value)"""
PAGES: dict[int, dict[str, str]] = {
    1: {"danger": "no"},
    2: {"asker": "parent"},
    7: {"postcode": POSTCODE},
    9: {},
    12: {"worry": WORDS},
    13: {"going_well": WORDS},
    14: {"name_1": NAME, "age_1": "9"},
    15: {"way": "phone"},
    16: {"name": NAME, "detail": NUMBER},
    17: {"may_ring": "yes", "must_not_know": NAME},
    18: {"other_needs": WORDS},
    19: {"may_contact": "y"},
}
LAST_PAGE = 19
End = Callable[[Page, Site], None]


def measure(run: Run) -> Iterator[Row]:
    """Show first that this browser keeps pages, then go back after sending, leaving and running out of time."""
    room = run.room("site")
    certificate = make_certificate(room / "server.pem", "127.0.0.1", 1)
    faults: list[str] = []
    looks, kept = 0, 0
    with running_pages(certificate) as pages:
        site = make_site(room / "data", PORTAL_LEAVE_URL=f"https://127.0.0.1:{pages}/neutral")
        with running(site, "serve public") as (public,), running_proxy(certificate, public.port) as port:
            for has_scripts in (True, False):
                with _browser(room / f"profile-{has_scripts}", has_scripts=has_scripts) as context:
                    kept += _keeps_pages(context.new_page(), f"https://127.0.0.1:{pages}")
                    for name, end in ENDINGS.items():
                        seen = _look_back(context.new_page(), f"https://127.0.0.1:{port}", end, site)
                        looks += len(seen)
                        faults += [f"{name}, scripts {'on' if has_scripts else 'off'}: {each}" for each in seen if each]
    told = f"cache shown to be {'on' if kept == 2 else 'OFF'}; {looks} looks in {BACKS} Backs each: {len(faults)} with an answer"
    asked = f"{', '.join(ENDINGS)}, with and without scripts: 0 answers visible in {BACKS} Backs"
    yield Row("shared device (Chromium)", asked, "; ".join([told, *faults[:4]]), not faults and looks > 0 and kept == 2)


@contextmanager
def _browser(profile: Path, *, has_scripts: bool) -> Iterator[BrowserContext]:
    with sync_playwright() as driver:
        context = driver.chromium.launch_persistent_context(
            profile,
            executable_path=full_browser(),
            args=FLAGS,
            ignore_default_args=SWITCHED_OFF,
            ignore_https_errors=True,
            java_script_enabled=has_scripts,
        )
        context.set_default_timeout(PATIENCE)
        yield context
        context.close()


def _keeps_pages(page: Page, pages: str) -> bool:
    """Type into a page that may not be stored, go on and come back: it must come back as it was left, not anew."""
    page.goto(f"{pages}/control")
    page.evaluate("window.mark = 'kept'")
    page.locator("#typed").fill("typed")
    page.locator("#on").click()
    page.wait_for_url(f"{pages}/next")
    page.go_back(wait_until="commit")
    page.wait_for_url(f"{pages}/control", wait_until="commit")
    is_kept = page.evaluate("window.mark") == "kept" and page.locator("#typed").input_value() == "typed"
    page.close()
    return is_kept


def _look_back(page: Page, address: str, end: End, site: Site) -> list[str]:
    """Look for help, ask, end it, go back and look each time from the first moment on; name what was seen."""
    _find_help(page, address)
    for number, fields in PAGES.items():
        page.wait_for_url(f"**/ask/step/{number}*")
        _fill(page, fields)
        if number != LAST_PAGE or end is not _end_by_leaving:
            _go_on(page)
    end(page, site)
    seen = []
    for _ in range(BACKS):
        page.go_back(wait_until="commit")
        seen.append(_seen_on(page))
    for entry in _pages_before_asking(page):
        entry()
        seen.append(_seen_on(page))
    page.close()
    return [f"{each} seen" if each else "" for each in seen]


def _find_help(page: Page, address: str) -> None:
    """Open a saved link, search, look at a service and begin to ask."""
    page.goto(f"{address}/en/{SERVICE_PATH}")
    page.locator(".site-name").click()
    page.locator("input[name=q]").fill(SEARCHED)
    _go_on(page)
    page.wait_for_url("**/search?*")
    page.locator("main .card h3 a").first.click()
    page.wait_for_url("**/services/*")
    page.locator(".top-links a[href$='/ask/']").click()
    page.locator("main a[href*='way=tell_more']").click()


def _pages_before_asking(page: Page) -> Iterator[Callable[[], object]]:
    """Yield for each page opened before the asking pages what goes back to it at once, as the Back button's list does."""
    line = page.context.new_cdp_session(page)
    entries = line.send("Page.getNavigationHistory")["entries"]
    for entry in entries[1:BEFORE_ASKING]:
        yield partial(line.send, "Page.navigateToHistoryEntry", {"entryId": entry["id"]})


def _seen_on(page: Page) -> str:
    found = set()
    for _ in range(LOOKS):
        found |= _secrets_on(page)
        page.wait_for_timeout(LOOK_EVERY)
    return ", ".join(sorted(found))


def _secrets_on(page: Page) -> set[str]:
    try:
        text = page.evaluate(ALL_THERE_IS)
    except Error:  # the page has gone on already
        return set()
    return {secret for secret in SECRETS if secret in text}


def _go_on(page: Page) -> None:
    page.locator("main form button").first.click()


def _fill(page: Page, fields: dict[str, str]) -> None:
    """Choose what there is to choose and type what there is to type."""
    for name, value in fields.items():
        choice = page.locator(f"input[name={name}][value={value}]") if value.isidentifier() else page.locator("nothing")
        if choice.count():
            choice.check()
        else:
            page.locator(f"[name={name}]").fill(value)


def _end_by_sending(page: Page, _site: Site) -> None:
    page.wait_for_url("**/ask/check")
    _go_on(page)
    page.wait_for_url("**/ask/receipt")


def _end_by_leaving(page: Page, _site: Site) -> None:
    page.locator("#leave").click()
    page.wait_for_url("**/neutral")


def _end_by_time(page: Page, site: Site) -> None:
    """Let the draft's time run out before the last button is pressed."""
    page.wait_for_url("**/ask/check")
    engine = site.open()
    with writing(engine) as db:
        db.execute(update(drafts).values(idle_at=datetime.now(UTC)))
    engine.dispose()
    _go_on(page)
    page.wait_for_url("**/ask/over")


ENDINGS: dict[str, End] = {"submit": _end_by_sending, "exit": _end_by_leaving, "timeout": _end_by_time}
