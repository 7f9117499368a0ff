"""A perhaps earlier request of the same family: found by keyed marks, never another team's, gone with its request."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, select

from portal.referrals.casework.inbox import OpenedRequest, open_request
from portal.referrals.casework.restriction import restrict
from portal.referrals.models import Answers, Contact, ContactWay, Way
from portal.referrals.tables import contact_marks, referrals
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import NOW, PRIVATE_KEYS, rows, submit


def send(engine: Engine, way: ContactWay, detail: str, *, team: str = "north", minutes: int = 0) -> str:
    answers = Answers(way=Way.RING_ME, contacts=(Contact(way, detail),))
    receipt = submit(
        engine, f"{detail} {team} {minutes}", answers=answers, team_id=team, now=NOW + timedelta(minutes=minutes)
    )
    with reading(engine) as db:
        return str(db.execute(select(referrals.c.id).where(referrals.c.reference == receipt.reference)).scalar_one())


def opened(engine: Engine, request_id: str, team: str = "north", *, manages: bool = False) -> OpenedRequest:
    with writing(engine) as db:
        found = open_request(
            db,
            request_id,
            team_id=team,
            private_keys=PRIVATE_KEYS,
            by="p1",
            now=NOW + timedelta(hours=1),
            sees_restricted=manages,
        )
    assert found is not None
    return found


def earlier(engine: Engine, request_id: str, team: str = "north") -> list[str]:
    return [each.id for each in opened(engine, request_id, team).earlier]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ((ContactWay.PHONE, "01632 960123"), (ContactWay.PHONE, "+44 (0)1632-960123"), True),
        ((ContactWay.PHONE, "07700 900123"), (ContactWay.TEXT, "0044 7700900123"), True),
        ((ContactWay.EMAIL, "Ada@Example.org"), (ContactWay.EMAIL, " ada@example.org"), True),
        ((ContactWay.PHONE, "01632 960123"), (ContactWay.PHONE, "01632 960124"), False),
        ((ContactWay.PHONE, "123"), (ContactWay.PHONE, "123"), False),
        ((ContactWay.LETTER, "1 High Street"), (ContactWay.LETTER, "1 High Street"), False),
        ((ContactWay.TRUSTED_PERSON, "01632 960123"), (ContactWay.PHONE, "01632 960123"), False),
    ],
)
def test_the_same_number_or_address_however_it_is_written(
    engine: Engine, one: tuple[ContactWay, str], other: tuple[ContactWay, str], is_same: bool
) -> None:
    first, second = send(engine, *one), send(engine, *other, minutes=1)
    assert earlier(engine, first) == []
    assert earlier(engine, second) == ([first] if is_same else [])
    assert earlier(engine, first) == ([second] if is_same else [])


def test_another_teams_is_never_named(engine: Engine) -> None:
    theirs, ours = (
        send(engine, ContactWay.PHONE, "01632 960123", team="south"),
        send(engine, ContactWay.PHONE, "01632 960123", minutes=1),
    )
    opened(engine, theirs, "south")
    assert earlier(engine, ours) == []


def test_a_hidden_one_is_named_to_managers_only(engine: Engine) -> None:
    hidden, other = (send(engine, ContactWay.PHONE, "01632 960123", minutes=each) for each in (0, 1))
    opened(engine, hidden)
    with writing(engine) as db:
        restrict(db, hidden, team_id="north", private_keys=PRIVATE_KEYS, by="m1", why="x", now=NOW)
    assert earlier(engine, other) == []
    assert [each.id for each in opened(engine, other, manages=True).earlier] == [hidden]


def test_before_somebody_opens_it_there_is_no_mark_and_none_outlives_it(engine: Engine, databases: Databases) -> None:
    request_id = send(engine, ContactWay.PHONE, "01632 960123")
    assert rows(engine, contact_marks) == []
    opened(engine, request_id)
    assert len(rows(engine, contact_marks)) == 1
    assert b"632960123" not in databases.raw_bytes(engine)
    with writing(engine) as db:
        db.execute(delete(referrals).where(referrals.c.id == request_id))
    assert rows(engine, contact_marks) == []
