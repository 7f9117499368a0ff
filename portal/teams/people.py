"""A team's people: who they are now, and who they were."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from portal.store.upserts import insert_into
from portal.teams.errors import AlreadyThere, NoSuchPerson, UnknownTeam
from portal.teams.roles import MAY, Action, Role
from portal.teams.tables import absences, people, sign_in_links, staff_sessions, teams


@dataclass(frozen=True)
class Person:
    """Somebody of a team, by name and role; `left_at` is when they left it."""

    id: str
    team_id: str
    name: str
    email: str
    role: Role
    added_at: datetime
    left_at: datetime | None = None

    def may(self, action: Action) -> bool:
        """Tell whether their own role lets them do something."""
        return action in MAY[self.role]


def add_person(db: Connection, team_id: str, *, name: str, email: str, role: Role, now: datetime) -> Person:
    """Add a person to a team, or back to it; raise `AlreadyThere` where the team has the address already."""
    if db.execute(select(teams.c.id).where(teams.c.id == team_id)).one_or_none() is None:
        raise UnknownTeam(team_id)
    person = Person(uuid4().hex, team_id, name, plain_address(email), role, now)
    again = {"name": name, "role": role, "added_at": now, "left_at": None}
    new = insert_into(db, people).values(vars(person))
    kept = new.on_conflict_do_update(
        index_elements=["team_id", "email"], set_=again, where=people.c.left_at.is_not(None)
    )
    if db.execute(kept).rowcount != 1:
        raise AlreadyThere(people.name)
    return _find(db, team_id, email)


def remove_person(db: Connection, team_id: str, email: str, now: datetime) -> Person:
    """Take a person off a team's list and sign them out; what they did keeps their name."""
    person = _find(db, team_id, email)
    db.execute(update(people).where(people.c.id == person.id).values(left_at=now))
    open_sessions = (staff_sessions.c.person_id == person.id, staff_sessions.c.ended_at.is_(None))
    db.execute(update(staff_sessions).where(*open_sessions).values(ended_at=now))
    db.execute(delete(sign_in_links).where(sign_in_links.c.person_id == person.id))
    db.execute(delete(absences).where(absences.c.person_id == person.id))
    _end_covering(db, person.id)
    return person


def change_role(db: Connection, team_id: str, email: str, role: Role) -> None:
    """Give a person of a team another role; it counts from their next page on. Who may not read covers nobody."""
    person = _find(db, team_id, email)
    db.execute(update(people).where(people.c.id == person.id).values(role=role))
    if Action.READ not in MAY[role]:
        _end_covering(db, person.id)


def find_people(db: Connection, team_id: str) -> tuple[Person, ...]:
    """Give a team's people in the order they were added."""
    return _list(db, people.c.team_id == team_id, people.c.left_at.is_(None))


def is_read(db: Connection, team_id: str) -> bool:
    """Tell whether somebody of a team may read requests: who looks after the site or the catalogue may not."""
    return any(person.may(Action.READ) for person in find_people(db, team_id))


def find_everybody(db: Connection, team_id: str) -> tuple[Person, ...]:
    """Give a team's people, those who left it too."""
    return _list(db, people.c.team_id == team_id)


def find_same_person(db: Connection, email: str) -> tuple[Person, ...]:
    """Give what somebody is in every team that has their address."""
    return _list(db, people.c.email == plain_address(email), people.c.left_at.is_(None))


def plain_address(email: str) -> str:
    """Return an address as it is kept and compared."""
    return email.strip().lower()


def person_of(row: Row[tuple[object, ...]]) -> Person:
    """Read a person from a row that has all columns of `people`."""
    kept = {name: row._mapping[name] for name in Person.__dataclass_fields__}
    return Person(**{**kept, "role": Role(row.role)})


def _find(db: Connection, team_id: str, email: str) -> Person:
    found = _list(db, people.c.team_id == team_id, people.c.email == plain_address(email), people.c.left_at.is_(None))
    if not found:
        raise NoSuchPerson(team_id)
    return found[0]


def _end_covering(db: Connection, person_id: str) -> None:
    db.execute(update(absences).where(absences.c.cover_id == person_id).values(cover_id=None))


def _list(db: Connection, *conditions: ColumnElement[bool]) -> tuple[Person, ...]:
    rows = db.execute(select(people).where(*conditions).order_by(people.c.added_at, people.c.id))
    return tuple(person_of(row) for row in rows)
