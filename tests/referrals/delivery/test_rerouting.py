"""A request that is passed on, and one that nobody could read."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, update

from portal.referrals.audit import find_events
from portal.referrals.casework.inbox import list_team
from portal.referrals.delivery.acknowledgement import acknowledge
from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.delivery.rerouting import RESCUE_EVERY, Reason, reroute
from portal.referrals.errors import ReferralError
from portal.referrals.tables import referrals
from portal.referrals.worker.chores import Chores
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.referrals.world import (
    CANARY,
    NOW,
    OFFICE,
    Postbox,
    contacts,
    only_id,
    rows,
    submit,
    work,
)

LATER = NOW + timedelta(minutes=1)


def pass_on(engine: Engine, team_id: str = "south", *, reason: Reason = Reason.MOVED) -> None:
    with writing(engine) as db:
        reroute(db, only_id(engine), team_id=team_id, reason=reason, actor="operator", has_mail=True, now=LATER)


def team_of(engine: Engine) -> str:
    return str(rows(engine, referrals)[0].team_id)


def in_inbox(engine: Engine, team_id: str) -> int:
    with reading(engine) as db:
        return len(list_team(db, team_id, NOW))


def details(engine: Engine, kind: str) -> list[str]:
    with reading(engine) as db:
        return [event.detail for event in find_events(db, only_id(engine)) if event.kind == kind]


def post(engine: Engine, mail: Postbox, readers: dict[str, str | None]) -> Post:
    def find_reader(_db: Connection, _council_id: str, team_id: str) -> str | None:
        return readers.get(team_id, team_id)

    channels = {"inbox": InboxChannel(), "smtp": mail}
    return Post(engine, "worker", channels, contacts, {"northtown": OFFICE}, find_reader=find_reader)


def test_the_new_team_has_it_and_is_told_the_old_one_has_not_and_no_clock_begins_again(engine: Engine) -> None:
    submit(engine)
    mail = Postbox()
    work(post(engine, mail, {}))
    before = rows(engine, referrals)[0]
    pass_on(engine)
    work(post(engine, mail, {}), LATER)
    after = rows(engine, referrals)[0]
    assert (in_inbox(engine, "north"), in_inbox(engine, "south")) == (0, 1)
    assert (after.read_by, after.contact_by) == (before.read_by, before.contact_by)
    assert (mail.kept[-1].team_name, mail.kept[-1].purpose) == ("Team south", "rerouted-1")
    assert details(engine, "rerouted") == ["moved south"]


def test_it_can_be_passed_on_again_and_each_team_is_told(engine: Engine) -> None:
    submit(engine)
    mail = Postbox()
    for team in ("south", "north", "south"):
        pass_on(engine, team)
        work(post(engine, mail, {}), LATER)
    assert [notice.purpose for notice in mail.kept if "rerouted" in notice.purpose] == [
        "rerouted-1",
        "rerouted-2",
        "rerouted-3",
    ]


def test_who_said_that_they_saw_it_was_of_the_old_team(engine: Engine) -> None:
    submit(engine)
    with writing(engine) as db:
        db.execute(update(referrals).values(acknowledged_at=NOW, acknowledged_by="Ann"))
    pass_on(engine)
    assert rows(engine, referrals)[0].acknowledged_at is None


def test_the_old_teams_link_says_nothing_for_the_new_team(engine: Engine) -> None:
    submit(engine)
    mail = Postbox()
    work(post(engine, mail, {}))
    pass_on(engine)
    with writing(engine) as db:
        assert acknowledge(db, mail.kept[0].token, name="Ann of the old team", now=LATER) is None
    assert rows(engine, referrals)[0].acknowledged_at is None
    work(post(engine, mail, {}), LATER)
    with writing(engine) as db:
        assert acknowledge(db, mail.kept[-1].token, name="Sue", now=LATER)
    assert rows(engine, referrals)[0].acknowledged_by == "Sue"


@pytest.mark.parametrize(
    ("changes", "team", "code"),
    [({"state": "closed"}, "south", "already_closed"), ({}, "north", "already_there")],
)
def test_what_is_closed_or_there_already_is_not_passed_on(
    engine: Engine, changes: dict[str, str], team: str, code: str
) -> None:
    submit(engine)
    if changes:
        with writing(engine) as db:
            db.execute(update(referrals).values(**changes))
    with pytest.raises(ReferralError) as refused:
        pass_on(engine, team)
    assert refused.value.code == code


def test_what_nobody_can_read_is_with_the_fallback_team_within_a_minute_and_the_operator_knows(engine: Engine) -> None:
    submit(engine, team_id="gone")
    mail = Postbox()
    rescuer = post(engine, mail, {"gone": "front-door"})
    chores = Chores(rescuer)
    assert timedelta(minutes=1) >= 2 * RESCUE_EVERY
    for seconds in range(0, 60, 20):
        chores.do_due(NOW + timedelta(seconds=seconds))
        work(rescuer, NOW + timedelta(seconds=seconds))
    assert team_of(engine) == "front-door"
    assert details(engine, "rerouted") == ["nobody_reads front-door"]
    told = [notice.address for notice in mail.kept if notice.purpose == "unroutable"]
    assert told == ["operator@team.example"]
    assert CANARY not in repr(mail.kept)


def test_where_there_is_no_fallback_it_stays_and_the_operator_is_told_once(engine: Engine) -> None:
    submit(engine, team_id="gone")
    mail = Postbox()
    rescuer = post(engine, mail, {"gone": None})
    for seconds in (0, 30, 60):
        Chores(rescuer).do_due(NOW + timedelta(seconds=seconds))
        work(rescuer, NOW + timedelta(seconds=seconds))
    assert team_of(engine) == "gone"
    assert [notice.purpose for notice in mail.kept].count("unroutable") == len(details(engine, "unroutable")) == 1


@pytest.mark.parametrize("state", ["opened", "contact_tried", "in_touch"])
def test_what_somebody_had_opened_is_rescued_too_when_nobody_is_left_and_keeps_its_state(
    engine: Engine, state: str
) -> None:
    submit(engine)
    submit(engine, "south", team_id="south")
    with writing(engine) as db:
        db.execute(update(referrals).values(state=state, read_at=NOW))
    Chores(post(engine, Postbox(), {"north": "front-door"})).do_due(NOW)
    assert {(row.team_id, row.state) for row in rows(engine, referrals)} == {("front-door", state), ("south", state)}


def test_what_is_closed_stays_where_it_is(engine: Engine) -> None:
    submit(engine)
    with writing(engine) as db:
        db.execute(update(referrals).values(state="closed", closed_at=NOW))
    Chores(post(engine, Postbox(), {"north": "front-door"})).do_due(NOW)
    assert team_of(engine) == "north"
