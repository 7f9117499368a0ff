"""How a request ends: who agrees that nobody could be reached, and how a mistake is undone."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.audit import find_events
from portal.referrals.casework.closing import ask_to_close, close_request, count_days_tried, refuse_to_close, reopen
from portal.referrals.casework.entries import EntryKind
from portal.referrals.casework.inbox import list_closed, list_team, open_request
from portal.referrals.casework.reaching import mark_in_touch, record_attempt
from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.errors import ReferralError
from portal.referrals.promise.escalation import is_any_escalation_due
from portal.referrals.records.purge import purge_closed
from portal.referrals.states import Outcome, State
from portal.referrals.tables import referrals
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.referrals.world import (
    NOW,
    OFFICE,
    PRIVATE_KEYS,
    Postbox,
    contacts,
    only_id,
    rows,
    submit,
    try_to_reach,
    work,
)

DAY = timedelta(days=1)


@pytest.fixture
def request_id(engine: Engine) -> str:
    """A request that somebody has opened."""
    submit(engine)
    with writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW)
    return only_id(engine)


def try_at(
    engine: Engine, at: datetime, how: AttemptWay = AttemptWay.PHONE, *, noted_at: datetime | None = None
) -> None:
    try_to_reach(engine, how, AttemptOutcome.NO_ANSWER, now=noted_at or at, tried_at=at)


def close(engine: Engine, outcome: Outcome = Outcome.NO_CONTACT, *, is_agreed: bool = True) -> bool:
    with writing(engine) as db:
        return close_request(
            db,
            only_id(engine),
            team_id="north",
            by="m1",
            outcome=outcome,
            now=NOW + 5 * DAY,
            is_agreed=is_agreed,
            note="we tried",
            private_keys=PRIVATE_KEYS,
        )


def undo(engine: Engine, team: str = "north") -> bool:
    with writing(engine) as db:
        return reopen(
            db, only_id(engine), team_id=team, private_keys=PRIVATE_KEYS, by="m1", text="a slip", now=NOW + 6 * DAY
        )


@pytest.mark.usefixtures("request_id")
@pytest.mark.parametrize(
    ("tries", "days"),
    [
        ([(0, AttemptWay.PHONE)] * 3, 1),
        ([(0, AttemptWay.PHONE), (1, AttemptWay.PHONE), (1, AttemptWay.COME_TO_HUB)], 2),
        ([(0, AttemptWay.PHONE), (1, AttemptWay.PHONE), (2, AttemptWay.LETTER)], 2),
        ([(0, AttemptWay.PHONE), (1, AttemptWay.PHONE), (2, AttemptWay.PHONE)], 3),
    ],
)
def test_only_safe_tries_on_three_days_let_it_end_unreached(
    engine: Engine, tries: list[tuple[int, AttemptWay]], days: int
) -> None:
    for day, how in tries:
        try_at(engine, NOW + day * DAY, how)
    with reading(engine) as db:
        assert count_days_tried(db, only_id(engine)) == days
    if days == 3:
        assert close(engine)
    else:
        with pytest.raises(ReferralError, match="too_few_tries"):
            close(engine)


@pytest.mark.usefixtures("request_id")
def test_days_are_those_on_the_wall(engine: Engine) -> None:
    summer = datetime.fromisoformat("2027-07-01T22:30:00+00:00")  # half past eleven in the evening there
    for at in (summer, summer + timedelta(hours=1), summer + timedelta(hours=25)):
        try_at(engine, at)
    with reading(engine) as db:
        assert count_days_tried(db, only_id(engine)) == 3


@pytest.mark.usefixtures("request_id")
def test_without_a_manager_it_stays_open_and_the_manager_is_asked(engine: Engine) -> None:
    for day in range(3):
        try_at(engine, NOW + day * DAY)
    with pytest.raises(ReferralError, match="manager_agrees"):
        close(engine, is_agreed=False)
    with writing(engine) as db:
        asked = ask_to_close(
            db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", text="no luck", now=NOW + 3 * DAY
        )
        assert asked
    with reading(engine) as db:
        (row,) = list_team(db, "north", NOW + 3 * DAY)
    assert (row.state, row.close_asked_at) == (State.CONTACT_TRIED, NOW + 3 * DAY)
    assert close(engine)
    assert rows(engine, referrals)[0].close_asked_at is None


def test_asking_needs_the_tries_too(engine: Engine, request_id: str) -> None:
    with pytest.raises(ReferralError, match="too_few_tries"), writing(engine) as db:
        ask_to_close(db, request_id, team_id="north", private_keys=PRIVATE_KEYS, by="p1", text="", now=NOW)


def ask(engine: Engine) -> None:
    for day in range(3):
        try_at(engine, NOW + day * DAY)
    with writing(engine) as db:
        keys, now = {"team_id": "north", "private_keys": PRIVATE_KEYS}, NOW + 3 * DAY
        ask_to_close(db, only_id(engine), by="p1", text="", now=now, **keys)


def is_asked(engine: Engine) -> bool:
    return rows(engine, referrals)[0].close_asked_at is not None


def told_to_close(engine: Engine) -> list[tuple[str, str]]:
    channels = {"inbox": InboxChannel(), "smtp": (mail := Postbox())}
    work(Post(engine, "worker", channels, contacts, {"northtown": OFFICE}), NOW + 3 * DAY)
    return [(each.address, each.purpose) for each in mail.kept if "close" in each.purpose]


@pytest.mark.usefixtures("request_id")
def test_the_manager_is_told_once_that_somebody_asks(engine: Engine) -> None:
    ask(engine)
    assert told_to_close(engine) == [("manager@team.example", "team_close-1")]
    assert told_to_close(engine) == []


@pytest.mark.parametrize("how", [AttemptWay.FAMILY_CAME, AttemptWay.EMAIL, None])
def test_whoever_was_reached_is_not_given_up(engine: Engine, request_id: str, how: AttemptWay | None) -> None:
    ask(engine)
    who = {"team_id": "north", "by": "p1", "now": NOW + 3 * DAY}
    spoke = {"private_keys": PRIVATE_KEYS, "how": how, "outcome": AttemptOutcome.SPOKE, "note": ""}
    with writing(engine) as db:
        if how:
            record_attempt(db, request_id, **who, **spoke)
        else:
            mark_in_touch(db, request_id, **who)
    assert not is_asked(engine)
    assert told_to_close(engine) == []


def test_a_manager_who_does_not_agree_says_why_and_may_be_asked_again(engine: Engine, request_id: str) -> None:
    ask(engine)
    told_to_close(engine)
    answer = {"private_keys": PRIVATE_KEYS, "by": "m1", "text": "Try her sister", "now": NOW + 3 * DAY}
    with writing(engine) as db:
        assert not refuse_to_close(db, request_id, team_id="south", **answer)
        assert refuse_to_close(db, request_id, team_id="north", **answer)
        with pytest.raises(ReferralError, match="not_asked"):
            refuse_to_close(db, request_id, team_id="north", **answer)
        opened = open_request(db, request_id, team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW + 3 * DAY)
    assert opened is not None
    assert [each.text for each in opened.entries if each.kind is EntryKind.CLOSE_REFUSED] == ["Try her sister"]
    assert not is_asked(engine)
    ask(engine)
    assert told_to_close(engine) == [("manager@team.example", "team_close-2")]


def test_a_closed_request_is_listed_with_its_end_until_it_is_deleted(engine: Engine, request_id: str) -> None:
    close(engine, Outcome.DECLINED)
    with reading(engine) as db:
        (row,) = list_closed(db, "north", NOW + 6 * DAY)
        assert list_closed(db, "south", NOW + 6 * DAY) == ()
    assert (row.id, row.outcome, row.purge_after) == (request_id, Outcome.DECLINED, NOW + 35 * DAY)


@pytest.mark.parametrize("before", [State.OPENED, State.CONTACT_TRIED, State.IN_TOUCH])
def test_a_mistaken_end_is_undone_to_where_it_was(engine: Engine, request_id: str, before: State) -> None:
    if before is not State.OPENED:
        try_at(engine, NOW)
    if before is State.IN_TOUCH:
        with writing(engine) as db:
            mark_in_touch(db, request_id, team_id="north", by="p1", now=NOW)
    close(engine, Outcome.DECLINED)
    assert undo(engine)
    row = rows(engine, referrals)[0]
    assert (row.state, row.closed_at, row.purge_after, row.outcome, row.level) == (before, None, None, None, None)
    with writing(engine) as db:
        assert purge_closed(db, NOW + 100 * DAY) == 0
        opened = open_request(db, request_id, team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW + 7 * DAY)
    assert opened is not None
    assert [(each.kind, each.text) for each in opened.entries] == [
        (EntryKind.CLOSED, "we tried"),
        (EntryKind.REOPENED, "a slip"),
    ]


@pytest.mark.usefixtures("request_id")
def test_the_promise_runs_on_after_it_is_undone(engine: Engine) -> None:
    close(engine, Outcome.DECLINED)
    with reading(engine) as db:
        assert not is_any_escalation_due(db, NOW + 9 * DAY)
    undo(engine)
    with reading(engine) as db:
        assert is_any_escalation_due(db, NOW + 9 * DAY)


def test_what_is_open_or_another_teams_is_not_opened_again(engine: Engine, request_id: str) -> None:
    with pytest.raises(ReferralError, match="not_closed"):
        undo(engine)
    close(engine, Outcome.DECLINED)
    assert not undo(engine, "south")
    assert rows(engine, referrals)[0].id == request_id


@pytest.mark.usefixtures("request_id")
def test_a_try_noted_later_counts_from_when_it_was(engine: Engine) -> None:
    try_at(engine, NOW + timedelta(hours=1), noted_at=NOW + 2 * DAY)
    row = rows(engine, referrals)[0]
    assert row.tried_at == NOW + timedelta(hours=1)
    with reading(engine) as db:
        assert find_events(db, row.id)[-1].at == NOW + 2 * DAY


@pytest.mark.usefixtures("request_id")
@pytest.mark.parametrize(("said", "counted"), [(-3 * DAY, timedelta(0)), (5 * DAY, DAY)])
def test_a_try_is_neither_before_the_request_nor_still_to_come(
    engine: Engine, said: timedelta, counted: timedelta
) -> None:
    try_at(engine, NOW + said, noted_at=NOW + DAY)
    assert rows(engine, referrals)[0].tried_at == NOW + counted
