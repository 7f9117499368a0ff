"""Somebody of the team: signs in, opens every request, writes in every field, and makes mistakes."""

import re

from tests.reliability.browser import Answer, Browser
from tests.reliability.canary import NEW_NUMBER, NUMBER, REPORTED, WORD, find_in_bytes
from tests.reliability.family import expect
from tests.reliability.forced_errors import ALL
from tests.reliability.site import TEAM, Part, Site

CURATOR = "curator@example.org"
_REQUEST = re.compile(r'href="(/requests/[0-9a-f]{32})"')
_WISH = re.compile(r'action="(/requests/[0-9a-f]{32}/wishes/[0-9a-f]{32}/seen)"')
_SEEN = re.compile(r'name="seen" value="(\d+)"')
_REPORT = re.compile(r'action="(/reports/[0-9a-f]{32}/close)"')
_OUTCOMES = ("fixed", "right_as_it_is", "no_report")


def sign_in(site: Site, staff: Part, person: str = "manager@example.org") -> Browser:
    """Return a browser in which somebody is signed in."""
    browser = Browser(staff.port, address="127.4.0.1", is_telling=True)
    found = re.search(r"/sign-in/\S+", site.command("teams", "link", TEAM, "--person", person))
    if found is None:
        raise RuntimeError("no link to sign in by")
    expect(browser, 303, found[0], browser.get(found[0]).hidden)
    return browser


def open_all(browser: Browser) -> list[str]:
    """Open every request of the inbox, each of which shows what the family wrote; return where they are."""
    inbox = browser.get("/inbox")
    paths = list(dict.fromkeys(_REQUEST.findall(inbox.text)))
    for path in paths:
        if WORD not in browser.follow(expect(browser, 303, f"{path}/open", inbox.token)).text:
            raise RuntimeError(f"{path} does not show what the family wrote")
    return paths


def try_to_reach(browser: Browser, path: str) -> None:
    """Note tries, in a safe way and in others."""
    token = browser.get(path).token
    for how in ("family_came", "phone", "email"):
        tried = {"how": how, "outcome": "left_message", "note": f"{WORD} note {NUMBER}"}
        expect(browser, 303, f"{path}/attempts", {**token, **tried})


def work_on(browser: Browser, path: str) -> None:
    """Write in every other field there is about a request, and send what cannot be read."""
    token = browser.get(path).token
    for where, fields in (
        ("next-step", {"step": f"{WORD} rings {NUMBER}", "step_on": "2030-01-07"}),
        ("notes", {"text": f"{WORD} note {NUMBER}"}),
        ("service", {"service": f"{WORD} club", "service_note": WORD, "has_agreed": "y"}),
        ("restrict", {"why_hide": f"{WORD} hides"}),
        ("unrestrict", {}),
        ("hold", {"hold_reason": "complaint"}),
        ("close", {"ending": "advice_given", "level": "2", "ending_note": f"{WORD} ends"}),
        ("reopen", {"why_open": f"{WORD} again"}),
    ):
        expect(browser, 303, f"{path}/{where}", {**token, **fields})
    for where in ("attempts", "next-step", "notes", "service", "close"):
        expect(
            browser,
            422,
            f"{path}/{where}",
            {**token, **ALL, "note": WORD * 1000, "tried_on": WORD, "text": WORD * 1000},
        )
        expect(browser, 400, f"{path}/{where}", ALL)
    browser.get(f"{path}/print")
    browser.post(f"{path}/download", token)


def make_mistakes(browser: Browser) -> None:
    """Send what leads nowhere, and ask for a link as somebody who is on no list."""
    stranger = Browser(browser.port, browser.address, told=browser.told, is_telling=True)
    expect(stranger, 303, "/sign-in", {**stranger.get("/").token, "email": f"{WORD}@example.org"})
    token = browser.get("/inbox").token
    for path in ("/requests/nothing", "/sign-in/nothing", "/acknowledge/nothing", "/nowhere", "/people/away"):
        browser.post(path, {**token, **ALL})
    browser.post("/hidden", {**token, "reference": f"{WORD} {NUMBER}", "why": f"{WORD} has to be seen now"})


def see_wishes(browser: Browser, paths: list[str]) -> None:
    """Look at what families added, and say that it was seen."""
    for path in paths:
        page = browser.get(path)
        wishes = _WISH.findall(page.text)
        if wishes and NEW_NUMBER not in page.text:
            raise RuntimeError(f"{path} does not show the corrected number")
        for wish in wishes:
            expect(browser, 303, wish, {**page.token, "seen": _SEEN.findall(page.text)[0]})


def curate(site: Site, staff: Part) -> list[Answer]:
    """Close every report; return all that was answered."""
    add = ("teams", "people", "add", TEAM, "--name", "Curator", "--email", CURATOR, "--role", "curator")
    site.command(*add)
    browser = sign_in(site, staff, CURATOR)
    page = browser.get("/reports")
    reports = dict.fromkeys(_REPORT.findall(page.text))
    if REPORTED not in page.text or find_in_bytes(page.text.replace(REPORTED, "").encode()):
        raise RuntimeError("the page of reports does not show what was reported, or shows more")
    for number, report in enumerate(reports):
        expect(browser, 400, report, {**page.token, "outcome": WORD})
        expect(browser, 303, report, {**page.token, "outcome": _OUTCOMES[number % len(_OUTCOMES)]})
    return browser.told
