"""The script that keeps the emergency page on a device, and the setting that ends it."""

from dataclasses import replace

import pytest

from portal.app import create_public_app
from portal.config import Settings
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient


def script_of(page: Page) -> str:
    """Where the page's script is told to find what keeps the emergency page."""
    return page.tree.find(".//script").get("data-keep")


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_it_keeps_the_page_of_the_language_and_its_sheet(reader: PageClient, locale: str) -> None:
    answer = reader.get(script_of(reader.get(f"/{locale}/")))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert f'const PAGE = "/{locale}/emergency";' in answer.html
    assert 'const FILES = [PAGE, "/static/css/site.' in answer.html


def test_it_may_reach_our_own_site_only(reader: PageClient) -> None:
    answer = reader.get("/en/emergency-worker.js")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert "worker-src 'self'" in reader.get("/en/").headers["Content-Security-Policy"]


def test_a_new_day_brings_a_new_copy(family: PageClient, clock: StoppedClock) -> None:
    before = script_of(family.get("/en/"))
    clock.pass_time(minutes=24 * 60)
    assert script_of(family.get("/en/")) != before


def test_where_the_setting_is_off_nothing_is_kept_and_what_was_kept_goes(settings: Settings) -> None:
    browser = PageClient(create_public_app(replace(settings, keeps_emergency_page=False), clock=StoppedClock()))
    page = browser.get("/en/")
    assert script_of(page) == ""  # the page's script then ends what there is
    assert "worker-src 'none'" in page.headers["Content-Security-Policy"]
    browser.get("/en/emergency-worker.js", status=404)


def test_leaving_has_the_browser_throw_away_what_it_kept(reader: PageClient) -> None:
    assert reader.post("/leave").headers["Clear-Site-Data"] == '"cache", "storage"'
