"""When somebody is away, and who does their work meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from portal.teams.people import Person, find_people
from portal.teams.roles import Action, Role
from portal.teams.tables import absences, people


class AbsenceRefused(Exception):
    """Say by `code` why an absence is not kept: `order`, `covers_self`, `no_such_cover`, `cover_reads_nothing`, `cover_away`,
    `covers_then`, `no_manager`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Absence:
    """Somebody is away from one day to another, both included; `cover_id` is who stands in."""

    id: str
    person_id: str
    first_day: date
    last_day: date
    cover_id: str | None

    def includes(self, day: date) -> bool:
        """Tell whether the person is away on a day."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Roster:
    """A team's people, and when each is away."""

    people: tuple[Person, ...]
    absences: tuple[Absence, ...]

    def is_away(self, person_id: str, day: date) -> bool:
        """Tell whether somebody is away on a day."""
        return any(each.person_id == person_id and each.includes(day) for each in self.absences)

    def cover_of(self, person_id: str, day: date) -> Person | None:
        """Return who stands in for somebody who is away on a day."""
        covers = [each.cover_id for each in self.absences if each.person_id == person_id and each.includes(day)]
        return next((person for person in self._readers if person.id in covers), None)

    def covered_by(self, person_id: str, day: date) -> tuple[Person, ...]:
        """Return those for whom somebody stands in on a day.

        Nobody for whom may not read themselves: standing in must never show anybody what families wrote.
        """
        if person_id not in names_of(self._readers):
            return ()
        away = {each.person_id for each in self.absences if each.cover_id == person_id and each.includes(day)}
        return tuple(person for person in self.people if person.id in away)

    def answering(self, role: Role, day: date) -> Person | None:
        """Return who answers in a role on a day: the first who is there, else a cover who is, else the first all the same."""
        of_role = [person for person in self.people if person.role is role]
        there = (person for person in of_role if not self.is_away(person.id, day))
        covers = (cover for person in of_role if (cover := self.cover_of(person.id, day)))
        covers_there = (cover for cover in covers if not self.is_away(cover.id, day))
        return next(there, None) or next(covers_there, None) or next(iter(of_role), None)

    def is_led(self, day: date) -> bool:
        """Tell whether a manager, or somebody who covers one, is there on a day."""
        found = self.answering(Role.MANAGER, day)
        return found is not None and not self.is_away(found.id, day)

    def roles_of(self, person: Person, day: date) -> frozenset[Role]:
        """Return a person's own role and those of whom they stand in for."""
        return frozenset({person.role, *(away.role for away in self.covered_by(person.id, day))})

    @property
    def _readers(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.may(Action.READ))


def find_roster(db: Connection, team_id: str) -> Roster:
    """Give a team's people and their absences."""
    found = find_people(db, team_id)
    query = select(absences).join(people, people.c.id == absences.c.person_id).where(people.c.team_id == team_id)
    rows = db.execute(query.order_by(absences.c.first_day, absences.c.id))
    kept = (Absence(row.id, row.person_id, row.first_day, row.last_day, row.cover_id) for row in rows)
    return Roster(found, tuple(kept))


def add_absence(
    db: Connection, person: Person, *, first_day: date, last_day: date, cover_id: str | None, now: datetime
) -> Absence:
    """Keep that somebody will be away; raise `AbsenceRefused` where nobody would do what only they may."""
    roster = find_roster(db, person.team_id)
    new = Absence(uuid4().hex, person.id, first_day, last_day, cover_id)
    _refuse_unsafe(new, person, roster)
    db.execute(insert(absences).values({**vars(new), "added_at": now}))
    return new


def end_absence(db: Connection, team_id: str, absence_id: str) -> bool:
    """Forget an absence of somebody of the team; False where there is none."""
    of_team = select(people.c.id).where(people.c.team_id == team_id)
    this = (absences.c.id == absence_id, absences.c.person_id.in_(of_team))
    return db.execute(delete(absences).where(*this)).rowcount == 1


def names_of(people_of_team: tuple[Person, ...]) -> Mapping[str, str]:
    """Return the names by id."""
    return {person.id: person.name for person in people_of_team}


def _refuse_unsafe(new: Absence, person: Person, roster: Roster) -> None:
    if new.last_day < new.first_day:
        raise AbsenceRefused("order")
    if new.cover_id == person.id:
        raise AbsenceRefused("covers_self")
    cover = next((each for each in roster.people if each.id == new.cover_id), None)
    if new.cover_id is not None and cover is None:
        raise AbsenceRefused("no_such_cover")
    if cover is not None and not cover.may(Action.READ):
        raise AbsenceRefused("cover_reads_nothing")
    if any(_overlap(each, new) for each in roster.absences if each.person_id == new.cover_id):
        raise AbsenceRefused("cover_away")
    if any(_overlap(each, new) for each in roster.absences if each.cover_id == person.id):
        raise AbsenceRefused("covers_then")
    others = [each for each in roster.people if each.role is Role.MANAGER and each.id != person.id]
    is_there = (all(not _overlap(gone, new) for gone in roster.absences if gone.person_id == one.id) for one in others)
    if person.role is Role.MANAGER and new.cover_id is None and not any(is_there):
        raise AbsenceRefused("no_manager")


def _overlap(one: Absence, other: Absence) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day
