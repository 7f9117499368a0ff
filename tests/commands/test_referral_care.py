"""`portal referrals` for all of them: count, prove, delete, copy and put back, change keys."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal.commands.shared import utc_now
from portal.config import Settings
from portal.parts import Parts
from portal.referrals.audit import Event, record_event
from portal.referrals.casework.inbox import open_request
from portal.referrals.sealing.keys import load_private_keys
from portal.referrals.tables import deliveries, past_referrals, referrals
from portal.referrals.worker.heartbeat import beat
from portal.store.transactions import reading, writing
from tests.clock import StoppedClock
from tests.commands.conftest import Run
from tests.commands.test_referrals import CANARIES, send


def change(parts: Parts, *statements: object) -> None:
    """Do what no code of ours does: with foreign keys and triggers out of the way."""
    with closing(sqlite3.connect(parts.settings.var / "portal.sqlite3")) as file, file:
        for statement in statements:
            file.execute(str(statement))


def test_all_that_came_in_is_accounted_for(run: Run, parts: Parts, clock: StoppedClock) -> None:
    for key in ("one", "two", "three"):
        send(parts, clock, key)
    with writing(parts.engine) as db:
        some = select(deliveries.c.id).limit(1).scalar_subquery()
        db.execute(update(deliveries).where(deliveries.c.id == some).values(state="accepted"))
        one = select(deliveries.c.referral_id).where(deliveries.c.state == "accepted").scalar_subquery()
        db.execute(update(referrals).where(referrals.c.id == one).values(state="handed_over"))
    assert run("referrals", "reconcile").output == "received 3 = delivered 1 + waiting 2\n"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("DELETE FROM referrals", "neither here nor purged"),
        ("DELETE FROM deliveries", "Neither in an inbox"),
        ("DELETE FROM escalations", "Nobody would be told"),
        ("UPDATE referrals SET state = 'handed_over'", "say different things"),
        ("UPDATE deliveries SET referral_id = 'gone'", "A message without its request"),
        ("UPDATE deliveries SET state = 'cancelled'", "Neither in an inbox"),
        ("UPDATE referrals SET id = 'other'", "the trail does not say received"),
    ],
)
def test_whatever_has_no_counterpart_is_named(
    run: Run, parts: Parts, clock: StoppedClock, spoil: str, words: str
) -> None:
    send(parts, clock)
    change(parts, spoil)
    assert words in run("referrals", "reconcile", status=1).output


def test_what_was_read_before_the_inbox_took_it_counts_as_delivered(
    run: Run, parts: Parts, clock: StoppedClock
) -> None:
    send(parts, clock)
    with writing(parts.engine) as db:
        request_id = db.execute(select(referrals.c.id)).scalar_one()
        keys = parts.private_keys or {}
        open_request(db, request_id, team_id="practice-knowsley", private_keys=keys, by="p", now=clock())
    assert "delivered 1" in run("referrals", "reconcile").output


def test_what_was_purged_is_not_missed(run: Run, parts: Parts, clock: StoppedClock) -> None:
    send(parts, clock)
    with writing(parts.engine) as db:
        db.execute(update(referrals).values(state="closed", purge_after=clock()))
    assert "1 requests deleted" in run("referrals", "purge").output
    assert run("referrals", "reconcile").output == "received 0 = delivered 0 + waiting 0\n"
    with reading(parts.engine) as db:
        assert len(db.execute(select(past_referrals)).all()) == 1


def test_a_trail_that_was_changed_is_found(run: Run, parts: Parts, clock: StoppedClock) -> None:
    send(parts, clock)
    assert "whole" in run("referrals", "verify-audit").output
    change(parts, "DROP TRIGGER referral_events_unchanged", "UPDATE referral_events SET actor = 'x' WHERE number = 2")
    assert "event 2" in run("referrals", "verify-audit", status=1).output


def test_of_a_trail_that_has_run_out_no_more_is_said_than_can_be_seen(run: Run, parts: Parts) -> None:
    assert "There is no trail yet" in run("referrals", "verify-audit").output
    with writing(parts.engine) as db:
        record_event(db, Event("read", "r1", actor="p1", at=datetime(2001, 3, 1, tzinfo=UTC)))
    run("referrals", "purge")
    told = run("referrals", "verify-audit").output
    assert told.startswith("The trail is whole from event 2 of ")
    assert told.endswith("those before ran out after two years.\n")


def test_a_copy_is_whole_private_and_sealed(run: Run, parts: Parts, clock: StoppedClock, tmp_path: Path) -> None:
    send(parts, clock)
    copy = tmp_path / "copy.sqlite3"
    run("referrals", "backup", str(copy))
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert file.execute("SELECT count(*) FROM referrals").fetchone() == (1,)
    assert not [canary for canary in CANARIES if canary.encode() in copy.read_bytes()]
    assert "already" in run("referrals", "backup", str(copy), status=1).output
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.sqlite3"]


def test_the_drill_a_copy_put_back_is_what_it_was_and_reads_as_before(
    run: Run, parts: Parts, clock: StoppedClock, tmp_path: Path
) -> None:
    reference = send(parts, clock)
    copy = tmp_path / "copy.sqlite3"
    run("referrals", "backup", str(copy))
    parts.engine.dispose()
    (parts.settings.var / "portal.sqlite3").unlink()
    assert "Restored" in run("referrals", "restore", str(copy)).output
    run("referrals", "reconcile")
    run("referrals", "verify-audit")
    with writing(parts.engine) as db:
        request_id = db.execute(select(referrals.c.id).where(referrals.c.reference == reference)).scalar_one()
        keys = parts.private_keys or {}
        opened = open_request(db, request_id, team_id="practice-knowsley", private_keys=keys, by="p", now=clock())
    assert opened is not None
    assert opened.answers.name == CANARIES[0]


def test_what_came_after_the_copy_is_not_given_up_unless_told(
    run: Run, parts: Parts, clock: StoppedClock, tmp_path: Path
) -> None:
    send(parts, clock)
    copy = tmp_path / "copy.sqlite3"
    run("referrals", "backup", str(copy))
    newer = send(parts, clock, "newer")
    assert "--drop-newer" in run("referrals", "restore", str(copy), status=1).output
    assert newer in run("referrals", "list").output
    told = run("referrals", "restore", str(copy), "--drop-newer").output
    assert f"Not in the copy: {newer}" in told
    (before,) = parts.settings.var.glob("portal.sqlite3.before-restore-*")
    with closing(sqlite3.connect(before)) as file:
        assert file.execute("SELECT count(*) FROM referrals").fetchone() == (2,)


def test_nothing_is_put_back_under_a_worker(run: Run, parts: Parts, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    run("referrals", "backup", str(copy))
    with writing(parts.engine) as db:
        beat(db, "one", utc_now())
    assert "Stop the worker" in run("referrals", "restore", str(copy), status=1).output


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, "other"])
def test_what_is_no_copy_of_ours_is_not_put_back(run: Run, tmp_path: Path, content: bytes | str) -> None:
    file = tmp_path / "file"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        with closing(sqlite3.connect(file)) as other:
            other.execute("CREATE TABLE cats (name)")
    assert "nothing was changed" in run("referrals", "restore", str(file), status=1).output


def test_keys_change_while_everything_runs_and_the_old_ones_can_go(
    run: Run, settings: Settings, parts: Parts, clock: StoppedClock
) -> None:
    send(parts, clock, "before")
    old = set(load_private_keys(settings.keys))
    told = run("referrals", "rotate-keys", "--council", "knowsley").output
    assert "knowsley: 1 requests sealed to it." in told
    send(parts, clock, "after")  # the site that was running took the new key up by itself
    told = run("referrals", "rotate-keys", "--finish", "--remove").output
    assert "Deleted" in told
    assert len(old - set(load_private_keys(settings.keys))) == 1
    with writing(parts.engine) as db:
        for request_id in db.execute(select(referrals.c.id)).scalars().all():
            keys = parts.private_keys or {}
            assert open_request(db, request_id, team_id="practice-knowsley", private_keys=keys, by="p", now=clock())


def test_without_its_private_key_nothing_is_rotated_and_it_says_why(
    run: Run, settings: Settings, parts: Parts, clock: StoppedClock
) -> None:
    send(parts, clock)
    for path in (settings.keys / "private").glob("knowsley-*"):
        path.unlink()
    assert "Put it back" in run("referrals", "rotate-keys", "--council", "knowsley", status=1).output


def test_an_unknown_council_is_named(run: Run) -> None:
    assert "No council `x`" in run("referrals", "rotate-keys", "--council", "x", status=1).output
