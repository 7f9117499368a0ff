"""A test message counts only once a person has confirmed it, and a team only while nothing is missing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine

from portal.store.transactions import writing
from portal.teams import (
    Role,
    TeamFault,
    UnknownTeam,
    accept_team,
    add_person,
    add_team,
    change_address,
    confirm_test,
    find_faults,
    find_taking_teams,
    find_team,
    find_tested_team,
    new_test_token,
    record_test,
    remove_person,
    suspend_team,
    takes_over,
    takes_requests,
)
from tests.engines import Databases

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def accepted(engine: Engine) -> Engine:
    """A team that takes requests."""
    with writing(engine) as db:
        add_team(db, team_id="ashby", council_id="ashby", name="Ashby", email="team@ashby.example", now=NOON)
        for role in (Role.READER, Role.MANAGER):
            add_person(db, "ashby", name=role, email=f"{role}@ashby.example", role=role, now=NOON)
        confirm_test(db, "ashby", NOON, by="Ann")
        accept_team(db, "ashby", NOON, has_calendar=True, has_promise=True)
        assert takes_requests(db, "ashby")
    return engine


def faults(db: Connection) -> tuple[TeamFault, ...]:
    team = find_team(db, "ashby")
    assert team is not None
    return find_faults(db, team)


def test_a_request_is_passed_on_only_to_teams_that_take_requests_and_read_them(accepted: Engine) -> None:
    with writing(accepted) as db:
        other = add_team(db, team_id="west", council_id="ashby", locality_id="west", name="West", now=NOON)
        assert [each.id for each in find_taking_teams(db, other)] == ["ashby"]
        ashby = find_team(db, "ashby")
        assert ashby is not None
        assert find_taking_teams(db, ashby) == ()  # west was never accepted
        suspend_team(db, "ashby")
        assert find_taking_teams(db, other) == ()


@pytest.mark.parametrize(
    ("role", "takes"),
    [(Role.READER, True), (Role.MANAGER, True), (Role.OPERATOR, False), (Role.CURATOR, False)],
)
def test_a_practice_team_is_passed_requests_once_somebody_of_it_may_read(
    engine: Engine, role: Role, takes: bool
) -> None:
    with writing(engine) as db:
        for team_id, locality in (("door", None), ("east", "east")):
            add_team(db, team_id=team_id, council_id="a", locality_id=locality, name="T", now=NOON, is_practice=True)
        add_person(db, "east", name="Eve", email="eve@ashby.example", role=role, now=NOON)
        assert takes_over(db, "east", is_practice_site=True) is takes
        assert not takes_over(db, "east")


def test_a_test_message_goes_from_sent_to_confirmed(accepted: Engine) -> None:
    with writing(accepted) as db:
        change_address(db, "ashby", "new@ashby.example")
        assert faults(db) == (TeamFault.NO_TEST,)
        record_test(db, "ashby", code="smtp_550", is_taken=False, now=NOON)
        assert faults(db) == (TeamFault.TEST_FAILED,)
        assert not takes_requests(db, "ashby")
        record_test(db, "ashby", code="smtp_250", is_taken=True, now=NOON)
        assert faults(db) == (TeamFault.TEST_UNCONFIRMED,)
        confirm_test(db, "ashby", NOON, by="Ann " * 40)
        assert faults(db) == ()
        assert takes_requests(db, "ashby")


def test_a_new_test_message_has_to_be_confirmed_anew(accepted: Engine) -> None:
    with writing(accepted) as db:
        record_test(db, "ashby", code="smtp_250", is_taken=True, now=NOON + timedelta(days=1))
        assert faults(db) == (TeamFault.TEST_UNCONFIRMED,)
        assert not takes_requests(db, "ashby")


@pytest.mark.parametrize("role", [Role.READER, Role.MANAGER])
def test_a_team_whose_reader_or_manager_leaves_takes_no_more(accepted: Engine, role: Role) -> None:
    with writing(accepted) as db:
        remove_person(db, "ashby", f"{role}@ashby.example", NOON)
        assert not takes_requests(db, "ashby")


def test_a_suspended_team_takes_no_more_until_it_is_accepted_again(accepted: Engine) -> None:
    with writing(accepted) as db:
        suspend_team(db, "ashby")
        assert not takes_requests(db, "ashby")
        accept_team(db, "ashby", NOON, has_calendar=True, has_promise=True)
        assert takes_requests(db, "ashby")


def test_the_link_of_a_test_message_finds_its_team_once(accepted: Engine, databases: Databases) -> None:
    with writing(accepted) as db:
        old, token = new_test_token(db, "ashby"), new_test_token(db, "ashby")
        assert find_tested_team(db, old) is None
        found = find_tested_team(db, token)
        assert found is not None
        assert found.id == "ashby"
    assert token.encode() not in databases.raw_bytes(accepted)
    with writing(accepted) as db:
        confirm_test(db, "ashby", NOON, by="Ann")
        assert find_tested_team(db, token) is None


def test_what_no_team_is_called_is_refused(accepted: Engine) -> None:
    with writing(accepted) as db:
        for act in (suspend_team, new_test_token):
            with pytest.raises(UnknownTeam):
                act(db, "nowhere")
