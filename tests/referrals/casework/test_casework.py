from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.casework.closing import close_request
from portal.referrals.casework.inbox import OpenedRequest, list_team, open_request
from portal.referrals.casework.notes import CaseNote
from portal.referrals.casework.reaching import mark_in_touch
from portal.referrals.delivery.queue import open_delivery
from portal.referrals.errors import ReferralError
from portal.referrals.recipients import Recipient
from portal.referrals.states import Outcome, State
from portal.referrals.tables import deliveries, referrals
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import CANARY, NOW, PRIVATE_KEYS, only_id, rows, submit, try_to_reach

LATER = NOW + timedelta(hours=2)


def opened(engine: Engine, *, team: str = "north", now: datetime = NOW, by: str = "p1") -> OpenedRequest | None:
    with writing(engine) as db:
        return open_request(db, only_id(engine), team_id=team, private_keys=PRIVATE_KEYS, by=by, now=now)


def tried(
    engine: Engine,
    how: AttemptWay = AttemptWay.PHONE,
    outcome: AttemptOutcome = AttemptOutcome.SPOKE,
    *,
    team: str = "north",
) -> CaseNote | None:
    return try_to_reach(engine, how, outcome, team_id=team, note=f"{CANARY} will ring back", now=LATER)


def in_touch(engine: Engine, *, team: str = "north") -> bool:
    with writing(engine) as db:
        return mark_in_touch(db, only_id(engine), team_id=team, by="p1", now=LATER)


def closed(engine: Engine, *, team: str = "north") -> bool:
    with writing(engine) as db:
        return close_request(
            db, only_id(engine), team_id=team, by="p1", outcome=Outcome.HELP_AGREED, now=LATER, level=2
        )


def test_another_teams_request_is_as_if_it_were_not_there(engine: Engine) -> None:
    submit(engine)
    before = rows(engine, referrals)
    with writing(engine) as db:
        absent = open_request(db, "0" * 32, team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW)
        assert list_team(db, "south", NOW) == ()
    assert opened(engine, team="south") is absent is None
    assert tried(engine, team="south") is None
    assert not in_touch(engine, team="south")
    assert not closed(engine, team="south")
    assert rows(engine, referrals) == before


def test_a_safe_attempt_is_kept_and_its_note_comes_back(engine: Engine) -> None:
    submit(engine)
    opened(engine)
    tried(engine)
    request = opened(engine, now=LATER)
    assert request is not None
    assert request.row.state is State.CONTACT_TRIED
    assert rows(engine, referrals)[0].tried_at == LATER
    assert [(each.note, each.is_safe, each.by) for each in request.notes] == [(f"{CANARY} will ring back", True, "p1")]


@pytest.mark.parametrize(
    ("how", "is_safe"),
    [
        (AttemptWay.PHONE, True),
        (AttemptWay.COME_TO_HUB, True),
        (AttemptWay.FAMILY_CAME, True),
        (AttemptWay.LETTER, False),
        (AttemptWay.TEXT, False),
    ],
)
def test_an_attempt_by_a_way_the_family_did_not_choose_is_noted_and_stops_nothing(
    engine: Engine, how: AttemptWay, is_safe: bool
) -> None:
    submit(engine)
    opened(engine)
    attempt = tried(engine, how)
    assert attempt is not None
    assert attempt.is_safe is is_safe
    assert (rows(engine, referrals)[0].tried_at is not None) is is_safe


def test_a_request_goes_from_opened_to_closed_in_order(engine: Engine) -> None:
    submit(engine)
    opened(engine)
    tried(engine)
    assert in_touch(engine)
    tried(engine)
    assert rows(engine, referrals)[0].state == State.IN_TOUCH
    assert closed(engine)
    row = rows(engine, referrals)[0]
    assert (row.state, row.outcome, row.level, row.purge_after) == (
        "closed",
        "help_agreed",
        2,
        LATER + timedelta(days=30),
    )
    with reading(engine) as db:
        assert list_team(db, "north", LATER) == ()


@pytest.mark.parametrize(
    ("before", "do", "code"),
    [
        ((), tried, "not_opened"),
        ((), in_touch, "not_opened"),
        ((), closed, "not_opened"),
        ((opened,), in_touch, "not_tried"),
        ((opened, tried, in_touch), in_touch, "already_done"),
        ((opened, closed), closed, "already_closed"),
        ((opened, closed), tried, "already_closed"),
        ((opened, closed), in_touch, "already_closed"),
    ],
)
def test_a_step_out_of_order_is_refused_by_code(engine: Engine, before, do, code: str) -> None:
    submit(engine)
    for step in before:
        step(engine)
    kept = rows(engine, referrals)
    with pytest.raises(ReferralError) as refused:
        do(engine)
    assert refused.value.code == code
    assert rows(engine, referrals) == kept


def test_the_list_shows_the_promise_that_runs_now(engine: Engine) -> None:
    def due() -> datetime | None:
        with reading(engine) as db:
            return list_team(db, "north", NOW)[0].due_at

    submit(engine)
    assert due() == datetime(2026, 11, 25, 17, tzinfo=UTC)
    opened(engine)
    assert due() == datetime(2026, 11, 27, 17, tzinfo=UTC)
    tried(engine)
    assert due() is None


def test_a_wrong_number_does_not_stop_the_clock_and_a_try_after_it_does(engine: Engine) -> None:
    submit(engine)
    opened(engine)
    tried(engine, outcome=AttemptOutcome.WRONG_CONTACT)
    request = opened(engine, now=LATER)
    assert request is not None
    assert (request.row.state, request.row.due_at) == (State.OPENED, datetime(2026, 11, 27, 17, tzinfo=UTC))
    assert [note.keeps_promise for note in request.notes] == [False]
    tried(engine, outcome=AttemptOutcome.NO_ANSWER)
    assert rows(engine, referrals)[0].tried_at == LATER


@pytest.mark.parametrize(
    ("steps", "waiting"),
    [
        ((), {"new_request", "read_half", "contact_half"}),
        ((opened,), {"contact_half"}),
        ((opened, tried), set()),
        ((opened, closed), set()),
    ],
)
def test_mail_that_is_not_needed_any_more_is_not_sent(engine: Engine, steps, waiting: set[str]) -> None:
    submit(engine)
    with writing(engine) as db:
        for purpose in ("new_request", "read_half", "contact_half"):
            open_delivery(db, only_id(engine), channel="smtp", recipient=Recipient.TEAM, purpose=purpose, now=NOW)
    for step in steps:
        step(engine)
    kept = [each for each in rows(engine, deliveries) if each.channel == "smtp"]
    assert {each.purpose for each in kept if each.state == "pending"} == waiting


def test_the_disk_holds_no_note_in_clear(engine: Engine, databases: Databases) -> None:
    submit(engine)
    opened(engine)
    tried(engine)
    raw = databases.raw_bytes(engine)
    assert CANARY.encode() not in raw
