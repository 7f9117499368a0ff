"""Somebody of the team: signs in, opens every request, writes notes, and makes mistakes."""

import re
from collections.abc import Iterator

from tests.reliability.browser import Answer, Browser
from tests.reliability.canary import WORD
from tests.reliability.forced_errors import ALL
from tests.reliability.site import TEAM, Part, Site

_REQUEST = re.compile(r'href="(/requests/[0-9a-f]{32})"')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
MOST = 10  # requests to read


def sign_in(site: Site, staff: Part) -> Browser:
    """Return a browser that is signed in."""
    browser = Browser(staff.port, address="127.4.0.1", is_telling=True)
    found = re.search(r"/sign-in/\S+", site.command("teams", "link", TEAM))
    if found is None:
        raise RuntimeError("no link to sign in by")
    path = found[0]
    if browser.follow(browser.post(path, browser.get(path).hidden)).path != "/inbox":
        raise RuntimeError("the link did not sign in")
    return browser


def read_and_note(site: Site, staff: Part) -> Iterator[list[Answer]]:
    """Open requests, note a try with a canary in it, and send what cannot be read; give all that was answered."""
    browser = sign_in(site, staff)
    inbox = browser.get("/inbox")
    requests = list(dict.fromkeys(_REQUEST.findall(inbox.text)))[:MOST]
    if not requests:
        raise RuntimeError("the inbox is empty")
    for path in requests:
        _work_on(browser, path, inbox)
    for path in ("/requests/nothing", "/sign-in/nothing", "/nowhere"):
        browser.post(path, {"csrf_token": _token(inbox), **ALL})
    yield browser.told


def _work_on(browser: Browser, path: str, inbox: Answer) -> None:
    token = {"csrf_token": _token(inbox)}
    opened = browser.follow(browser.post(f"{path}/open", token))
    if WORD not in opened.text:
        raise RuntimeError(f"{path} does not show what the family wrote")
    note = {"how": "phone", "outcome": "no_answer", "note": f"{WORD} note"}
    browser.follow(browser.post(f"{path}/attempts", {**token, **note}))
    browser.post(f"{path}/attempts", {**token, **note, "note": WORD * 1000})
    browser.post(f"{path}/attempts", ALL)
    browser.post(f"{path}/close", {**token, **ALL})


def _token(page: Answer) -> str:
    found = _TOKEN.search(page.text)
    if found is None:
        raise RuntimeError(f"{page.path} has no token")
    return found[1]
