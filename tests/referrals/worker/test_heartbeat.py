from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.tables import worker_heartbeats
from portal.referrals.worker.chores import Chores
from portal.referrals.worker.heartbeat import beat, is_worker_late
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.referrals.world import NOW, OFFICE, contacts, rows

SECOND = timedelta(seconds=1)


def is_late(engine: Engine, seconds: int = 0) -> bool:
    with reading(engine) as db:
        return is_worker_late(db, NOW + seconds * SECOND)


def test_before_any_worker_has_shown_itself_it_is_late(engine: Engine) -> None:
    assert is_late(engine)


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (60, False), (61, True)])
def test_a_minute_without_a_sign_is_late(engine: Engine, seconds: int, late: bool) -> None:
    with writing(engine) as db:
        beat(db, "one", NOW)
    assert is_late(engine, seconds) is late


def test_one_worker_of_several_is_enough_and_old_ones_are_forgotten(engine: Engine) -> None:
    with writing(engine) as db:
        beat(db, "one", NOW - timedelta(days=2))
        beat(db, "two", NOW - 90 * SECOND)
        beat(db, "three", NOW)
        beat(db, "three", NOW)
    assert not is_late(engine)
    assert {row.owner for row in rows(engine, worker_heartbeats)} == {"two", "three"}


def test_a_worker_shows_itself_every_ten_seconds_also_when_its_clock_is_put_back(engine: Engine) -> None:
    chores = Chores(Post(engine, "one", {"inbox": InboxChannel()}, contacts, {"northtown": OFFICE}))
    seen = []
    for seconds in (0, 5, 10, 15, -3600):
        chores.do_due(NOW + seconds * SECOND)
        seen.append((rows(engine, worker_heartbeats)[0].beaten_at - NOW).total_seconds())
    assert seen == [0, 0, 10, 10, -3600]
