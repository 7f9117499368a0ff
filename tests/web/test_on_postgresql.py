"""Both sites with DATABASE_URL set to a PostgreSQL database: a family asks, the team opens it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.config import Settings
from portal.store.transactions import reading, writing
from portal.teams import find_team, issue_sign_in_link, new_test_token, seed_practice_teams
from tests.clock import StoppedClock
from tests.conftest import practice_settings
from tests.engines import Databases, on_postgresql
from tests.page_client import PageClient
from tests.web.public.ask.journey import ask_to_be_rung, count_drafts, parts_of

pytestmark = on_postgresql


@pytest.fixture
def settings(prepared: Path, tmp_path: Path, databases: Databases) -> Settings:
    """Settings of a practice site on a new, empty PostgreSQL database."""
    shutil.copytree(prepared, tmp_path / "site", symlinks=True)
    address = databases.new(is_migrated=False).url.render_as_string(hide_password=False)
    return replace(practice_settings(tmp_path / "site"), database_url=address)


def test_a_family_asks_and_the_team_opens_it(
    family: PageClient, public_app: Flask, staff_app: Flask, worker_browser: PageClient, clock: StoppedClock
) -> None:
    with writing(parts_of(public_app).engine) as db:
        seed_practice_teams(db, [("sefton", "Sefton")], clock())
        token = issue_sign_in_link(db, "practice-sefton", clock())
    receipt = family.submit_and_follow(ask_to_be_rung(family))
    assert receipt.path == "/en/ask/receipt"
    assert count_drafts(public_app) == 0
    inbox = worker_browser.submit_and_follow(worker_browser.get(f"/sign-in/{token}"))
    (link,) = {each.get("href", "") for each in inbox.tree.iter("a") if "/requests/" in each.get("href", "")}
    opened = worker_browser.submit_and_follow(worker_browser.get(link))
    assert "Sam" in opened.text
    assert "0151 496 0000" in opened.html
    for app in (public_app, staff_app):
        parts_of(app).engine.dispose()


def test_a_nul_in_an_address_or_a_name_is_no_fault_of_ours(
    staff_app: Flask, worker_browser: PageClient, clock: StoppedClock
) -> None:
    engine = parts_of(staff_app).engine
    with writing(engine) as db:
        seed_practice_teams(db, [("sefton", "Sefton")], clock())
        test_message = f"/test-message/{new_test_token(db, 'practice-sefton')}"
        sign_in = f"/sign-in/{issue_sign_in_link(db, 'practice-sefton', clock())}"
    worker_browser.submit(worker_browser.get(test_message), {"name": "An\0n"})
    with reading(engine) as db:
        team = find_team(db, "practice-sefton")
    assert team
    assert team.test_confirmed_by == "Ann"
    worker_browser.submit(worker_browser.get(sign_in))
    worker_browser.get("/requests/a%00b", status=404)
    engine.dispose()
