from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from portal.referrals.audit import find_events
from portal.referrals.casework.inbox import OpenedRequest, find_request, list_team, open_request
from portal.referrals.errors import ReferralError
from portal.referrals.models import Asker, YoungPerson
from portal.referrals.states import State
from portal.referrals.tables import referrals
from portal.store.transactions import reading, writing
from tests.referrals.world import FULL, NOW, PRIVATE_KEYS, RING_ME, only_id, rows, submit

LATER = NOW + timedelta(hours=2)


def opened(engine: Engine, *, now: datetime = NOW, by: str = "p1") -> OpenedRequest | None:
    with writing(engine) as db:
        return open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by=by, now=now)


def test_opening_shows_everything_the_family_wrote_and_stops_read_by(engine: Engine) -> None:
    submit(engine)
    request = opened(engine)
    assert request is not None
    assert (request.answers, request.row.state) == (FULL, State.OPENED)
    assert rows(engine, referrals)[0].read_at == NOW


def test_reading_again_is_noted_and_does_not_move_the_time(engine: Engine) -> None:
    submit(engine)
    opened(engine)
    assert opened(engine, now=LATER, by="p2") is not None
    assert rows(engine, referrals)[0].read_at == NOW
    with reading(engine) as db:
        reads = [(each.actor, each.at) for each in find_events(db, only_id(engine)) if each.kind == "read"]
    assert reads == [("p1", NOW), ("p2", LATER)]


def test_a_request_that_cannot_be_opened_does_not_count_as_read(engine: Engine) -> None:
    submit(engine)
    with pytest.raises(ReferralError), writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys={}, by="p1", now=NOW)
    assert rows(engine, referrals)[0].read_at is None


def test_looking_at_a_request_does_not_open_it(engine: Engine) -> None:
    submit(engine)
    with reading(engine) as db:
        found = find_request(db, only_id(engine), team_id="north", now=NOW)
        assert find_request(db, only_id(engine), team_id="south", now=NOW) is None
    assert found is not None
    assert found.is_unread
    assert rows(engine, referrals)[0].read_at is None


def test_the_list_has_urgent_first_then_what_is_due_first_with_overdue_marked(engine: Engine) -> None:
    late = submit(engine, "late", now=NOW - timedelta(days=4))
    new = submit(engine, "new")
    urgent = submit(engine, "urgent", now=NOW + timedelta(minutes=1), has_danger_words=True)
    with reading(engine) as db:
        listed = list_team(db, "north", NOW + timedelta(minutes=2))
    assert [each.reference for each in listed] == [urgent.reference, late.reference, new.reference]
    assert [each.is_overdue for each in listed] == [False, True, False]
    assert all(each.is_unread for each in listed)


@pytest.mark.parametrize(("age", "is_needed"), [(14, True), (15, True), (16, False), (None, False)])
def test_a_young_person_under_16_brings_the_gillick_judgement(engine: Engine, age: int | None, is_needed: bool) -> None:
    young = {"asker": Asker.YOUNG_PERSON, "young_person": YoungPerson(age)} if age else {}
    submit(engine, answers=replace(RING_ME, **young))
    request = opened(engine)
    assert request is not None
    assert request.needs_gillick_judgement is is_needed
