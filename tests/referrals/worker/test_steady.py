"""What breaks in one kind of work stops no other, is tried again, and is seen from outside while it goes on."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, Engine

from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.tables import referrals
from portal.referrals.worker.chores import Chores
from portal.referrals.worker.heartbeat import is_worker_late
from portal.referrals.worker.loop import work_round
from portal.referrals.worker.post import Post
from portal.referrals.worker.steady import Steady
from portal.store.transactions import StoreUnavailable, reading
from tests.referrals.world import CANARY, NOW, OFFICE, Clock, Postbox, contacts, rows, submit

Round = Callable[[int], None]


class Faulty:
    """Something the worker calls that breaks until it is mended."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error: Exception | None = error or ValueError(CANARY)
        self.calls = 0

    def __call__(self, *_given: object) -> bool:
        self.calls += 1
        if self.error:
            raise self.error
        return False


def begin(engine: Engine, **changes: object) -> Round:
    """A worker with a mail server, to be told at which second to work once through everything."""
    channels = {"inbox": InboxChannel(), "smtp": Postbox()}
    post = Post(engine, "one", channels, contacts, {"northtown": OFFICE}, **changes)  # type: ignore[arg-type]  # by name
    steady = Steady()
    chores = Chores(post, steady)

    def work(second: int) -> None:
        for _ in range(10):
            if not work_round(post, chores, steady, Clock(NOW + timedelta(seconds=second))):
                break

    return work


def is_late(engine: Engine, second: int) -> bool:
    with reading(engine) as db:
        return is_worker_late(db, NOW + timedelta(seconds=second))


@pytest.mark.parametrize("error", [ValueError(CANARY), StoreUnavailable("failed")])
@pytest.mark.parametrize("where", ["also_send", "also_sweep"])
def test_what_breaks_stops_nothing_else(engine: Engine, where: str, error: Exception) -> None:
    faulty, swept = Faulty(error), []

    def forget(_db: Connection, now: datetime) -> None:
        swept.append(now)

    also = {"also_sweep": (forget,), where: (faulty, *((forget,) if where == "also_sweep" else ()))}
    work = begin(engine, **also)
    submit(engine)
    for second in range(5):
        work(second)
    assert rows(engine, referrals)[0].state == "handed_over"
    assert len(swept) == 1


def test_what_breaks_rests_before_it_is_tried_again_and_is_logged_without_what_it_was_about(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    faulty = Faulty()
    work = begin(engine, also_send=(faulty,))
    with caplog.at_level(logging.ERROR):
        for second in range(21):
            work(second)
    assert faulty.calls == 3
    assert [record.getMessage() for record in caplog.records] == ["worker mail-2 broke"] * 3


def test_a_worker_of_which_something_goes_on_breaking_shows_no_sign_of_life_until_it_is_mended(
    engine: Engine,
) -> None:
    faulty = Faulty()
    work = begin(engine, also_send=(faulty,))
    for second in range(0, 90, 5):
        work(second)
    assert is_late(engine, 90)
    faulty.error = None
    for second in (95, 100, 105):
        work(second)
    assert not is_late(engine, 105)


def test_what_breaks_once_is_no_alarm(engine: Engine) -> None:
    faulty = Faulty()
    work = begin(engine, also_send=(faulty,))
    work(0)
    faulty.error = None
    late = []
    for second in range(5, 120, 5):
        work(second)
        late.append(is_late(engine, second))
    assert not any(late)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit()])
def test_who_is_told_to_stop_stops(error: BaseException) -> None:
    def stop() -> bool:
        raise error

    with pytest.raises(type(error)):
        Steady().do("mail", stop, NOW)


def test_what_breaks_before_the_clock_is_put_back_does_not_rest_until_then_comes_again() -> None:
    faulty, steady = Faulty(), Steady()
    for days in (0, -1):
        steady.do("mail", partial(faulty), NOW + timedelta(days=days))
    assert faulty.calls == 2
