"""`portal work`: the worker, whom it tells, and how it ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from datetime import time as time_of_day
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.app import utc_now
from portal.commands.work import build_post, contacts_finder, reader_finder
from portal.config import Settings
from portal.parts import Parts
from portal.places.models import OpeningHours, Promise
from portal.referrals.asking.submit import Door, Request, submit_referral
from portal.referrals.models import Answers, Contact, ContactWay, Way
from portal.referrals.promise.clocks import set_clocks
from portal.referrals.recipients import Recipient
from portal.referrals.tables import referrals
from portal.store.transactions import reading, writing
from portal.teams import Role, add_person, add_team
from tests.clock import StoppedClock

SECRET = "01632 960123"
Worker = subprocess.Popen[str]


@pytest.fixture
def worker(environ: dict[str, str]) -> Iterator[Worker]:
    """A worker of its own process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "portal", "work"],
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def send(parts: Parts) -> None:
    now = utc_now()
    council = parts.areas.councils["knowsley"]
    answers = Answers(way=Way.RING_ME, contacts=(Contact(ContactWay.PHONE, SECRET),), name="Ada")
    door = Door("knowsley", "practice-knowsley", "Early help", "test")
    request = Request(answers, door, parts.public_keys["knowsley"], set_clocks(now, council.calendar, Promise(1, 3)))
    with writing(parts.engine) as db:
        submit_referral(db, request, submission_key="key", draft_secret=None, now=now)


def state(parts: Parts) -> str:
    with reading(parts.engine) as db:
        return str(db.execute(select(referrals.c.state)).scalar_one())


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_says_that_it_is_ready_and_ends_when_told(worker: Worker, sign: signal.Signals) -> None:
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready worker\n"
    worker.send_signal(sign)
    assert worker.wait(10) == 0


def test_it_hands_over_what_waits_and_logs_nothing_of_the_family(worker: Worker, parts: Parts) -> None:
    send(parts)
    give_up = time.monotonic() + 20
    while state(parts) != "handed_over" and time.monotonic() < give_up:
        time.sleep(0.1)
    assert state(parts) == "handed_over"
    worker.terminate()
    out, err = worker.communicate(timeout=10)
    assert "Ada" not in out + err
    assert SECRET not in out + err


def test_without_a_mail_server_only_the_inbox_is_a_channel(settings: Settings) -> None:
    post = build_post(settings)
    assert list(post.channels) == ["inbox"]
    assert not post.has_mail
    assert post.office_hours["knowsley"]


def test_a_day_that_a_council_adds_counts_without_a_restart_and_a_slip_changes_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(settings.catalogue_folder, folder := tmp_path / "catalogue")
    post = build_post(replace(settings, catalogue=folder))
    before = post.office_hours["knowsley"]
    with (file := folder / "places" / "councils" / "knowsley.yaml").open("a", encoding="utf-8") as councils:
        councils.write("closed_on: [2031-12-29]\n")
    assert post.office_hours["knowsley"].closed_on == before.closed_on | {date(2031, 12, 29)}
    file.write_text("name: [", encoding="utf-8")
    assert date(2031, 12, 29) in post.office_hours["knowsley"].closed_on


def test_changed_hours_count_without_a_restart_whatever_is_wrong_with_hubs_meanwhile(
    settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(settings.catalogue_folder, folder := tmp_path / "catalogue")
    post = build_post(replace(settings, catalogue=folder))
    next((folder / "places" / "hubs").glob("*.yaml")).write_text("name: [", encoding="utf-8")
    file = folder / "places" / "councils" / "knowsley.yaml"
    words = file.read_text(encoding="utf-8")
    hours = "office_hours:\n  - {day: TU, opens_at: '10:00', closes_at: '12:30'}\n"
    start = words.index("office_hours:")
    end = next(at for at in range(start + 1, len(words)) if words[at - 1] == "\n" and words[at].isalpha())
    file.write_text(words[:start] + hours + words[end:], encoding="utf-8")
    assert post.office_hours["knowsley"].hours == (OpeningHours("TU", time_of_day(10), time_of_day(12, 30)),)


def test_a_mail_server_is_a_channel_that_verifies(settings: Settings) -> None:
    with_mail = replace(settings, smtp_host="mail.example.org", smtp_from="portal@council.example.org")
    post = build_post(with_mail)
    assert post.has_mail
    assert post.domain == "council.example.org"
    with pytest.raises(SystemExit):
        build_post(replace(with_mail, smtp_from=""))


def test_a_live_worker_sends_no_links_that_lead_to_its_own_machine(settings: Settings) -> None:
    with_mail = replace(settings, smtp_host="mail.example.org", smtp_from="portal@council.example.org", staff_url="")
    with pytest.raises(SystemExit, match="PORTAL_STAFF_URL"):
        build_post(replace(with_mail, is_practice=False))
    build_post(replace(with_mail, is_practice=True))


def test_a_second_mail_server_is_the_next_channel(settings: Settings) -> None:
    first = replace(settings, smtp_host="one.example.org", smtp_from="portal@council.example.org", smtp_user="portal")
    both = replace(first, smtp_backup_host="two.example.org", smtp_backup_port=2525, smtp_backup_user="other")
    post = build_post(both)
    assert post.outward == ("smtp", "smtp_backup")
    server = post.channels["smtp_backup"].server
    assert (server.host, server.port, server.user) == ("two.example.org", 2525, "other")
    assert server.sender == "portal@council.example.org"
    assert build_post(first).outward == ("smtp",)


def test_what_a_team_without_people_gets_its_front_door_can_read(
    settings: Settings, parts: Parts, clock: StoppedClock
) -> None:
    with writing(parts.engine) as db:
        for team_id in ("manned", "empty"):
            add_team(db, team_id=team_id, council_id="sefton", locality_id=team_id, name="T", now=clock())
        add_person(db, "manned", name="A", email="a@example.org", role=Role.READER, now=clock())
    find = reader_finder(settings)
    with reading(parts.engine) as db:
        found = [find(db, "sefton", team) for team in ("manned", "empty", "gone")]
        nobody = find(db, "elsewhere", "gone")
    assert found == ["manned", "practice-sefton", "practice-sefton"]
    assert nobody is None


def test_a_teams_own_addresses_are_found_by_role(settings: Settings, parts: Parts, clock: StoppedClock) -> None:
    site = replace(settings, operator_email="operator@example.org")
    with writing(parts.engine) as db:
        for team_id, locality in (("door", None), ("east", "knowsley-kirkby")):
            email = f"{team_id}@example.org"
            add_team(
                db, team_id=team_id, council_id="knowsley", locality_id=locality, name="T", email=email, now=clock()
            )
        for role in (Role.READER, Role.MANAGER, Role.SERVICE_LEAD):
            add_person(db, "east", name="A", email=f"{role}@example.org", role=role, now=clock())
    with reading(parts.engine) as db:
        find = contacts_finder(site)
        east, nobody = find(db, "east"), find(db, "nobody")
    assert east.addresses == {
        Recipient.TEAM: "east@example.org",
        Recipient.MANAGER: "manager@example.org",
        Recipient.SERVICE_LEAD: "service_lead@example.org",
        Recipient.DUTY: "door@example.org",
        Recipient.OPERATOR: "operator@example.org",
    }
    assert nobody.addresses == {Recipient.OPERATOR: "operator@example.org"}


def test_what_other_rooms_let_run_out_is_swept_too(settings: Settings) -> None:
    swept = {forget.__name__ for forget in build_post(settings).also_sweep}
    assert swept == {"sweep_visits", "sweep_limits", "sweep_sign_ins", "sweep_reports"}


def test_a_team_of_people_who_may_not_read_is_not_read(settings: Settings, parts: Parts, clock: StoppedClock) -> None:
    find = reader_finder(settings)
    with writing(parts.engine) as db:
        add_team(db, team_id="east", council_id="knowsley", locality_id="knowsley-kirkby", name="T", now=clock())
        for role in (Role.OPERATOR, Role.CURATOR):
            add_person(db, "east", name="A", email=f"{role}@example.org", role=role, now=clock())
        assert find(db, "knowsley", "east") != "east"
        add_person(db, "east", name="A", email="reader@example.org", role=Role.READER, now=clock())
        assert find(db, "knowsley", "east") == "east"
