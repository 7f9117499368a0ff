"""Everything else that takes words on the public site: the search, lists and papers, reports of wrong entries."""

import re

from tests.reliability.browser import Answer, Browser
from tests.reliability.canary import (
    NUMBER,
    POSTCODE,
    REPORTED,
    REPORTER,
    SEARCHED,
    WORD,
    find_in_bytes,
)
from tests.reliability.family import expect
from tests.reliability.forced_errors import ALL, force_errors

SERVICES = ("kooth", "childline", "not-fine-in-school")
WITHHELD = "national-domestic-abuse-helpline"  # no address is asked for on its pages
_PAPER = re.compile(r"/p/[A-Za-z0-9-]+")
# As people write them among their words.
_PRIVATE = (
    POSTCODE,
    POSTCODE.lower().replace(" ", ""),
    POSTCODE.replace(" ", "-"),
    POSTCODE.replace(" ", "  "),
    NUMBER,
    "(01632) 960 417",
    "01632.960.417",
    f"{WORD}@example.org",
)


def search(port: int, number: int) -> list[Answer]:
    """Search with a name, and with what tells who or where somebody is among the words; return all that was answered."""
    browser = Browser(port, address=f"127.7.{number}.1", is_telling=True)
    for private in _PRIVATE:
        words = {"q": f"{SEARCHED} wont go to school {private}", "age": "13"}
        page = browser.follow(expect(browser, 303, "/en/search", words))
        if page.status != 200 or SEARCHED not in page.text:
            raise RuntimeError(f"searching with {private} led to {page.path} {page.status}")
        browser.follow(browser.request("GET", f"/en/search?q={SEARCHED}+{private.replace(' ', '+')}"))
        browser.post("/en/search", {"q": SEARCHED, "age": f"7, {private}"})
        browser.follow(browser.request("GET", f"/en/search?age={private.replace(' ', '+')}&near=L32+1QQ&page=2"))
    _mistake(browser, page, number)
    return browser.told


def write_paper(port: int, number: int) -> list[Answer]:
    """Put services on a list, write beside them, make the paper, ask for help with it; return all that was answered."""
    browser = Browser(port, address=f"127.8.{number}.1", is_telling=True)
    browser.post("/en/area", {"postcode": POSTCODE, "back": "/en/shortlist"})
    for service in SERVICES:
        browser.post("/en/shortlist/add", {"service": service, "back": f"/en/search?q={SEARCHED}", **ALL})
    listed = browser.get("/en/shortlist")
    written: dict[str, object] = {f"line-{service}": f"{WORD} {NUMBER}" for service in SERVICES}
    written |= {"agreed": f"{WORD} agreed", "next_steps": f"{WORD} rings {NUMBER}", "pack": "y"}
    browser.post("/en/shortlist", {**listed.hidden, **written, "locale": WORD, "agreed": WORD * 100})
    browser.post("/en/shortlist", {**listed.hidden, **written, "up": f"{WORD} {NUMBER}"})
    paper = browser.follow(browser.post("/en/shortlist", {**listed.hidden, **written}))
    if f"{WORD} agreed" not in paper.text or NUMBER not in paper.text:
        raise RuntimeError("the paper does not show what was written on it")
    browser.post("/en/shortlist", written)
    first = browser.follow(browser.post("/en/pack/ask", {**paper.token, "use_place": "y", **ALL}))
    force_errors(browser, first, number)
    return [*browser.told, _open_paper(port, paper)]


def report(port: int, number: int) -> list[Answer]:
    """Say what is wrong with entries, with mistakes, and leave an address; return all that was answered."""
    browser = Browser(port, address=f"127.9.{number}.1", is_telling=True)
    good = {"field": "phone", "words": f"{REPORTED} {number}", "address": f"{REPORTER}.{number}@example.org"}
    for service in (*SERVICES, WITHHELD):
        path = f"/en/services/{service}/report"
        token = browser.get(path).token
        for wrong in ({"field": WORD}, {"words": f"{REPORTED} " * 100}):
            expect(browser, 422, path, {**token, **good, **wrong})
        if service != WITHHELD:
            expect(browser, 422, path, {**token, **good, "address": f"{REPORTER} {NUMBER}"})
        expect(browser, 400, path, {**good, **ALL})
        expect(browser, 303, path, {**token, **ALL, **good})
        browser.follow(browser.post(f"/en/services/{service}/helped", {**ALL, "helped": "yes"}))
        browser.post(f"/en/services/{service}/helped", {**ALL, "helped": WORD})
    machine = {**good, "words": f"{REPORTED} <a href=x>", "leave_empty": WORD}
    expect(browser, 303, path, {**token, **machine})
    force_errors(browser, browser.get(path), number)
    return browser.told


def _mistake(browser: Browser, page: Answer, number: int) -> None:
    """Type into every other box of the search and the area what does not belong there."""
    for path, fields in (
        ("/en/search", {"q": SEARCHED, "postcode": f"{WORD} {NUMBER}", "age": f"{SEARCHED} 7", **_CHOICES}),
        ("/en/search", {"q": f"{SEARCHED} " * 100}),
        ("/en/search", {"q": SEARCHED, "postcode": POSTCODE, **_CHOICES}),
        ("/en/area", {"postcode": f"{WORD} {NUMBER}", "back": f"/en/search?q={SEARCHED}"}),
        ("/en/area", {"postcode": POSTCODE, "back": f"/en/search?q={SEARCHED}"}),
        ("/en/area/council", {"council": WORD, "back": "/en/area"}),
    ):
        browser.follow(browser.post(path, fields))
    browser.request("POST", "/en/search", f"q={WORD}", {"Sec-Fetch-Site": "cross-site"})
    force_errors(browser, page, number)


def _open_paper(port: int, paper: Answer) -> Answer:
    """Open the paper's address as whoever scans its code: nothing that was written may be told."""
    found = _PAPER.search(paper.text)
    if found is None:
        raise RuntimeError("the paper has no address")
    stranger = Browser(port)
    page = stranger.follow(stranger.get(found[0]))
    if page.status != 200 or find_in_bytes(page.text.encode()):
        raise RuntimeError(f"the paper's address answers {page.status}, or shows what was written on it")
    return page


_CHOICES = {"need": f"{WORD} {NUMBER}", "lang": WORD, "access": NUMBER, "order": WORD, "day": POSTCODE, "how": WORD}
