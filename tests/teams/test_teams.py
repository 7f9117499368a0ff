from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, delete

from portal.store.transactions import reading, writing
from portal.teams import (
    AlreadyThere,
    Role,
    TeamFault,
    TeamNotReady,
    UnknownTeam,
    accept_team,
    add_person,
    add_team,
    confirm_test,
    find_people,
    find_team,
    list_teams,
    seed_practice_teams,
    takes_requests,
    team_for,
)
from portal.teams.tables import people

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MISSING = (
    TeamFault.NO_READER,
    TeamFault.NO_MANAGER,
    TeamFault.NO_CALENDAR,
    TeamFault.NO_PROMISE,
    TeamFault.NO_TEST,
)
COUNCILS = [("ashby", "Ashby Council"), ("birley", "Birley Council")]


def staff(db: Connection, team_id: str, *roles: Role) -> None:
    for role in roles:
        add_person(db, team_id, name=f"A {role}", email=f"{role}@ashby.example", role=role, now=NOON)


def add_ready_team(db: Connection, team_id: str = "ashby", locality_id: str | None = None) -> None:
    email = f"{team_id}@ashby.example"
    add_team(db, team_id=team_id, council_id="ashby", locality_id=locality_id, name=team_id, email=email, now=NOON)
    staff(db, team_id, Role.READER, Role.MANAGER)
    confirm_test(db, team_id, NOON, by="Ann")


def test_a_new_team_takes_no_requests(engine: Engine) -> None:
    with writing(engine) as db:
        add_ready_team(db)
        assert not takes_requests(db, "ashby")


def test_an_accepted_team_takes_requests(engine: Engine) -> None:
    with writing(engine) as db:
        add_ready_team(db)
        accept_team(db, "ashby", NOON, has_calendar=True, has_promise=True)
    with reading(engine) as db:
        assert takes_requests(db, "ashby")
        team = find_team(db, "ashby")
    assert team
    assert team.accepted_at == NOON


def test_an_accepted_team_that_loses_its_manager_takes_no_more(engine: Engine) -> None:
    with writing(engine) as db:
        add_ready_team(db)
        accept_team(db, "ashby", NOON, has_calendar=True, has_promise=True)
        db.execute(delete(people).where(people.c.role == Role.MANAGER))
        assert not takes_requests(db, "ashby")


@pytest.mark.parametrize(
    ("roles", "has_calendar", "has_promise", "is_confirmed", "faults"),
    [
        ([Role.MANAGER], True, True, True, (TeamFault.NO_READER,)),
        ([Role.READER], True, True, True, (TeamFault.NO_MANAGER,)),
        ([Role.READER, Role.SERVICE_LEAD], True, True, True, (TeamFault.NO_MANAGER,)),
        ([Role.READER, Role.MANAGER], False, True, True, (TeamFault.NO_CALENDAR,)),
        ([Role.READER, Role.MANAGER], True, False, True, (TeamFault.NO_PROMISE,)),
        ([Role.READER, Role.MANAGER], True, True, False, (TeamFault.NO_TEST,)),
        ([], False, False, False, MISSING),
    ],
)
def test_everything_that_is_missing_is_named_and_the_team_stays_shut(
    engine: Engine,
    roles: list[Role],
    has_calendar: bool,
    has_promise: bool,
    is_confirmed: bool,
    faults: tuple[TeamFault, ...],
) -> None:
    with writing(engine) as db:
        add_team(db, team_id="ashby", council_id="ashby", name="Ashby", email="team@ashby.example", now=NOON)
        staff(db, "ashby", *roles)
        if is_confirmed:
            confirm_test(db, "ashby", NOON, by="Ann")
        with pytest.raises(TeamNotReady) as refused:
            accept_team(db, "ashby", NOON, has_calendar=has_calendar, has_promise=has_promise)
        assert not takes_requests(db, "ashby")
    assert refused.value.faults == faults


def test_a_locality_is_answered_by_its_own_team_and_any_other_by_the_front_door(engine: Engine) -> None:
    with writing(engine) as db:
        add_ready_team(db, "ashby-door")
        add_ready_team(db, "ashby-north", "north")
        found = [team_for(db, "ashby", locality) for locality in ("north", "south", None)]
        assert [team and team.id for team in found] == ["ashby-north", "ashby-door", "ashby-door"]
        assert team_for(db, "birley", "north") is None


def test_a_locality_team_does_not_answer_for_its_whole_council(engine: Engine) -> None:
    with writing(engine) as db:
        add_ready_team(db, "ashby-north", "north")
        assert team_for(db, "ashby", "south") is None
        assert team_for(db, "ashby", None) is None


@pytest.mark.parametrize(("team_id", "locality_id"), [("ashby-door", "north"), ("another", None), ("another", "west")])
def test_an_area_and_an_id_have_one_team(engine: Engine, team_id: str, locality_id: str | None) -> None:
    with writing(engine) as db:
        add_ready_team(db, "ashby-door")
        add_ready_team(db, "ashby-west", "west")
        with pytest.raises(AlreadyThere):
            add_team(db, team_id=team_id, council_id="ashby", locality_id=locality_id, name="Another", now=NOON)


def test_an_address_stands_in_a_team_once_however_it_is_written(engine: Engine) -> None:
    with writing(engine) as db:
        add_ready_team(db)
        with pytest.raises(AlreadyThere):
            add_person(db, "ashby", name="Sam", email=" Reader@Ashby.example ", role=Role.MANAGER, now=NOON)


def test_an_unknown_team_is_named(engine: Engine) -> None:
    with writing(engine) as db:
        assert find_team(db, "nowhere") is None
        assert not takes_requests(db, "nowhere")
        with pytest.raises(UnknownTeam, match="nowhere"):
            add_person(db, "nowhere", name="Sam", email="sam@ashby.example", role=Role.READER, now=NOON)
        with pytest.raises(UnknownTeam, match="nowhere"):
            confirm_test(db, "nowhere", NOON, by="Ann")
        with pytest.raises(UnknownTeam, match="nowhere"):
            accept_team(db, "nowhere", NOON, has_calendar=True, has_promise=True)


def test_practice_gives_each_council_a_front_door_with_a_reader_however_often(engine: Engine) -> None:
    for _ in range(3):
        with writing(engine) as db:
            seeded = seed_practice_teams(db, COUNCILS, NOON)
    with reading(engine) as db:
        teams = list_teams(db)
        assert teams == seeded
        assert [(team.id, team.council_id, team.locality_id, team.name) for team in teams] == [
            ("practice-ashby", "ashby", None, "Ashby Council"),
            ("practice-birley", "birley", None, "Birley Council"),
        ]
        roles = [Role.READER, Role.READER, Role.MANAGER]
        assert [[person.role for person in find_people(db, team.id)] for team in teams] == [roles] * 2


def test_a_practice_team_answers_on_a_practice_site_and_never_on_a_live_one(engine: Engine) -> None:
    with writing(engine) as db:
        seed_practice_teams(db, COUNCILS, NOON)
        practice = team_for(db, "ashby", "north", is_practice_site=True)
        assert practice
        assert takes_requests(db, practice.id, is_practice_site=True)
        assert not takes_requests(db, practice.id)
        assert team_for(db, "ashby", "north") is None


def test_a_live_team_takes_nothing_from_a_practice_site(engine: Engine) -> None:
    with writing(engine) as db:
        seed_practice_teams(db, COUNCILS, NOON)
        add_ready_team(db)
        accept_team(db, "ashby", NOON, has_calendar=True, has_promise=True)
        found = team_for(db, "ashby", None, is_practice_site=True)
        assert found
        assert found.is_practice
        assert not takes_requests(db, "ashby", is_practice_site=True)
