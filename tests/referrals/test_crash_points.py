"""Killed at every named point: all of a request or nothing of it; whoever comes after goes on where it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from portal.referrals.asking.drafts import save_draft, start_draft
from portal.referrals.asking.submit import find_receipt
from portal.referrals.audit import find_broken_event
from portal.referrals.delivery.channels import Channel, InboxChannel
from portal.referrals.records.purge import sweep
from portal.referrals.records.reconcile import reconcile
from portal.referrals.tables import deliveries, past_referrals, referrals
from portal.referrals.worker.post import Post
from portal.store.boxes import new_secret
from portal.store.migrations import migrate
from portal.store.transactions import reading, writing
from tests.crash_points import POINTS, SENDING, kill_at, killing_channel, run_until_killed
from tests.engines import Databases
from tests.referrals.world import NOW, OFFICE, Postbox, contacts, rows, submit, submit_with_draft, work

AFTER_THE_LEASE = NOW + timedelta(seconds=121)


def points(of: str) -> list[str]:
    return [name for name in POINTS if name.startswith(f"{of}.")]


def killed(databases: Databases, engine: Engine, point: str, work_on: Callable[[Engine], object]) -> None:
    """Do something with the database in another process, which is killed at the point."""

    def run() -> None:
        own = databases.again(engine)
        kill_at(own, POINTS[point])
        work_on(own)

    engine.dispose()
    assert run_until_killed(run), f"{point} was never reached"


def assert_sound(engine: Engine) -> None:
    with reading(engine) as db:
        assert reconcile(db).is_right
        assert find_broken_event(db) is None
        if engine.dialect.name == "sqlite":
            assert db.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


@pytest.mark.parametrize("point", points("submit"))
def test_a_request_is_kept_whole_or_not_at_all_and_pressing_again_makes_it_one(
    databases: Databases, engine: Engine, point: str
) -> None:
    secret = new_secret()
    with writing(engine) as db:
        save_draft(db, secret, start_draft(NOW), NOW)
    killed(databases, engine, point, lambda own: submit_with_draft(own, secret))
    assert_sound(engine)
    is_kept = point == "submit.committed"
    assert len(rows(engine, referrals)) == is_kept
    with reading(engine) as db:
        assert (find_receipt(db, "key", NOW) is not None) is is_kept
    submit_with_draft(engine, secret)
    assert len(rows(engine, referrals)) == 1
    assert_sound(engine)


def post(engine: Engine, mail: Channel) -> Post:
    return Post(engine, "worker", {"inbox": InboxChannel(), "smtp": mail}, contacts, {"northtown": OFFICE})


@pytest.mark.parametrize("point", [*points("lease"), *points("record")])
def test_what_a_killed_worker_held_is_sent_by_the_next_one(databases: Databases, engine: Engine, point: str) -> None:
    submit(engine)
    killed(databases, engine, point, lambda own: work(post(own, Postbox())))
    assert_sound(engine)
    work(post(engine, mail := Postbox()), AFTER_THE_LEASE)
    assert [row.state for row in rows(engine, deliveries)] == ["accepted", "accepted"]
    assert len(mail.kept) == 1
    assert_sound(engine)


@pytest.mark.parametrize("point", SENDING)
def test_a_message_in_flight_is_repeated_as_the_same_message(databases: Databases, engine: Engine, point: str) -> None:
    submit(engine)
    engine.dispose()
    assert run_until_killed(lambda: work(post(databases.again(engine), killing_channel(Postbox(), point)))), (
        f"{point} was never reached"
    )
    (held,) = [row for row in rows(engine, deliveries) if row.channel == "smtp"]
    assert held.state == "leased"
    work(post(engine, mail := Postbox()), AFTER_THE_LEASE)
    assert [notice.message_id for notice in mail.kept] == [held.message_id]
    assert_sound(engine)


@pytest.mark.parametrize("point", points("purge"))
def test_a_purge_takes_and_counts_each_request_once(databases: Databases, engine: Engine, point: str) -> None:
    submit(engine)
    work(post(engine, Postbox()))
    with writing(engine) as db:
        db.execute(update(referrals).values(state="closed", read_at=NOW, purge_after=NOW))

    def purge(own: Engine) -> None:
        with writing(own) as db:
            sweep(db, NOW)

    killed(databases, engine, point, purge)
    assert_sound(engine)
    purge(engine)
    assert [len(rows(engine, table)) for table in (referrals, past_referrals)] == [0, 1]
    assert_sound(engine)


@pytest.mark.parametrize("point", points("migrate"))
def test_a_migration_happens_or_does_not_and_can_be_repeated(databases: Databases, point: str) -> None:
    engine = databases.new(is_migrated=False)
    killed(databases, engine, point, migrate)
    migrate(engine)
    submit(engine)
    assert_sound(engine)
