"""`portal teams`: from nothing to a team that takes requests."""

import re
import socket
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from urllib.parse import urlsplit

import pytest

from portal.app import create_staff_app, utc_now
from portal.config import Settings
from portal.parts import Parts
from portal.resources import resource_dir
from portal.store.transactions import reading
from portal.teams import Role, find_people, find_taking_teams, find_team, takes_requests
from tests.commands.conftest import Postbox, Run
from tests.page import text_of
from tests.page_client import PageClient

TEAM = "knowsley-east"
NEW = ("teams", "add", TEAM, "--council", "knowsley", "--name", "East team", "--email", "team@example.org")


@pytest.fixture
def promising(tmp_path: Path) -> dict[str, str]:
    """A catalogue in which the council promises something to families."""
    folder = tmp_path / "catalogue"
    copytree(resource_dir("services_catalogue") / "places", folder / "places")
    path = folder / "places/councils/knowsley.yaml"
    path.write_text(path.read_text() + "promise: {read_working_days: 1, contact_working_days: 3}\n")
    return {"PORTAL_CATALOGUE": str(folder)}


def add_person(run: Run, role: str) -> None:
    run("teams", "people", "add", TEAM, "--name", f"A {role}", "--email", f"{role}@example.org", "--role", role)


def test_practice_teams_are_listed(run: Run) -> None:
    assert "practice-sefton\tSefton\tpractice team" in run("teams", "list").output


def test_a_link_signs_in_to_the_staff_site_once(run: Run, settings: Settings) -> None:
    address = run("teams", "link", "practice-sefton").output.strip()
    assert address.startswith("https://staff.example.org/sign-in/")
    browser = PageClient(create_staff_app(settings, clock=utc_now))
    page = browser.get(urlsplit(address).path)
    assert browser.submit(page).location == "/inbox"
    browser.submit(page, status=400)


def test_a_link_can_be_for_one_person(run: Run, settings: Settings) -> None:
    run(*NEW)
    for role in ("reader", "manager"):
        add_person(run, role)
    address = run("teams", "link", TEAM, "--person", "Manager@example.org").output.strip()
    browser = PageClient(create_staff_app(settings, clock=utc_now))
    page = browser.submit_and_follow(browser.get(urlsplit(address).path))
    assert "Signed in as A manager" in text_of(page.tree)
    assert "no such person" in run("teams", "link", TEAM, "--person", "x@example.org", status=1).output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("teams", "link", "nobody"), "No team `nobody`"),
        (("teams", "accept", "nobody"), "No team `nobody`"),
        (("teams", "people", "add", "nobody", "--name", "A", "--email", "a@example.org"), "No team `nobody`"),
        (("teams", "add", "x", "--council", "nowhere", "--name", "X"), "No council `nowhere`. There are: "),
        (("teams", "add", "x", "--council", "sefton", "--locality", "knowsley-kirkby", "--name", "X"), "no locality"),
        (("teams", "add", "practice-sefton", "--council", "sefton", "--name", "X"), "one like this already"),
        (("teams", "test", "practice-sefton"), "nothing was sent"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, words: tuple[str, ...], told: str) -> None:
    assert told in run(*words, status=1).output


def test_an_address_that_mail_cannot_go_to_is_refused(run: Run) -> None:
    run("teams", "add", TEAM, "--council", "knowsley", "--name", "East", "--email", "east at example", status=2)


def test_a_team_is_accepted_only_once_nothing_is_missing(run: Run, promising: dict[str, str], parts: Parts) -> None:
    run(*NEW)
    told = run("teams", "check", TEAM, status=1).output
    for missing in ("Nobody reads", "Nobody is its manager", "promises nothing", "No test message was sent"):
        assert missing in told
    for role in ("reader", "manager"):
        add_person(run, role)
    assert "No test message was sent" in run("teams", "accept", TEAM, status=1, **promising).output
    run("teams", "test", TEAM, "--came-to", "Ann")
    assert "promises nothing" in run("teams", "accept", TEAM, status=1).output
    run("teams", "check", TEAM, **promising)
    run("teams", "accept", TEAM, **promising)
    with reading(parts.engine) as db:
        assert takes_requests(db, TEAM)
    assert f"{TEAM}\tEast team\ttakes requests" in run("teams", "list").output


def test_a_manager_who_will_be_away_with_nobody_there_is_a_fault_that_stops_no_family(
    run: Run, promising: dict[str, str], parts: Parts
) -> None:
    run(*NEW)
    for role in ("reader", "manager"):
        add_person(run, role)
    run("teams", "test", TEAM, "--came-to", "Ann")
    run("teams", "accept", TEAM, **promising)
    add = ("teams", "people", "add", TEAM, "--name", "Bea", "--email", "bea@example.org")
    run(*add)
    days = [f"{utc_now() + timedelta(days=each):%Y-%m-%d}" for each in (2, 5)]
    with reading(parts.engine) as db:
        manager = next(each.email for each in find_people(db, TEAM) if each.role is Role.MANAGER)
    words = (manager, "--from", days[0], "--until", days[1], "--cover", "bea@example.org")
    run("teams", "people", "away", TEAM, *words)
    assert "its manager is away" not in run("teams", "check", TEAM, **promising).output
    run("teams", "people", "remove", TEAM, "bea@example.org")
    assert "its manager is away" in run("teams", "check", TEAM, status=1, **promising).output
    with reading(parts.engine) as db:
        assert takes_requests(db, TEAM)


def test_a_test_message_reaches_the_team_and_a_person_confirms_it(
    run: Run, postbox: tuple[Postbox, dict[str, str]], parts: Parts, settings: Settings
) -> None:
    box, mail = postbox
    run(*NEW)
    run("teams", "test", TEAM, **mail)
    (message,) = box.kept
    assert (message["To"], message["Subject"]) == ("team@example.org", "Early help: a test message")
    assert "East team" in str(message.get_payload())
    assert "has confirmed the test message" in run("teams", "check", TEAM, status=1).output
    words = bytes(message.get_payload(decode=True)).decode()
    link = re.search(r"https://staff.example.org(/test-message/\S+)", words)
    assert link
    browser = PageClient(create_staff_app(settings, clock=utc_now))
    browser.submit(browser.get(link[1]), {"name": "Ann Example"})
    with reading(parts.engine) as db:
        team = find_team(db, TEAM)
    assert team is not None
    assert team.test_confirmed_by == "Ann Example"


def test_a_test_message_that_no_server_takes_is_a_fault(run: Run) -> None:
    run(*NEW)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = str(silent.getsockname()[1])
    mail = {"PORTAL_SMTP_HOST": "127.0.0.1", "PORTAL_SMTP_PORT": port, "PORTAL_SMTP_FROM": "p@example.org"}
    assert "did not take it (unreachable)" in run("teams", "test", TEAM, status=1, **mail).output
    assert "did not take the test message (unreachable)" in run("teams", "check", TEAM, status=1).output


def test_a_new_address_has_to_be_tested_before_anything_is_asked_again(run: Run, promising: dict[str, str]) -> None:
    run(*NEW)
    for role in ("reader", "manager"):
        add_person(run, role)
    run("teams", "test", TEAM, "--came-to", "Ann")
    run("teams", "accept", TEAM, **promising)
    run("teams", "change", TEAM, "--email", "new@example.org")
    assert "No test message was sent" in run("teams", "check", TEAM, status=1, **promising).output


def test_a_suspended_team_takes_no_requests(run: Run, parts: Parts, promising: dict[str, str]) -> None:
    run(*NEW)
    for role in ("reader", "manager"):
        add_person(run, role)
    run("teams", "test", TEAM, "--came-to", "Ann")
    run("teams", "accept", TEAM, **promising)
    run("teams", "suspend", TEAM)
    with reading(parts.engine) as db:
        assert not takes_requests(db, TEAM)
    assert "takes no requests yet" in run("teams", "list").output


def test_hours_that_never_open_are_no_calendar(run: Run, promising: dict[str, str]) -> None:
    run(*NEW)
    path = Path(promising["PORTAL_CATALOGUE"]) / "places/councils/knowsley.yaml"
    words = path.read_text()
    path.write_text(words[: words.index("office_hours:")] + words[words.index("front_door:") :])
    assert "hours that open" in run("teams", "check", TEAM, status=1, **promising).output
    run("teams", "calendar", TEAM, "--hours", "MO-FR 09:00-17:00", **promising)
    assert "hours that open" not in run("teams", "check", TEAM, status=1, **promising).output


def test_a_mail_server_without_a_sender_is_refused(run: Run) -> None:
    run(*NEW)
    assert "PORTAL_SMTP_FROM" in run("teams", "test", TEAM, status=1, PORTAL_SMTP_HOST="127.0.0.1").output


def test_a_practice_team_of_a_locality_can_be_passed_requests(run: Run, parts: Parts) -> None:
    words = ("--council", "knowsley", "--locality", "knowsley-kirkby", "--name", "Kirkby", "--practice")
    run("teams", "add", "practice-kirkby", *words)
    run("teams", "people", "add", "practice-kirkby", "--name", "Kit", "--email", "kit@example.org")
    assert "practice-kirkby\tKirkby\tpractice team" in run("teams", "list").output
    with reading(parts.engine) as db:
        door = find_team(db, "practice-knowsley")
        assert door is not None
        assert [each.id for each in find_taking_teams(db, door)] == ["practice-kirkby"]
