"""Two people at the same request: whoever comes second is told what the first one did."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from portal.referrals.audit import Event, record_event
from portal.referrals.casework.changes import Change, find_newest, take_up
from portal.referrals.casework.inbox import open_request
from portal.referrals.casework.steps import add_note
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import NOW, PRIVATE_KEYS, only_id, submit


def newest(engine: Engine) -> int:
    with reading(engine) as db:
        return find_newest(db, only_id(engine))


def since(engine: Engine, seen: int, by: str = "p1", team: str = "north") -> list[str]:
    with writing(engine) as db:
        return [each.kind for each in take_up(db, only_id(engine), team_id=team, by=by, seen=seen)]


def note(engine: Engine, by: str) -> None:
    with writing(engine) as db:
        add_note(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by=by, text="x", now=NOW)


def test_what_others_did_since_is_told_and_ones_own_is_not(engine: Engine) -> None:
    submit(engine)
    seen = newest(engine)
    note(engine, "p1")
    assert since(engine, seen) == []
    note(engine, "p2")
    assert since(engine, seen) == ["noted"]
    assert since(engine, newest(engine)) == []
    assert since(engine, seen, by="p2") == ["noted"]


def test_reading_and_what_the_portal_does_by_itself_is_no_change(engine: Engine) -> None:
    submit(engine)
    seen = newest(engine)
    with writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p2", now=NOW)
        record_event(db, Event("escalated", only_id(engine), actor="worker", at=NOW, detail="contact_half"))
    assert since(engine, seen) == []


def test_what_the_family_does_meanwhile_is_a_change(engine: Engine) -> None:
    submit(engine)
    seen = newest(engine)
    with writing(engine) as db:
        record_event(db, Event("withdrawal_asked", only_id(engine), actor="family", at=NOW))
    assert since(engine, seen) == ["withdrawal_asked"]


def test_another_teams_request_says_nothing(engine: Engine) -> None:
    submit(engine)
    note(engine, "p2")
    assert since(engine, 0, team="south") == []


def test_of_many_who_write_at_once_one_is_first(engine: Engine, databases: Databases) -> None:
    submit(engine)
    seen, request_id = newest(engine), only_id(engine)

    def write(by: str, mine: Engine) -> tuple[Change, ...]:
        with writing(mine) as db:
            changes = take_up(db, request_id, team_id="north", by=by, seen=seen)
            if not changes:
                add_note(db, request_id, team_id="north", private_keys=PRIVATE_KEYS, by=by, text="x", now=NOW)
            return changes

    others = [databases.again(engine) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(write, ("p1", "p2", "p3", "p4"), others))
    assert [len(each) for each in answers].count(0) == 1
    assert sum(len(each) for each in answers) == 3
