from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from portal.store.transactions import reading, writing
from portal.visits.limits import allow, count_one, sweep_limits
from portal.visits.tables import limit_counts, limit_salts
from tests.engines import Databases, on_sqlite

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ask(engine: Engine, *, times: int, key: str = "ask 203.0.113.7", now: datetime = NOON) -> list[bool]:
    return [allow(engine, key, limit=3, per=HOUR, now=now) for _ in range(times)]


def test_as_many_as_the_limit_come_through_and_no_more(engine: Engine) -> None:
    assert ask(engine, times=5) == [True, True, True, False, False]


def test_each_key_has_its_own_count(engine: Engine) -> None:
    ask(engine, times=4)
    assert ask(engine, times=1, key="ask 203.0.113.8") == [True]
    assert ask(engine, times=1, key="search 203.0.113.7") == [True]


@pytest.mark.parametrize(("after", "is_through"), [(timedelta(minutes=59), False), (HOUR, True)])
def test_the_count_begins_again_with_the_next_stretch(engine: Engine, after: timedelta, is_through: bool) -> None:
    ask(engine, times=4)
    assert ask(engine, times=1, now=NOON + after) == [is_through]


def test_the_count_holds_across_processes(engine: Engine, databases: Databases) -> None:
    others = [databases.again(engine) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda each: ask(each, times=2), others))
    assert sum(map(sum, answers)) == 3


def test_where_the_store_does_not_answer_everybody_comes_through(engine: Engine, impatient: Engine) -> None:
    with writing(engine) as db:
        count_one(db, "ask 203.0.113.7", per=HOUR, now=NOON)
        assert ask(impatient, times=5) == [True] * 5


def test_neither_key_nor_address_stands_on_the_disk(engine: Engine, databases: Databases) -> None:
    ask(engine, times=2)
    assert b"203.0.113" not in databases.raw_bytes(engine)


def test_each_day_has_a_new_salt(engine: Engine) -> None:
    old = begin_a_new_day(engine)
    with reading(engine) as db:
        assert db.execute(select(limit_salts.c.salt)).scalars().all() != [old]
        assert db.execute(select(func.count()).select_from(limit_counts)).scalar_one() == 1


@on_sqlite  # PostgreSQL's log and vacuum let go of it later
def test_the_old_salt_leaves_the_file(engine: Engine, databases: Databases) -> None:
    assert begin_a_new_day(engine) not in databases.raw_bytes(engine)


def begin_a_new_day(engine: Engine) -> bytes:
    """Count on two days, sweep on the second, and return the first one's salt."""
    ask(engine, times=1)
    with reading(engine) as db:
        old: bytes = db.execute(select(limit_salts.c.salt)).scalar_one()
    tomorrow = NOON + timedelta(days=1)
    ask(engine, times=1, now=tomorrow)
    with writing(engine) as db:
        sweep_limits(db, tomorrow)
    return old


def test_sweeping_does_not_let_a_flood_begin_again(engine: Engine) -> None:
    ask(engine, times=4)
    with writing(engine) as db:
        sweep_limits(db, NOON + timedelta(minutes=30))
    assert ask(engine, times=1, now=NOON + timedelta(minutes=30)) == [False]
