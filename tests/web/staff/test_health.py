"""Somebody notices when the worker is silent: whoever watches, and the team itself."""

import sqlite3

import pytest

from portal.config import Settings
from portal.parts import Parts
from portal.referrals.worker.heartbeat import beat
from portal.store.transactions import writing
from tests.clock import StoppedClock
from tests.page_client import PageClient

WARNING = "is not working"


@pytest.fixture
def working(parts: Parts, clock: StoppedClock) -> None:
    """A worker that has just shown itself."""
    with writing(parts.engine) as db:
        beat(db, "one", clock())


def test_before_a_worker_has_shown_itself_it_is_red(worker_browser: PageClient) -> None:
    assert worker_browser.get("/healthz", status=503).html == "worker\n"


@pytest.mark.usefixtures("working")
def test_it_is_green_for_a_minute_after_each_sign_and_then_red(worker_browser: PageClient, clock: StoppedClock) -> None:
    assert worker_browser.get("/healthz").html == "ok\n"
    clock.pass_time(seconds=60)
    worker_browser.get("/healthz")
    clock.pass_time(seconds=1)
    worker_browser.get("/healthz", status=503)


@pytest.mark.usefixtures("working")
def test_the_team_is_told_on_every_page_while_the_worker_is_silent(worker: PageClient, clock: StoppedClock) -> None:
    assert WARNING not in worker.get("/inbox").html
    clock.pass_time(seconds=61)
    assert WARNING in worker.get("/inbox").html
    assert WARNING not in PageClient(worker._client.application).get("/").html  # it is nobody else's business


def test_a_database_that_does_not_answer_is_red_too(worker_browser: PageClient, settings: Settings) -> None:
    (settings.var / "portal.sqlite3").replace(settings.var / "away")
    sqlite3.connect(settings.var / "portal.sqlite3").close()
    assert worker_browser.get("/healthz", status=503).html in {"database\n", "worker\n"}
