"""What a team does beside reaching the family: notes, steps, giving, passing on, each sealed and in the trail."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, Engine

from portal.referrals.audit import find_events
from portal.referrals.casework.entries import EntryKind
from portal.referrals.casework.inbox import OpenedRequest, list_team, open_request
from portal.referrals.casework.steps import add_note, agree_next_step, give, pass_on, pass_to_service
from portal.referrals.delivery.rerouting import Reason
from portal.referrals.errors import ReferralError
from portal.referrals.tables import deliveries, escalations, referrals
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import CANARY, NOW, PRIVATE_KEYS, only_id, rows, submit

LATER = NOW + timedelta(hours=2)
Step = Callable[[Connection, str, str], bool]


def note(db: Connection, request_id: str, team: str) -> bool:
    return add_note(db, request_id, team_id=team, private_keys=PRIVATE_KEYS, by="p1", text=f"{CANARY} note", now=LATER)


def step(db: Connection, request_id: str, team: str) -> bool:
    return agree_next_step(
        db,
        request_id,
        team_id=team,
        private_keys=PRIVATE_KEYS,
        by="p1",
        text=f"{CANARY} visit",
        due_on=date(2026, 12, 1),
        now=LATER,
    )


def give_it(db: Connection, request_id: str, team: str) -> bool:
    return give(db, request_id, team_id=team, worker_id="p2", by="p1", now=LATER)


def pass_it(db: Connection, request_id: str, team: str) -> bool:
    return pass_on(
        db,
        request_id,
        team_id=team,
        to_team="south",
        reason=Reason.MOVED,
        private_keys=PRIVATE_KEYS,
        by="p1",
        text=f"{CANARY} they moved",
        has_mail=True,
        now=LATER,
    )


def serve(db: Connection, request_id: str, team: str) -> bool:
    return pass_to_service(
        db,
        request_id,
        team_id=team,
        service="reading-club",
        has_agreed=True,
        private_keys=PRIVATE_KEYS,
        by="p1",
        text=f"{CANARY} Tuesdays",
        now=LATER,
    )


STEPS = [note, step, give_it, pass_it, serve]


def opened(engine: Engine, team: str = "north") -> OpenedRequest | None:
    with writing(engine) as db:
        return open_request(db, only_id(engine), team_id=team, private_keys=PRIVATE_KEYS, by="p1", now=NOW)


def do(engine: Engine, act: Step, team: str = "north") -> bool:
    with writing(engine) as db:
        return act(db, only_id(engine), team)


@pytest.mark.parametrize("act", STEPS)
def test_another_team_can_do_nothing(engine: Engine, act: Step) -> None:
    submit(engine)
    opened(engine)
    before = rows(engine, referrals)
    assert not do(engine, act, "south")
    assert rows(engine, referrals) == before


@pytest.mark.parametrize("act", [step, give_it, pass_it, serve])
def test_what_nobody_has_opened_is_not_worked_on(engine: Engine, act: Step) -> None:
    submit(engine)
    with pytest.raises(ReferralError, match="not_opened"):
        do(engine, act)


def test_notes_and_steps_come_back_in_order_and_the_day_stands_in_the_list(engine: Engine) -> None:
    submit(engine)
    opened(engine)
    for act in (note, step, serve):
        do(engine, act)
    request = opened(engine)
    assert request is not None
    told = sorted((each.kind, each.text, each.detail, each.due_on) for each in request.entries)
    assert told == [
        (EntryKind.NEXT_STEP, f"{CANARY} visit", "", date(2026, 12, 1)),
        (EntryKind.NOTE, f"{CANARY} note", "", None),
        (EntryKind.TO_SERVICE, f"{CANARY} Tuesdays", "reading-club", None),
    ]
    assert request.row.next_step_on == date(2026, 12, 1)


def test_a_request_is_given_to_somebody_and_not_twice(engine: Engine) -> None:
    submit(engine)
    opened(engine)
    do(engine, give_it)
    with reading(engine) as db:
        assert [each.worker_id for each in list_team(db, "north", LATER)] == ["p2"]
    with pytest.raises(ReferralError, match="already_done"):
        do(engine, give_it)


def test_passing_on_takes_the_history_along_and_restarts_no_clock(engine: Engine) -> None:
    submit(engine)
    opened(engine)
    do(engine, note)
    do(engine, give_it)
    before, clocks = rows(engine, referrals)[0], rows(engine, escalations)
    assert do(engine, pass_it)
    after = rows(engine, referrals)[0]
    kept = ("received_at", "read_by", "contact_by", "read_at", "state", "reference")
    assert [after._mapping[name] for name in kept] == [before._mapping[name] for name in kept]
    assert rows(engine, escalations) == clocks
    assert (after.team_id, after.worker_id, after.arrived_at) == ("south", None, LATER)
    assert opened(engine) is None
    theirs = opened(engine, "south")
    assert theirs is not None
    assert {each.kind for each in theirs.entries} == {EntryKind.NOTE, EntryKind.PASSED_ON}
    assert [each.purpose for each in rows(engine, deliveries) if each.purpose.startswith("rerouted")] == ["rerouted-1"]


def test_it_is_new_to_the_team_it_was_passed_to(engine: Engine) -> None:
    submit(engine)
    opened(engine)
    do(engine, pass_it)
    with reading(engine) as db:
        (row,) = list_team(db, "south", LATER)
    assert row.is_new_since(LATER - timedelta(minutes=1))
    assert not row.is_new_since(LATER)


def test_the_trail_says_what_was_done_and_nothing_that_was_written(engine: Engine, databases: Databases) -> None:
    submit(engine)
    opened(engine)
    for act in (note, step, serve, give_it, pass_it):
        do(engine, act)
    with reading(engine) as db:
        events = find_events(db, only_id(engine))
    assert [event.kind for event in events][3:] == [
        "noted",
        "next_step",
        "to_service",
        "service_agreed",
        "given",
        "passed_on",
        "rerouted",
    ]
    assert CANARY not in repr(events)
    assert CANARY.encode() not in databases.raw_bytes(engine)
