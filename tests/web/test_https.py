"""Over https, as people reach a real site: cookies that only this host gets, and every guard in force."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from portal.app import create_public_app, create_staff_app
from portal.config import Settings
from portal.store.transactions import writing
from portal.teams import issue_sign_in_link
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.ask.journey import ask_to_be_rung, count_referrals, parts_of

SITE = "https://help.example.org"


@pytest.fixture
def secure(settings: Settings) -> Settings:
    return replace(settings, is_https=True)


@pytest.fixture
def public_site(secure: Settings, clock: StoppedClock) -> Flask:
    return create_public_app(secure, clock=clock)


@pytest.fixture
def staff_site(secure: Settings, clock: StoppedClock) -> Flask:
    return create_staff_app(secure, clock=clock)


def set_cookies(app: Flask, browser: PageClient) -> Iterator[str]:
    """The Set-Cookie lines a browser is sent when it begins."""
    page = browser._client.get("/en/ask/step/1?way=ring_me", base_url=SITE)
    yield from page.headers.getlist("Set-Cookie")


def test_a_family_can_ask_over_https(public_site: Flask) -> None:
    family = PageClient(public_site, site=SITE)
    page = family.submit_and_follow(ask_to_be_rung(family))
    assert page.h1 == "Thank you. It is sent."
    assert count_referrals(public_site) == 1
    assert family.cookies() == ["__Host-visit"]


def test_the_cookie_is_for_this_host_only_secure_and_out_of_scripts_reach(public_site: Flask) -> None:
    (line,) = set_cookies(public_site, PageClient(public_site, site=SITE))
    assert line.startswith("__Host-visit=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in line.split(";")}
    assert "Domain" not in line


def test_staff_sign_in_over_https_with_a_cookie_of_their_own(staff_site: Flask, clock: StoppedClock) -> None:
    with writing(parts_of(staff_site).engine) as db:
        token = issue_sign_in_link(db, "practice-sefton", clock())
    worker = PageClient(staff_site, site=SITE)
    assert worker.submit_and_follow(worker.get(f"/sign-in/{token}")).path == "/inbox"
    assert worker.cookies() == ["__Host-staff"]


@pytest.mark.parametrize("path", ["/en/", "/en/nowhere", "/healthz", "/en/ask/send"])
def test_every_answer_tells_browsers_to_stay_on_https(public_site: Flask, path: str) -> None:
    answer = public_site.test_client().get(path, base_url=SITE)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("referrer", [None, "https://elsewhere.example/", "http://help.example.org/en/ask/check"])
def test_a_token_from_elsewhere_sends_nothing(public_site: Flask, referrer: str | None) -> None:
    family = PageClient(public_site, site=SITE)
    check = ask_to_be_rung(family)
    fields = {each.get("name"): each.get("value") for each in check.form().iter("input")}
    headers = {"Referer": referrer} if referrer else {}
    answer = family._client.post("/en/ask/send", base_url=SITE, data=fields, headers=headers)
    assert answer.status_code == 400
    assert count_referrals(public_site) == 0
