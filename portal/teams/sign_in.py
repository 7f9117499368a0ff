"""Let a team's people in: a link that works once, then a session that ends by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from portal.store.boxes import new_secret, row_id
from portal.teams.tables import people, sign_in_links, staff_sessions
from portal.teams.teams import Role

LINK_LASTS = timedelta(minutes=15)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)


class LinkFault(StrEnum):
    """Why a sign-in link lets nobody in."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"


class SignInRefused(Exception):
    """Say by `fault` why a sign-in link lets nobody in."""

    def __init__(self, fault: LinkFault) -> None:
        super().__init__(fault)
        self.fault = fault


class NobodyToSignIn(Exception):
    """Say that the team has no such person, or no people at all."""


@dataclass(frozen=True)
class StaffSession:
    """Somebody signed in: who, for which team, in which role, and until when."""

    team_id: str
    person_id: str
    person_name: str
    role: Role
    started_at: datetime
    touched_at: datetime

    @property
    def ends_at(self) -> datetime:
        """Give the moment at which the person is signed out if nothing more happens."""
        return min(self.touched_at + IDLE, self.started_at + LONGEST)


def issue_sign_in_link(
    db: Connection, team_id: str, now: datetime, lasts: timedelta = LINK_LASTS, *, person_id: str | None = None
) -> str:
    """Make a token that signs in once: the person named, otherwise the team's first reader. Only its hash is kept."""
    of_team = select(people.c.id).where(people.c.team_id == team_id).order_by(people.c.added_at, people.c.id)
    wanted = people.c.id == person_id if person_id else people.c.role == Role.READER
    found = db.execute(of_team.where(wanted).limit(1)).scalar_one_or_none()
    if found is None:
        raise NobodyToSignIn(team_id)
    token = new_secret()
    row = {"row_id": row_id(token), "person_id": found, "issued_at": now, "expires_at": now + lasts}
    db.execute(insert(sign_in_links).values(row))
    return token


def redeem_sign_in_link(db: Connection, token: str, now: datetime) -> str:
    """Use the link up and begin a session; return the secret for its cookie, or raise `SignInRefused`."""
    is_this = sign_in_links.c.row_id == row_id(token)
    use = update(sign_in_links).where(is_this, sign_in_links.c.used_at.is_(None), sign_in_links.c.expires_at > now)
    person_id = db.execute(use.values(used_at=now).returning(sign_in_links.c.person_id)).scalar_one_or_none()
    if person_id is None:
        raise SignInRefused(_fault_of(db, token))
    secret = new_secret()
    row = {"row_id": row_id(secret), "person_id": person_id, "started_at": now, "touched_at": now}
    db.execute(insert(staff_sessions).values(row))
    return secret


def find_session(db: Connection, secret: str, now: datetime) -> StaffSession | None:
    """Give the live session of a cookie; reads only."""
    columns = (staff_sessions.c.started_at, staff_sessions.c.touched_at, people.c.team_id, people.c.role)
    query = select(*columns, people.c.id.label("person_id"), people.c.name.label("person_name"))
    row = db.execute(query.select_from(staff_sessions.join(people)).where(*_is_live(secret, now))).one_or_none()
    return StaffSession(**{**row._mapping, "role": Role(row.role)}) if row else None


def extend_session(db: Connection, secret: str, now: datetime) -> bool:
    """Begin the idle time of a live session again; tell whether there was one."""
    return db.execute(update(staff_sessions).where(*_is_live(secret, now)).values(touched_at=now)).rowcount == 1


def end_session(db: Connection, secret: str, now: datetime) -> None:
    """Sign out."""
    is_open = (staff_sessions.c.row_id == row_id(secret), staff_sessions.c.ended_at.is_(None))
    db.execute(update(staff_sessions).where(*is_open).values(ended_at=now))


def sweep_sign_ins(db: Connection, now: datetime) -> None:
    """Delete links and sessions that can let nobody in any more, a day after their end."""
    day_ago = now - timedelta(days=1)
    db.execute(delete(sign_in_links).where(sign_in_links.c.expires_at <= day_ago))
    is_over = or_(staff_sessions.c.ended_at <= day_ago, staff_sessions.c.started_at <= day_ago - LONGEST)
    db.execute(delete(staff_sessions).where(is_over))


def _is_live(secret: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        staff_sessions.c.row_id == row_id(secret),
        staff_sessions.c.ended_at.is_(None),
        staff_sessions.c.touched_at > now - IDLE,
        staff_sessions.c.started_at > now - LONGEST,
    )


def _fault_of(db: Connection, token: str) -> LinkFault:
    link = db.execute(select(sign_in_links).where(sign_in_links.c.row_id == row_id(token))).one_or_none()
    if link is None:
        return LinkFault.UNKNOWN
    return LinkFault.USED if link.used_at else LinkFault.EXPIRED
