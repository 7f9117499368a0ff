"""`portal teams people` and `sign-out`; and the links that staff ask for, from the page through the mail and back."""

import re

import pytest

from portal.app import create_staff_app, utc_now
from portal.commands.work import build_post
from portal.config import Settings, load_settings
from portal.referrals.worker.loop import work_once
from tests.commands.conftest import Postbox, Run
from tests.page_client import PageClient

TEAM = "practice-knowsley"
ANN = "ann@example.org"


@pytest.fixture
def ann(run: Run) -> str:
    """Ann, on the list."""
    run("teams", "people", "add", TEAM, "--name", "Ann", "--email", ANN)
    return ANN


def test_people_come_change_and_go(run: Run, ann: str) -> None:
    assert f"reader\tAnn\t{ann}" in run("teams", "people", "list", TEAM).output
    run("teams", "people", "role", TEAM, ann, "--role", "service_lead")
    assert f"service_lead\tAnn\t{ann}" in run("teams", "people", "list", TEAM).output
    run("teams", "people", "remove", TEAM, ann.upper())
    assert "Ann" not in run("teams", "people", "list", TEAM).output


def test_who_is_away_and_who_covers_is_listed(run: Run, ann: str) -> None:
    days = ("--from", "2026-12-21", "--until", "2026-12-23")
    run("teams", "people", "away", TEAM, "manager@practice.invalid", *days, "--cover", ann)
    told = run("teams", "people", "list", TEAM).output
    assert "away\tPractice manager\t2026-12-21 to 2026-12-23, covered by Ann" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("remove", TEAM, "x@example.org"), "no such person"),
        (("role", TEAM, "x@example.org", "--role", "manager"), "no such person"),
        (("away", TEAM, "x@example.org", "--from", "2026-12-21", "--until", "2026-12-23"), "no such person"),
        (("away", TEAM, "manager@practice.invalid", "--from", "2026-12-21", "--until", "2026-12-23"), "--cover"),
        (("away", TEAM, "reader@practice.invalid", "--from", "2026-12-23", "--until", "2026-12-21"), "before"),
        (("list", "nobody"), "No team `nobody`"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], told: str) -> None:
    assert told in run("teams", "people", *words, status=1).output


def test_people_are_signed_out_at_once(run: Run, settings: Settings) -> None:
    browser = PageClient(create_staff_app(settings, clock=utc_now))
    browser.submit(browser.get(run("teams", "link", TEAM).output.strip().removeprefix("https://staff.example.org")))
    browser.get("/inbox")
    assert "0 sessions" in run("teams", "sign-out", TEAM, "--person", "manager@practice.invalid").output
    assert "1 sessions ended" in run("teams", "sign-out", TEAM).output
    browser.get("/inbox", status=403)


def test_a_link_that_was_asked_for_comes_by_mail_and_signs_in(
    settings: Settings, environ: dict[str, str], postbox: tuple[Postbox, dict[str, str]], ann: str
) -> None:
    box, mail = postbox
    with_mail = load_settings({**environ, **mail})
    browser = PageClient(create_staff_app(with_mail, clock=utc_now))
    for email in ("stranger@example.org", ann):
        browser.submit(browser.get("/"), {"email": email})
    post = build_post(with_mail)
    while work_once(post, utc_now):
        pass
    (message,) = box.kept
    assert (message["To"], message["Subject"]) == (ann, "Your sign-in link")
    words = bytes(message.get_payload(decode=True)).decode()
    assert not [each for each in ("Ann", "Knowsley", "Early", "family") if each in words]
    link = re.search(r"https://staff.example.org(/sign-in/\S+)", words)
    assert link
    assert browser.submit(browser.get(link[1])).location == "/inbox"
    post.engine.dispose()


def test_a_link_that_no_server_takes_is_of_no_use_and_is_tried_again(
    settings: Settings, environ: dict[str, str], postbox: tuple[Postbox, dict[str, str]], ann: str
) -> None:
    box, mail = postbox
    broken = load_settings({**environ, **mail, "PORTAL_SMTP_PORT": "1"})
    browser = PageClient(create_staff_app(broken, clock=utc_now))
    browser.submit(browser.get("/"), {"email": ann})
    post = build_post(broken)
    assert work_once(post, utc_now)
    assert not work_once(post, utc_now)
    assert box.kept == []
    post.engine.dispose()
