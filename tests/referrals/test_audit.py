from datetime import timedelta

import pytest
from sqlalchemy import Engine, Executable, delete, insert, text, update
from sqlalchemy.exc import IntegrityError

from portal.referrals.audit import (
    Event,
    find_broken_event,
    find_events,
    find_first_event,
    forget_old_events,
    record_event,
)
from portal.referrals.tables import referral_events, referral_events_head
from portal.store.transactions import reading, writing
from tests.engines import on_postgresql
from tests.referrals.world import CANARY, NOW, rows, submit


def record(engine: Engine, count: int) -> None:
    with writing(engine) as db:
        for number in range(count):
            record_event(
                db, Event("read", f"r{number % 2}", actor="p1", at=NOW + timedelta(seconds=number), detail="d")
            )


def unguard(engine: Engine) -> None:
    """Do what whoever has the whole database in hand can do: take the triggers away."""
    where = " ON referral_events" if engine.dialect.name == "postgresql" else ""
    with writing(engine) as db:
        for name in ("unchanged", "kept"):
            db.execute(text(f"DROP TRIGGER referral_events_{name}{where}"))


def broken(engine: Engine) -> int | None:
    with reading(engine) as db:
        return find_broken_event(db)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_chain_nobody_touched_is_whole(engine: Engine, count: int) -> None:
    record(engine, count)
    assert broken(engine) is None


@pytest.mark.parametrize("column", ["kind", "referral_id", "actor", "detail", "previous_hash", "hash"])
def test_one_changed_value_is_found(engine: Engine, column: str) -> None:
    record(engine, 5)
    unguard(engine)
    with writing(engine) as db:
        db.execute(update(referral_events).where(referral_events.c.number == 3).values({column: "x"}))
    assert broken(engine) == 3


def test_a_moved_moment_is_found(engine: Engine) -> None:
    record(engine, 5)
    unguard(engine)
    with writing(engine) as db:
        db.execute(update(referral_events).where(referral_events.c.number == 2).values(at=NOW))
    assert broken(engine) == 2


@pytest.mark.parametrize(("gone", "found"), [(3, 4), (5, 5)])
def test_an_event_taken_out_is_found_also_the_last_one(engine: Engine, gone: int, found: int) -> None:
    record(engine, 5)
    unguard(engine)
    with writing(engine) as db:
        db.execute(delete(referral_events).where(referral_events.c.number == gone))
    assert broken(engine) == found


def test_an_event_put_in_behind_the_last_is_found(engine: Engine) -> None:
    record(engine, 2)
    with writing(engine) as db:
        last = rows(engine, referral_events)[-1]._asdict()
        db.execute(insert(referral_events).values({**last, "number": 3}))
    assert broken(engine) == 3


def test_a_chain_whose_events_are_all_gone_is_found(engine: Engine) -> None:
    record(engine, 2)
    unguard(engine)
    with writing(engine) as db:
        db.execute(delete(referral_events))
    assert len(rows(engine, referral_events_head)) == 1
    assert broken(engine) == 1


@pytest.mark.parametrize("change", [update(referral_events).values(detail="x"), delete(referral_events)])
def test_the_database_itself_refuses_to_change_the_trail(engine: Engine, change: Executable) -> None:
    record(engine, 2)
    with pytest.raises(IntegrityError, match="only grows"), writing(engine) as db:
        db.execute(change)
    assert broken(engine) is None
    assert len(rows(engine, referral_events)) == 2


@on_postgresql
def test_the_trail_cannot_be_emptied_at_once_either(engine: Engine) -> None:
    record(engine, 1)
    with pytest.raises(IntegrityError, match="only grows"), writing(engine) as db:
        db.execute(text("TRUNCATE referral_events"))


def test_what_is_older_than_two_years_is_forgotten_and_the_rest_stays_a_chain(engine: Engine) -> None:
    with writing(engine) as db:
        for year in (2001, 2002, 2999):
            record_event(db, Event("read", "r1", actor="p1", at=NOW.replace(year=year)))
    with writing(engine) as db:
        assert forget_old_events(db, NOW.replace(year=2004, day=25)) == 2
        assert [each.at.year for each in find_events(db, "r1")] == [2999]
    assert broken(engine) is None


def test_a_trail_of_which_all_has_run_out_is_whole_and_says_so_itself(engine: Engine) -> None:
    with writing(engine) as db:
        for year in (2001, 2002):
            record_event(db, Event("read", "r1", actor="p1", at=NOW.replace(year=year)))
    for gone in (2, 0):
        with writing(engine) as db:
            assert forget_old_events(db, NOW) == gone
    with reading(engine) as db:
        assert find_first_event(db) == (3, NOW)
        assert [(each.kind, each.actor) for each in find_events(db, "")] == [("forgotten", "clock")]
    assert broken(engine) is None
    unguard(engine)
    with writing(engine) as db:
        db.execute(delete(referral_events))
    assert broken(engine) == 1


def test_a_trail_that_has_not_begun_stays_empty(engine: Engine) -> None:
    with writing(engine) as db:
        assert forget_old_events(db, NOW) == 0
        assert find_first_event(db) is None


def test_what_came_after_what_is_kept_is_kept_too(engine: Engine) -> None:
    with writing(engine) as db:
        for year in (2001, 2999, 2002):
            record_event(db, Event("read", "r1", actor="p1", at=NOW.replace(year=year)))
    with writing(engine) as db:
        assert forget_old_events(db, NOW) == 1
    assert broken(engine) is None


def test_a_requests_events_are_its_own_oldest_first(engine: Engine) -> None:
    record(engine, 5)
    with reading(engine) as db:
        assert [each.at - NOW for each in find_events(db, "r1")] == [timedelta(seconds=1), timedelta(seconds=3)]


def test_the_trail_of_a_request_holds_nothing_a_family_wrote(engine: Engine) -> None:
    submit(engine)
    assert CANARY not in repr(rows(engine, referral_events))
