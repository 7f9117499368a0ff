"""Keep teams, and say which one answers for an area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, Row, and_, select

from portal.store.upserts import insert_into
from portal.teams.errors import AlreadyThere
from portal.teams.people import Person
from portal.teams.roles import Role
from portal.teams.tables import people, teams

PRACTICE_PEOPLE = (
    ("Practice reader", Role.READER),
    ("Practice worker", Role.READER),
    ("Practice manager", Role.MANAGER),
)


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
    test_sent_at: datetime | None = None
    test_code: str | None = None
    test_confirmed_at: datetime | None = None
    test_confirmed_by: str | None = None
    accepted_at: datetime | None = None

    @property
    def is_accepted(self) -> bool:
        """Tell whether an operator has said that the team takes requests."""
        return self.accepted_at is not None


def team_for(
    db: Connection, council_id: str, locality_id: str | None, *, is_practice_site: bool = False
) -> Team | None:
    """Give the locality's own team, else the council's front door; practice teams answer on a practice site only."""
    of_council = select(teams).where(teams.c.council_id == council_id, teams.c.is_practice == is_practice_site)
    own = db.execute(of_council.where(teams.c.locality_id == locality_id)).one_or_none() if locality_id else None
    row = own or db.execute(of_council.where(teams.c.locality_id.is_(None))).one_or_none()
    return _team_of(row) if row else None


def add_team(
    db: Connection,
    *,
    team_id: str,
    council_id: str,
    name: str,
    now: datetime,
    locality_id: str | None = None,
    email: str | None = None,
    is_practice: bool = False,
) -> Team:
    """Add a team that takes no requests yet; raise `AlreadyThere` where its id or its area has one."""
    team = Team(team_id, council_id, locality_id, name, email, added_at=now, is_practice=is_practice)
    if db.execute(insert_into(db, teams).values(vars(team)).on_conflict_do_nothing()).rowcount != 1:
        raise AlreadyThere(teams.name)
    return team


def find_team(db: Connection, team_id: str) -> Team | None:
    """Give a team by its id."""
    row = db.execute(select(teams).where(teams.c.id == team_id)).one_or_none()
    return _team_of(row) if row else None


def list_teams(db: Connection) -> tuple[Team, ...]:
    """Give every team, by council and name."""
    rows = db.execute(select(teams).order_by(teams.c.council_id, teams.c.name, teams.c.id))
    return tuple(_team_of(row) for row in rows)


def find_sister_teams(db: Connection, team: Team) -> tuple[Team, ...]:
    """Give the other teams of a team's council, whether or not they take requests."""
    same = [
        each for each in list_teams(db) if (each.council_id, each.is_practice) == (team.council_id, team.is_practice)
    ]
    return tuple(each for each in same if each.id != team.id)


def find_names(db: Connection, team_id: str) -> Mapping[str, str]:
    """Give by id the names of all who are or were on a team or another of its council: requests go from one to the other."""
    this, sister = teams.alias("this"), teams.alias("sister")
    is_same = and_(sister.c.council_id == this.c.council_id, sister.c.is_practice == this.c.is_practice)
    joined = people.join(sister, sister.c.id == people.c.team_id).join(this, is_same)
    found = db.execute(select(people.c.id, people.c.name).select_from(joined).where(this.c.id == team_id))
    return {row.id: row.name for row in found}


def seed_practice_teams(db: Connection, councils: Iterable[tuple[str, str]], now: datetime) -> tuple[Team, ...]:
    """Give each council (id, name) a practice front door with people, once; return them in the councils' order."""
    return tuple(_seed_practice_team(db, council_id, name, now) for council_id, name in councils)


def _seed_practice_team(db: Connection, council_id: str, name: str, now: datetime) -> Team:
    new = Team(f"practice-{council_id}", council_id, None, name, None, added_at=now, is_practice=True)
    db.execute(insert_into(db, teams).values(vars(new)).on_conflict_do_nothing())
    for place, (person_name, role) in enumerate(PRACTICE_PEOPLE):
        email = f"{person_name.split()[1]}@practice.invalid"
        person = Person(uuid4().hex, new.id, person_name, email, role, now + timedelta(microseconds=place))
        db.execute(insert_into(db, people).values(vars(person)).on_conflict_do_nothing())
    return find_team(db, new.id) or new


def _team_of(row: Row[tuple[object, ...]]) -> Team:
    return Team(**{name: row._mapping[name] for name in Team.__dataclass_fields__})
