"""What only managers see: hidden from all others, opened in need by a written reason that tells the manager."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.audit import find_events
from portal.referrals.casework.closing import close_request
from portal.referrals.casework.entries import EntryKind
from portal.referrals.casework.inbox import OpenedRequest, find_request, list_closed, list_team, open_request
from portal.referrals.casework.restriction import Viewer, break_glass, find_glass_to_look_at, lift_restriction, restrict
from portal.referrals.delivery.channels import InboxChannel, Sent
from portal.referrals.delivery.contacts import Contacts, FindContacts
from portal.referrals.delivery.messages import Result
from portal.referrals.delivery.queue import cancel_deliveries
from portal.referrals.errors import ReferralError
from portal.referrals.recipients import Recipient
from portal.referrals.states import Outcome
from portal.referrals.tables import deliveries, referrals
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.referrals.world import (
    ACCEPTED,
    CANARY,
    EVERYONE,
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

READER, OTHER, MANAGER = Viewer("p1"), Viewer("p2"), Viewer("m1", sees_restricted=True)
HOUR = timedelta(hours=1)


@pytest.fixture
def hidden(engine: Engine) -> str:
    """A request that the manager has hidden."""
    submit(engine)
    open_as(engine, MANAGER)
    with writing(engine) as db:
        assert restrict(
            db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="m1", why="our own", now=NOW
        )
    return only_id(engine)


def open_as(engine: Engine, viewer: Viewer, now: datetime = NOW) -> OpenedRequest | None:
    with writing(engine) as db:
        return open_request(
            db,
            only_id(engine),
            team_id="north",
            private_keys=PRIVATE_KEYS,
            by=viewer.person_id,
            now=now,
            sees_restricted=viewer.sees_restricted,
        )


def smash(engine: Engine, viewer: Viewer = READER, *, team: str = "north", now: datetime = NOW) -> bool:
    with writing(engine) as db:
        return break_glass(
            db,
            only_id(engine),
            team_id=team,
            private_keys=PRIVATE_KEYS,
            by=viewer.person_id,
            why=f"{CANARY} she rang",
            now=now,
        )


def told(engine: Engine, answer: Sent = ACCEPTED, find_contacts: FindContacts = contacts) -> list[tuple[str, str]]:
    """Let a worker look, and return who is told that a hidden request was opened."""
    mail = Postbox(answer)
    work(Post(engine, "worker", {"inbox": InboxChannel(), "smtp": mail}, find_contacts, {"northtown": OFFICE}))
    return sorted((each.address.partition("@")[0], each.purpose) for each in mail.kept if "glass" in each.purpose)


def sees(engine: Engine, viewer: Viewer, now: datetime = NOW) -> bool:
    with reading(engine) as db:
        listed = [row.id for row in (*list_team(db, "north", now, viewer), *list_closed(db, "north", now, viewer))]
        found = find_request(db, only_id(engine), team_id="north", now=now, viewer=viewer)
    assert (only_id(engine) in listed) is (found is not None)
    return found is not None


@pytest.mark.usefixtures("hidden")
def test_it_is_hidden_from_all_but_managers(engine: Engine) -> None:
    assert sees(engine, MANAGER)
    assert not sees(engine, READER)
    assert open_as(engine, READER) is None
    assert rows(engine, referrals)[0].worker_id is None


@pytest.mark.usefixtures("hidden")
def test_a_broken_glass_opens_it_to_one_person_for_an_hour(engine: Engine) -> None:
    assert smash(engine)
    assert sees(engine, READER, NOW + HOUR - timedelta(seconds=1))
    assert not sees(engine, READER, NOW + HOUR)
    assert not sees(engine, OTHER)
    assert open_as(engine, READER) is not None


@pytest.mark.usefixtures("hidden")
def test_the_manager_is_told_each_time_and_reads_the_reason(engine: Engine) -> None:
    smash(engine)
    smash(engine, OTHER)
    assert told(engine) == [(who, f"team_glass-{number}") for who in ("manager", "service_lead") for number in (1, 2)]
    opened = open_as(engine, MANAGER)
    assert opened is not None
    assert [each.text for each in opened.entries if each.kind is EntryKind.GLASS] == [f"{CANARY} she rang"] * 2


@pytest.mark.usefixtures("hidden")
def test_no_work_on_the_request_stops_the_message_that_it_was_opened(engine: Engine) -> None:
    smash(engine)
    with writing(engine) as db:
        assert open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW)
    try_to_reach(engine, AttemptWay.FAMILY_CAME, AttemptOutcome.SPOKE)
    with writing(engine) as db:
        close_request(db, only_id(engine), team_id="north", by="p1", outcome=Outcome.DECLINED, now=NOW)
    assert told(engine) == [("manager", "team_glass-1"), ("service_lead", "team_glass-1")]


@pytest.mark.usefixtures("hidden")
def test_a_message_that_waits_for_its_server_is_not_stopped_either(engine: Engine) -> None:
    smash(engine)
    told(engine, Sent(Result.WAITING, "unreachable"))
    with writing(engine) as db:
        cancel_deliveries(db, only_id(engine))
    assert {each.state for each in rows(engine, deliveries) if "glass" in each.purpose} == {"waiting"}


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize(
    ("there", "who"),
    [
        ((Recipient.MANAGER, Recipient.OPERATOR), ["manager"]),
        ((Recipient.SERVICE_LEAD, Recipient.OPERATOR), ["service_lead"]),
        ((Recipient.OPERATOR,), ["operator"]),
        ((), []),
    ],
)
def test_only_those_there_are_are_told_and_nobody_hears_of_a_message_that_is_stuck(
    engine: Engine, there: tuple[Recipient, ...], who: list[str]
) -> None:
    def find(_db: Connection, _team_id: str) -> Contacts:
        return Contacts("North", {each: EVERYONE[each] for each in there})

    smash(engine)
    assert told(engine, find_contacts=find) == [(each, "team_glass-1") for each in who]
    mail = Postbox()
    work(Post(engine, "worker", {"smtp": mail}, find, {"northtown": OFFICE}), NOW + timedelta(minutes=61))
    assert "undelivered" not in {each.purpose for each in mail.kept}


def to_look_at(engine: Engine, team: str = "north") -> list[str]:
    with reading(engine) as db:
        return [each[0] for each in find_glass_to_look_at(db, team)]


def test_it_is_to_be_looked_at_until_somebody_who_did_not_break_it_has(engine: Engine, hidden: str) -> None:
    assert to_look_at(engine) == []
    smash(engine)
    open_as(engine, READER)
    open_as(engine, Viewer("p1", sees_restricted=True))  # who broke it stands in for the manager meanwhile
    assert (to_look_at(engine), to_look_at(engine, "south")) == ([hidden], [])
    open_as(engine, MANAGER, NOW + HOUR)
    assert to_look_at(engine) == []
    smash(engine, OTHER, now=NOW + 2 * HOUR)
    assert to_look_at(engine) == [hidden]
    with reading(engine) as db:
        assert [each.actor for each in find_events(db, hidden) if each.kind == "glass_seen"] == ["m1"]


def test_the_trail_names_who_broke_it_and_not_what_they_wrote(engine: Engine, hidden: str) -> None:
    smash(engine)
    with reading(engine) as db:
        events = find_events(db, hidden)
    assert ("glass_broken", "p1") in [(each.kind, each.actor) for each in events]
    assert CANARY not in repr(events)


def test_there_is_no_glass_to_break_elsewhere(engine: Engine) -> None:
    submit(engine)
    assert not smash(engine)  # it is not hidden
    with writing(engine) as db:
        restrict(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="m1", why="x", now=NOW)
    assert not smash(engine, team="south")
    assert told(engine) == []


def test_hiding_and_showing_happen_once_and_only_in_its_team(engine: Engine, hidden: str) -> None:
    with writing(engine) as db:
        assert not restrict(db, hidden, team_id="south", private_keys=PRIVATE_KEYS, by="x", why="", now=NOW)
        assert not lift_restriction(db, hidden, team_id="south", by="x", now=NOW)
        with pytest.raises(ReferralError, match="already_done"):
            restrict(db, hidden, team_id="north", private_keys=PRIVATE_KEYS, by="m1", why="", now=NOW)
        assert lift_restriction(db, hidden, team_id="north", by="m1", now=NOW)
        with pytest.raises(ReferralError, match="already_done"):
            lift_restriction(db, hidden, team_id="north", by="m1", now=NOW)
    assert sees(engine, READER)
