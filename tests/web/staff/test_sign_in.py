"""Who gets in, how, and for how long."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.staff.conftest import Send, SignIn, token_on

Link = Callable[..., str]


def test_opening_a_link_uses_nothing_up(worker_browser: PageClient, make_link: Link) -> None:
    link = make_link()
    for _scanner in range(3):
        page = worker_browser.get(link)
    assert worker_browser.submit(page).location == "/inbox"


def test_a_link_lets_in_once(staff_app: Flask, make_link: Link) -> None:
    link, first, second = make_link(), PageClient(staff_app), PageClient(staff_app)
    first.submit(first.get(link))
    page = second.submit(second.get(link), status=403)
    assert "used before" in page.text
    assert second.get("/inbox", status=403).h1 == "You are not signed in"


def test_an_old_or_wrong_link_says_so(worker_browser: PageClient, make_link: Link, clock: StoppedClock) -> None:
    link = make_link()
    clock.pass_time(minutes=15)
    assert "has run out" in worker_browser.submit(worker_browser.get(link), status=403).text
    assert "do not know this link" in worker_browser.submit(worker_browser.get("/sign-in/nonsense"), status=403).text


def test_without_a_token_of_the_page_a_link_is_not_used_up(worker_browser: PageClient, make_link: Link) -> None:
    link = make_link()
    worker_browser.post(link, status=400)
    assert worker_browser.submit(worker_browser.get(link)).location == "/inbox"


def test_the_first_page_says_how_to_sign_in(worker_browser: PageClient) -> None:
    page = worker_browser.get("/")
    assert page.h1 == "Sign in"
    assert "portal teams link TEAM" in page.text


def test_the_first_page_leads_to_the_inbox_once_signed_in(worker: PageClient) -> None:
    assert worker.get("/", status=303).location == "/inbox"


def test_signing_out_ends_the_session_on_the_server(worker: PageClient) -> None:
    page = worker.get("/inbox")
    kept = worker._client._cookies.copy()
    token = next(each.get("value") for each in page.tree.iter("input") if each.get("name") == "csrf_token")
    worker.post("/sign-out", {"csrf_token": token})
    worker._client._cookies.update(kept)
    worker.get("/inbox", status=403)


def test_a_session_ends_after_half_an_hour_without_a_page(worker: PageClient, clock: StoppedClock) -> None:
    for _page in range(3):
        clock.pass_time(minutes=29)
        worker.get("/inbox")
    clock.pass_time(minutes=30)
    worker.get("/inbox", status=403)


def test_a_session_ends_after_eight_hours_whatever_happens(worker: PageClient, clock: StoppedClock) -> None:
    for _page in range(19):
        clock.pass_time(minutes=25)
        worker.get("/inbox")
    clock.pass_time(minutes=5)
    worker.get("/inbox", status=403)


@pytest.mark.parametrize("month_and_day", [(3, 29), (10, 25)])
def test_half_an_hour_is_as_long_in_the_night_in_which_the_clocks_change(
    sign_in: SignIn, clock: StoppedClock, month_and_day: tuple[int, int]
) -> None:
    clock.at = datetime(2026, *month_and_day, 0, 50, tzinfo=UTC)  # ten minutes before
    worker = sign_in()
    clock.pass_time(minutes=29)
    worker.get("/inbox")
    clock.pass_time(minutes=30)
    worker.get("/inbox", status=403)


@pytest.mark.parametrize("path", ["/inbox", "/requests/{id}", "/requests/none"])
def test_reading_needs_somebody_signed_in(worker_browser: PageClient, send: Send, path: str) -> None:
    page = worker_browser.get(path.format(id=send()), status=403)
    assert page.h1 == "You are not signed in"
    assert "Ada" not in page.html


@pytest.mark.parametrize("what", ["open", "attempts", "in-touch", "close"])
def test_doing_needs_somebody_signed_in(worker_browser: PageClient, make_link: Link, send: Send, what: str) -> None:
    token = token_on(worker_browser.get(make_link()))
    page = worker_browser.post(f"/requests/{send()}/{what}", token, status=403)
    assert "it was not kept" in page.text


def test_every_route_but_the_ways_in_is_closed(staff_app: Flask, make_link: Link) -> None:
    open_paths = {
        "/",
        "/language",
        "/sign-in",
        "/sign-in/<token>",
        "/acknowledge/<token>",
        "/test-message",
        "/test-message/<token>",
        "/sign-out",
        "/team/<team_id>",  # 404 to all but those whose team it is
        "/healthz",
        "/schema/request-2.json",
        "/static/<path:filename>",
    }
    browser = PageClient(staff_app)
    token = token_on(browser.get(make_link()))
    tried = set()
    for rule in staff_app.url_map.iter_rules():
        path = re.sub("<[^>]+>", "any", rule.rule)
        if rule.rule not in open_paths and "GET" in (rule.methods or ()):
            tried.add("GET")
            browser.get(path, status=403)
        if rule.rule not in open_paths and "POST" in (rule.methods or ()):
            tried.add("POST")
            browser.post(path, token, status=403)
    assert tried == {"GET", "POST"}
    browser.post("/team/practice-sefton", token, status=404)
