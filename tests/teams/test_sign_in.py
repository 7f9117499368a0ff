from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from portal.store.boxes import new_secret
from portal.store.transactions import reading, writing
from portal.teams import Role, add_person, add_team, seed_practice_teams
from portal.teams.sign_in import (
    LINK_LASTS,
    LinkFault,
    NobodyToSignIn,
    SignInRefused,
    StaffSession,
    end_session,
    extend_session,
    find_session,
    issue_sign_in_link,
    redeem_sign_in_link,
    sweep_sign_ins,
)
from portal.teams.tables import sign_in_links, staff_sessions
from tests.engines import Databases

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TEAM = "practice-ashby"


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@pytest.fixture
def store(engine: Engine) -> Engine:
    with writing(engine) as db:
        seed_practice_teams(db, [("ashby", "Ashby Council"), ("birley", "Birley Council")], NOON)
    return engine


def issue(store: Engine, lasts: timedelta = LINK_LASTS) -> str:
    with writing(store) as db:
        return issue_sign_in_link(db, TEAM, NOON, lasts)


def redeem(store: Engine, token: str, now: datetime = NOON) -> str | LinkFault:
    try:
        with writing(store) as db:
            return redeem_sign_in_link(db, token, now)
    except SignInRefused as refused:
        return refused.fault


def sign_in(store: Engine) -> str:
    secret = redeem(store, issue(store))
    assert not isinstance(secret, LinkFault)
    return secret


def find(store: Engine, secret: str, now: datetime = NOON) -> StaffSession | None:
    with reading(store) as db:
        return find_session(db, secret, now)


def test_a_link_signs_in_its_teams_reader(store: Engine) -> None:
    session = find(store, sign_in(store))
    assert session
    assert (session.team_id, session.person_name) == (TEAM, "Practice reader")


def test_a_link_signs_in_the_person_it_was_made_for(store: Engine) -> None:
    with writing(store) as db:
        person = add_person(db, TEAM, name="Sam", email="sam@ashby.example", role=Role.MANAGER, now=NOON)
        secret = redeem_sign_in_link(db, issue_sign_in_link(db, TEAM, NOON, person_id=person.id), NOON)
    session = find(store, secret)
    assert session
    assert session.person_id == person.id


def test_a_link_works_once(store: Engine) -> None:
    token = issue(store)
    assert redeem(store, token) not in tuple(LinkFault)
    assert redeem(store, token) is LinkFault.USED


def test_one_link_used_by_many_at_once_lets_one_in(store: Engine, databases: Databases) -> None:
    token = issue(store)
    others = [databases.again(store) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda each: redeem(each, token), others))
    assert answers.count(LinkFault.USED) == 7
    with reading(store) as db:
        assert db.execute(select(func.count()).select_from(staff_sessions)).scalar_one() == 1


@pytest.mark.parametrize(
    ("lasts", "after", "works"),
    [
        (minutes(15), minutes(15) - SECOND, True),
        (minutes(15), minutes(15), False),
        (timedelta(hours=12), timedelta(hours=11), True),
    ],
)
def test_a_link_works_until_its_time(store: Engine, lasts: timedelta, after: timedelta, works: bool) -> None:
    answer = redeem(store, issue(store, lasts), NOON + after)
    assert (answer is LinkFault.EXPIRED) is not works


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\udcff", "'; DROP TABLE people; --"])
def test_a_made_up_link_is_unknown(store: Engine, token: str) -> None:
    assert redeem(store, token) is LinkFault.UNKNOWN


def test_a_link_is_not_the_sessions_secret(store: Engine) -> None:
    token = issue(store)
    assert redeem(store, token) != token
    assert find(store, token) is None


@pytest.mark.parametrize("team_id", ["nowhere", "empty"])
def test_a_team_without_people_has_nobody_to_sign_in(store: Engine, team_id: str) -> None:
    with writing(store) as db:
        add_team(db, team_id="empty", council_id="cadby", name="Empty", now=NOON)
        with pytest.raises(NobodyToSignIn):
            issue_sign_in_link(db, team_id, NOON)


def test_nobody_signs_in_to_another_team(store: Engine) -> None:
    with writing(store) as db:
        person = add_person(db, "practice-birley", name="Sam", email="s@b.example", role=Role.READER, now=NOON)
        with pytest.raises(NobodyToSignIn):
            issue_sign_in_link(db, TEAM, NOON, person_id=person.id)


@pytest.mark.parametrize(("after", "is_in"), [(minutes(30) - SECOND, True), (minutes(30), False)])
def test_30_minutes_without_use_sign_out(store: Engine, after: timedelta, is_in: bool) -> None:
    assert bool(find(store, sign_in(store), NOON + after)) is is_in


@pytest.mark.parametrize(("after", "is_in"), [(minutes(480) - SECOND, True), (minutes(480), False)])
def test_8_hours_sign_out_however_busy(store: Engine, after: timedelta, is_in: bool) -> None:
    secret = sign_in(store)
    with writing(store) as db:
        for passed in range(20, 480, 20):
            assert extend_session(db, secret, NOON + minutes(passed))
    session = find(store, secret, NOON + after)
    assert bool(session) is is_in
    assert session is None or session.ends_at == NOON + minutes(480)


def test_what_ran_out_cannot_be_extended(store: Engine) -> None:
    secret = sign_in(store)
    with writing(store) as db:
        assert not extend_session(db, secret, NOON + minutes(30))
        assert not extend_session(db, new_secret(), NOON)


def test_signing_out_ends_this_session_and_no_other(store: Engine) -> None:
    secret, other = sign_in(store), sign_in(store)
    with writing(store) as db:
        end_session(db, secret, NOON)
        assert not extend_session(db, secret, NOON)
    assert find(store, secret) is None
    assert find(store, other)


def test_neither_token_nor_secret_stands_on_the_disk(store: Engine, databases: Databases) -> None:
    token = issue(store)
    secret = redeem(store, token)
    raw = databases.raw_bytes(store)
    assert token.encode() not in raw
    assert secret.encode() not in raw


@pytest.mark.parametrize(("after", "left"), [(timedelta(hours=31), (1, 1)), (timedelta(hours=32), (0, 0))])
def test_sweeping_deletes_what_ended_a_day_ago(store: Engine, after: timedelta, left: tuple[int, int]) -> None:
    redeem(store, issue(store, timedelta(hours=8)))
    with writing(store) as db:
        sweep_sign_ins(db, NOON + after)
        tables = (sign_in_links, staff_sessions)
        assert tuple(db.execute(select(func.count()).select_from(each)).scalar_one() for each in tables) == left
