"""Keep teams and their people, say which team answers for an area, and whether it takes requests yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import Connection, Row, Table, select, update

from portal.store.upserts import insert_into
from portal.teams.tables import people, teams


class Role(StrEnum):
    """What a person of a team may do, each more than the one before."""

    READER = "reader"
    MANAGER = "manager"
    SERVICE_LEAD = "service_lead"
    OPERATOR = "operator"


class TeamFault(StrEnum):
    """Why a team cannot take requests yet."""

    NO_READER = "no_reader"
    NO_MANAGER = "no_manager"
    NO_CALENDAR = "no_calendar"
    NO_PROMISE = "no_promise"
    NO_CONFIRMED_TEST = "no_confirmed_test"


class TeamNotReady(Exception):
    """Name every fault that keeps a team from taking requests."""

    def __init__(self, faults: tuple[TeamFault, ...]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


class UnknownTeam(Exception):
    """Say that no team has this id."""


class AlreadyThere(Exception):
    """Say that a team or a person like this was added before."""


@dataclass(frozen=True)
class Team:
    """Who answers requests from a locality, or from a whole council (`locality_id` None: its front door)."""

    id: str
    council_id: str
    locality_id: str | None
    name: str
    email: str | None
    added_at: datetime
    is_practice: bool = False
    test_confirmed_at: datetime | None = None
    accepted_at: datetime | None = None

    @property
    def is_accepted(self) -> bool:
        """Tell whether an operator has said that the team takes requests."""
        return self.accepted_at is not None


@dataclass(frozen=True)
class Person:
    """Somebody of a team, by name and role."""

    id: str
    team_id: str
    name: str
    email: str
    role: Role
    added_at: datetime


def team_for(
    db: Connection, council_id: str, locality_id: str | None, *, is_practice_site: bool = False
) -> Team | None:
    """Give the locality's own team, else the council's front door; practice teams answer on a practice site only."""
    of_council = select(teams).where(teams.c.council_id == council_id, teams.c.is_practice == is_practice_site)
    own = db.execute(of_council.where(teams.c.locality_id == locality_id)).one_or_none() if locality_id else None
    row = own or db.execute(of_council.where(teams.c.locality_id.is_(None))).one_or_none()
    return _team_of(row) if row else None


def takes_requests(db: Connection, team_id: str, *, is_practice_site: bool = False) -> bool:
    """Tell whether a request may go to the team now: accepted and still in order, or practice on a practice site."""
    team = find_team(db, team_id)
    if team is None or team.is_practice != is_practice_site:
        return False
    return team.is_practice or (team.is_accepted and not find_faults(db, team))


def add_team(
    db: Connection,
    *,
    team_id: str,
    council_id: str,
    name: str,
    now: datetime,
    locality_id: str | None = None,
    email: str | None = None,
) -> Team:
    """Add a team that takes no requests yet; raise `AlreadyThere` where its id or its area has one."""
    team = Team(team_id, council_id, locality_id, name, email, added_at=now)
    _insert_once(db, teams, vars(team))
    return team


def add_person(db: Connection, team_id: str, *, name: str, email: str, role: Role, now: datetime) -> Person:
    """Add a person to a team; raise `AlreadyThere` where the team has the address already."""
    if find_team(db, team_id) is None:
        raise UnknownTeam(team_id)
    person = Person(uuid4().hex, team_id, name, email.strip().lower(), role, now)
    _insert_once(db, people, vars(person))
    return person


def confirm_test(db: Connection, team_id: str, now: datetime) -> None:
    """Note that a person of the team confirmed a test message."""
    _set(db, team_id, test_confirmed_at=now)


def accept_team(db: Connection, team_id: str, now: datetime, *, has_calendar: bool, has_promise: bool) -> None:
    """Let the team take requests; raise `TeamNotReady` with everything that is missing."""
    team = find_team(db, team_id)
    if team is None:
        raise UnknownTeam(team_id)
    faults = find_faults(db, team, has_calendar=has_calendar, has_promise=has_promise)
    if faults:
        raise TeamNotReady(faults)
    _set(db, team_id, accepted_at=now)


def find_faults(
    db: Connection, team: Team, *, has_calendar: bool = True, has_promise: bool = True
) -> tuple[TeamFault, ...]:
    """List what a team lacks; its calendar and promise are its council's, so the caller says whether they are set."""
    roles = {person.role for person in find_people(db, team.id)}
    checks = {
        TeamFault.NO_READER: Role.READER in roles,
        TeamFault.NO_MANAGER: Role.MANAGER in roles,
        TeamFault.NO_CALENDAR: has_calendar,
        TeamFault.NO_PROMISE: has_promise,
        TeamFault.NO_CONFIRMED_TEST: team.test_confirmed_at is not None,
    }
    return tuple(fault for fault, is_right in checks.items() if not is_right)


def find_team(db: Connection, team_id: str) -> Team | None:
    """Give a team by its id."""
    row = db.execute(select(teams).where(teams.c.id == team_id)).one_or_none()
    return _team_of(row) if row else None


def list_teams(db: Connection) -> tuple[Team, ...]:
    """Give every team, by council and name."""
    rows = db.execute(select(teams).order_by(teams.c.council_id, teams.c.name, teams.c.id))
    return tuple(_team_of(row) for row in rows)


def find_people(db: Connection, team_id: str) -> tuple[Person, ...]:
    """Give a team's people in the order they were added."""
    rows = db.execute(select(people).where(people.c.team_id == team_id).order_by(people.c.added_at, people.c.id))
    return tuple(_person_of(row) for row in rows)


def seed_practice_teams(db: Connection, councils: Iterable[tuple[str, str]], now: datetime) -> tuple[Team, ...]:
    """Give each council (id, name) a practice front door with one reader, once; return them in the councils' order."""
    return tuple(_seed_practice_team(db, council_id, name, now) for council_id, name in councils)


def _seed_practice_team(db: Connection, council_id: str, name: str, now: datetime) -> Team:
    new = Team(f"practice-{council_id}", council_id, None, name, None, added_at=now, is_practice=True)
    db.execute(insert_into(db, teams).values(vars(new)).on_conflict_do_nothing())
    if not find_people(db, new.id):
        reader = Person(uuid4().hex, new.id, "Practice reader", "reader@practice.invalid", Role.READER, now)
        db.execute(insert_into(db, people).values(vars(reader)).on_conflict_do_nothing())
    return find_team(db, new.id) or new


def _insert_once(db: Connection, table: Table, row: dict[str, object]) -> None:
    if db.execute(insert_into(db, table).values(row).on_conflict_do_nothing()).rowcount != 1:
        raise AlreadyThere(table.name)


def _set(db: Connection, team_id: str, **values: datetime) -> None:
    if db.execute(update(teams).where(teams.c.id == team_id).values(**values)).rowcount != 1:
        raise UnknownTeam(team_id)


def _team_of(row: Row[tuple[object, ...]]) -> Team:
    return Team(**{name: row._mapping[name] for name in Team.__dataclass_fields__})


def _person_of(row: Row[tuple[object, ...]]) -> Person:
    kept = {name: row._mapping[name] for name in Person.__dataclass_fields__}
    return Person(**{**kept, "role": Role(row.role)})
