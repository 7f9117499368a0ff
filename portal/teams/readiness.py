"""Whether a team takes requests: everything it needs is there, and an operator said so."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, update

from portal.store.boxes import new_secret, row_id
from portal.teams.errors import UnknownTeam
from portal.teams.people import find_people, is_read
from portal.teams.roles import Role
from portal.teams.tables import teams
from portal.teams.teams import Team, find_sister_teams, find_team

_LONGEST_NAME = 80  # characters


class TeamFault(StrEnum):
    """Why a team cannot take requests."""

    NO_ADDRESS = "no_address"
    NO_READER = "no_reader"
    NO_MANAGER = "no_manager"
    MANAGER_AWAY = "manager_away"
    NO_CALENDAR = "no_calendar"
    NO_PROMISE = "no_promise"
    NO_TEST = "no_test"
    TEST_FAILED = "test_failed"
    TEST_UNCONFIRMED = "test_unconfirmed"


class TeamNotReady(Exception):
    """Name every fault that keeps a team from taking requests."""

    def __init__(self, faults: tuple[TeamFault, ...]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def takes_requests(db: Connection, team_id: str, *, is_practice_site: bool = False) -> bool:
    """Tell whether a request may go to the team now: accepted and still in order, or practice on a practice site."""
    team = find_team(db, team_id)
    if team is None or team.is_practice != is_practice_site:
        return False
    return team.is_practice or (team.is_accepted and not find_faults(db, team))


def takes_over(db: Connection, team_id: str, *, is_practice_site: bool = False) -> bool:
    """Tell whether a request may be passed on to the team: it takes requests, and somebody of it may read them."""
    return takes_requests(db, team_id, is_practice_site=is_practice_site) and is_read(db, team_id)


def find_taking_teams(db: Connection, team: Team) -> tuple[Team, ...]:
    """Give the other teams of a team's council to which its requests may be passed on."""
    sisters = find_sister_teams(db, team)
    return tuple(each for each in sisters if takes_over(db, each.id, is_practice_site=team.is_practice))


def accept_team(
    db: Connection, team_id: str, now: datetime, *, has_calendar: bool, has_promise: bool, is_led: bool = True
) -> None:
    """Let the team take requests; raise `TeamNotReady` with everything that is missing."""
    team = find_team(db, team_id)
    if team is None:
        raise UnknownTeam(team_id)
    faults = find_faults(db, team, has_calendar=has_calendar, has_promise=has_promise, is_led=is_led)
    if faults:
        raise TeamNotReady(faults)
    _set(db, team_id, accepted_at=now)


def suspend_team(db: Connection, team_id: str) -> None:
    """Let the team take no new requests; what it has already goes on."""
    _set(db, team_id, accepted_at=None)


def find_faults(
    db: Connection, team: Team, *, has_calendar: bool = True, has_promise: bool = True, is_led: bool = True
) -> tuple[TeamFault, ...]:
    """List what a team lacks.

    Whether it has a calendar that opens, its council a promise, and on each of the next days somebody there who leads
    it, the caller says.
    """
    roles = {person.role for person in find_people(db, team.id)}
    checks = {
        TeamFault.NO_ADDRESS: bool(team.email),
        TeamFault.NO_READER: Role.READER in roles,
        TeamFault.NO_MANAGER: Role.MANAGER in roles,
        TeamFault.MANAGER_AWAY: is_led or Role.MANAGER not in roles,
        TeamFault.NO_CALENDAR: has_calendar,
        TeamFault.NO_PROMISE: has_promise,
    }
    missing = tuple(fault for fault, is_right in checks.items() if not is_right)
    test = _test_fault(team)
    return (*missing, test) if test else missing


def change_address(db: Connection, team_id: str, email: str) -> None:
    """Let a team's notices go elsewhere; a test message has to be confirmed there first."""
    fresh = {"test_sent_at": None, "test_code": None, "test_token_hash": None}
    _set(db, team_id, email=email, test_confirmed_at=None, test_confirmed_by=None, **fresh)


def new_test_token(db: Connection, team_id: str) -> str:
    """Make the token of the link in a test message; links of earlier ones work no more."""
    token = new_secret()
    _set(db, team_id, test_token_hash=row_id(token))
    return token


def record_test(db: Connection, team_id: str, *, code: str, is_taken: bool, now: datetime) -> None:
    """Note what became of a test message: only one that a server took can be confirmed."""
    sent = {"test_sent_at": now, "test_code": None if is_taken else code[:40]}
    _set(db, team_id, test_confirmed_at=None, test_confirmed_by=None, **sent)


def confirm_test(db: Connection, team_id: str, now: datetime, *, by: str) -> None:
    """Note that a person (`by`, their name) said that the test message came."""
    confirmed = {"test_confirmed_at": now, "test_confirmed_by": by[:_LONGEST_NAME], "test_token_hash": None}
    _set(db, team_id, test_code=None, **confirmed)


def find_tested_team(db: Connection, token: str) -> Team | None:
    """Give the team whose test message carried a link with this token, until it is confirmed."""
    found = db.execute(teams.select().where(teams.c.test_token_hash == row_id(token))).one_or_none()
    return find_team(db, found.id) if found else None


def _test_fault(team: Team) -> TeamFault | None:
    if team.test_confirmed_at is not None:
        return None
    if team.test_code:
        return TeamFault.TEST_FAILED
    return TeamFault.TEST_UNCONFIRMED if team.test_sent_at else TeamFault.NO_TEST


def _set(db: Connection, team_id: str, **values: object) -> None:
    if db.execute(update(teams).where(teams.c.id == team_id).values(**values)).rowcount != 1:
        raise UnknownTeam(team_id)
