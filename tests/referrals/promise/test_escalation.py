from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.audit import find_events
from portal.referrals.casework.closing import close_request
from portal.referrals.casework.inbox import open_request
from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.delivery.contacts import Contacts
from portal.referrals.recipients import Recipient
from portal.referrals.states import Outcome
from portal.referrals.tables import escalations
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

# Received Tuesday 24 November 2026, 10:00: read by Wednesday 17:00, contact by Friday 17:00.
HALF_READ = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
READ_BY = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


def post(engine: Engine, mail: Postbox) -> Post:
    return Post(engine, "worker", {"inbox": InboxChannel(), "smtp": mail}, contacts, {"northtown": OFFICE})


def told(engine: Engine, *moments: datetime) -> list[tuple[str, str]]:
    """Work at each moment and return who was told what, save of the new request itself."""
    mail = Postbox()
    for now in (NOW, *moments):
        work(post(engine, mail), now)
    return [(each.address.partition("@")[0], each.purpose) for each in mail.kept if each.purpose != "new_request"]


def read(engine: Engine, now: datetime) -> None:
    with writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=now)


@pytest.mark.parametrize(
    ("now", "people"),
    [
        (HALF_READ - timedelta(minutes=1), []),
        (HALF_READ, [("team", "read_half")]),
    ],
)
def test_the_team_is_told_again_when_half_the_time_is_gone(
    engine: Engine, now: datetime, people: list[tuple[str, str]]
) -> None:
    submit(engine)
    assert told(engine, now) == people


def test_nobody_reading_tells_the_manager_then_those_above_then_all_each_morning(engine: Engine) -> None:
    submit(engine)
    hour, morning = READ_BY + timedelta(hours=1), datetime(2026, 11, 26, 9, tzinfo=UTC)
    people = told(engine, HALF_READ, READ_BY, hour, morning, morning + timedelta(days=1))
    read_clock = [each for each in people if each[1].startswith("read")]
    assert read_clock[:2] == [("team", "read_half"), ("manager", "read_due")]
    assert set(read_clock[2:4]) == {("service_lead", "read_hour_late"), ("operator", "read_hour_late")}
    for day in ("2026-11-26", "2026-11-27"):
        assert {who for who, why in read_clock if why == f"read_morning-{day}"} == {
            "manager",
            "service_lead",
            "operator",
        }


def test_each_level_is_raised_once_however_many_workers_look(engine: Engine) -> None:
    submit(engine)
    people = told(engine, READ_BY, READ_BY, READ_BY + timedelta(minutes=1))
    assert sorted(people) == [("manager", "read_due"), ("team", "read_half")]


def test_opening_it_stops_the_first_clock_and_not_the_second(engine: Engine) -> None:
    submit(engine)
    read(engine, NOW + timedelta(hours=1))
    people = told(engine, datetime(2026, 11, 27, 17, tzinfo=UTC))
    assert sorted(people) == [("manager", "contact_due"), ("team", "contact_half")]


@pytest.mark.parametrize(
    ("how", "outcome", "is_stopped"),
    [
        (AttemptWay.PHONE, AttemptOutcome.NO_ANSWER, True),
        (AttemptWay.EMAIL, AttemptOutcome.NO_ANSWER, False),
        (AttemptWay.PHONE, AttemptOutcome.WRONG_CONTACT, False),
    ],
)
def test_only_an_attempt_to_the_family_through_a_safe_channel_stops_the_second_clock(
    engine: Engine, how: AttemptWay, outcome: AttemptOutcome, is_stopped: bool
) -> None:
    submit(engine)
    work(post(engine, Postbox()), NOW)
    read(engine, NOW)
    try_to_reach(engine, how, outcome)
    mail = Postbox()
    work(post(engine, mail), datetime(2026, 11, 27, 17, tzinfo=UTC))
    assert (mail.kept == []) is is_stopped


def test_a_closed_request_is_quiet(engine: Engine) -> None:
    submit(engine)
    read(engine, NOW)
    with writing(engine) as db:
        close_request(db, only_id(engine), team_id="north", by="p1", outcome=Outcome.DECLINED, now=NOW)
    mail = Postbox()
    work(post(engine, mail), NOW + timedelta(days=30))
    assert mail.kept == []


def test_after_days_without_a_worker_one_morning_is_told_and_not_one_for_each_day(engine: Engine) -> None:
    submit(engine)
    mornings = [why for _, why in told(engine, NOW + timedelta(days=14)) if "read_morning" in why]
    assert len(set(mornings)) == 1
    following = [each.level for each in rows(engine, escalations) if each.clock == "read" and each.raised_at is None]
    assert following == ["morning-2026-12-09"]


@pytest.mark.parametrize(
    ("addresses", "told_are"),
    [
        ({Recipient.OPERATOR: "operator@x.example"}, ["operator@x.example"]),
        ({}, []),
    ],
)
def test_without_a_managers_address_the_operator_is_told(
    engine: Engine, addresses: dict[Recipient, str], told_are: list[str]
) -> None:
    def few(_db: Connection, _team_id: str) -> Contacts:
        return Contacts("North team", addresses)

    submit(engine)
    mail = Postbox()
    work(replace(post(engine, mail), find_contacts=few), NOW)
    work(replace(post(engine, mail), find_contacts=few), READ_BY)
    assert [each.address for each in mail.kept if each.purpose == "read_due"] == told_are


def test_what_was_raised_is_in_the_audit_trail(engine: Engine) -> None:
    submit(engine)
    told(engine, READ_BY)
    with reading(engine) as db:
        raised = [each.detail for each in find_events(db, only_id(engine)) if each.kind == "escalated"]
    assert raised == ["read_half", "read_due"]


def test_a_council_whose_hours_were_taken_away_is_still_told_each_day(engine: Engine) -> None:
    submit(engine)
    closed = replace(post(engine, Postbox()), office_hours={})
    work(closed, datetime(2026, 11, 26, 9, tzinfo=UTC))
    waiting = [each.due_at for each in rows(engine, escalations) if each.raised_at is None and each.clock == "read"]
    assert waiting == [datetime(2026, 11, 27, 9, tzinfo=UTC)]
