"""Let a team's people in: a link that works once, then a session that ends by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from portal.store.boxes import new_secret, row_id
from portal.teams.people import Person, find_same_person
from portal.teams.roles import Role
from portal.teams.tables import people, sign_in_asks, sign_in_links, staff_sessions

LINK_LASTS = timedelta(minutes=15)
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)


class LinkFault(StrEnum):
    """Why a sign-in link lets nobody in."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    OTHER_BROWSER = "other_browser"  # than the one that asked for it


class SignInRefused(Exception):
    """Say by `fault` why a sign-in link lets nobody in."""

    def __init__(self, fault: LinkFault) -> None:
        super().__init__(fault)
        self.fault = fault


class NobodyToSignIn(Exception):
    """Say that the team has no such person, or no people at all."""


@dataclass(frozen=True)
class StaffSession:
    """Somebody signed in: who, for which team, and until when."""

    team_id: str
    person_id: str
    person_name: str
    started_at: datetime
    touched_at: datetime
    last_visit_at: datetime | None = None  # when they were here before

    @property
    def ends_at(self) -> datetime:
        """Give the moment at which the person is signed out if nothing more happens."""
        return min(self.touched_at + IDLE, self.started_at + LONGEST)


def issue_sign_in_link(
    db: Connection, team_id: str, now: datetime, lasts: timedelta = LINK_LASTS, *, person_id: str | None = None
) -> str:
    """Make a token that signs in once: the person named, otherwise the team's first reader. Only its hash is kept."""
    of_team = select(people.c.id).where(people.c.team_id == team_id, people.c.left_at.is_(None))
    wanted = people.c.id == person_id if person_id else people.c.role == Role.READER
    first = of_team.where(wanted).order_by(people.c.added_at, people.c.id).limit(1)
    found = db.execute(first).scalar_one_or_none()
    if found is None:
        raise NobodyToSignIn(team_id)
    return make_link(db, found, now, lasts)


def make_link(
    db: Connection, person_id: str, now: datetime, lasts: timedelta = LINK_LASTS, *, browser_hash: str | None = None
) -> str:
    """Make a person's token, for one browser only where its hash is given."""
    token = new_secret()
    row = {"row_id": row_id(token), "person_id": person_id, "issued_at": now, "expires_at": now + lasts}
    db.execute(insert(sign_in_links).values(row | {"browser_hash": browser_hash}))
    return token


def forget_sign_in_link(db: Connection, token: str) -> None:
    """Forget a link that did not go out."""
    db.execute(delete(sign_in_links).where(sign_in_links.c.row_id == row_id(token)))


def redeem_sign_in_link(db: Connection, token: str, now: datetime, *, browser: str = "") -> str:
    """Use the link up and begin a session; return the secret for its cookie, or raise `SignInRefused`.

    `browser` is the secret that the browser got when it asked for a link; a link made for another stays unused.
    """
    link = sign_in_links.c
    is_here = or_(link.browser_hash.is_(None), link.browser_hash == row_id(browser))
    is_good = (link.row_id == row_id(token), link.used_at.is_(None), link.expires_at > now, is_here)
    use = update(sign_in_links).where(*is_good).values(used_at=now)
    person_id = db.execute(use.returning(link.person_id)).scalar_one_or_none()
    if person_id is None:
        raise SignInRefused(_fault_of(db, token, now))
    return _begin(db, person_id, now, now)


def find_session(db: Connection, secret: str, now: datetime) -> StaffSession | None:
    """Give the live session of a cookie; reads only."""
    each = staff_sessions.c
    columns = (each.started_at, each.touched_at, each.last_visit_at, people.c.team_id)
    query = select(*columns, people.c.id.label("person_id"), people.c.name.label("person_name"))
    live = query.select_from(staff_sessions.join(people)).where(*_is_live(secret, now), people.c.left_at.is_(None))
    row = db.execute(live).one_or_none()
    return StaffSession(**row._mapping) if row else None


def extend_session(db: Connection, secret: str, now: datetime) -> bool:
    """Begin the idle time of a live session again; tell whether there was one."""
    touch = update(staff_sessions).where(*_is_live(secret, now)).values(touched_at=now)
    person_id = db.execute(touch.returning(staff_sessions.c.person_id)).scalar_one_or_none()
    if person_id is None:
        return False
    db.execute(update(people).where(people.c.id == person_id).values(visited_at=now))
    return True


def find_own_teams(db: Connection, person_id: str) -> tuple[Person, ...]:
    """Give what a person is in every team that has their address, this one too."""
    email = select(people.c.email).where(people.c.id == person_id, people.c.left_at.is_(None))
    found = db.execute(email).scalar_one_or_none()
    return find_same_person(db, found) if found else ()


def switch_session(db: Connection, secret: str, team_id: str, now: datetime) -> str | None:
    """End a live session and begin one for the same person's other team, which ends when this one would have."""
    session = find_session(db, secret, now)
    own = find_own_teams(db, session.person_id) if session else ()
    other = next((person for person in own if person.team_id == team_id), None)
    if session is None or other is None:
        return None
    end_session(db, secret, now)
    return _begin(db, other.id, session.started_at, now)


def end_session(db: Connection, secret: str, now: datetime) -> None:
    """Sign out."""
    is_open = (staff_sessions.c.row_id == row_id(secret), staff_sessions.c.ended_at.is_(None))
    db.execute(update(staff_sessions).where(*is_open).values(ended_at=now))


def end_sessions(db: Connection, person_ids: Iterable[str], now: datetime) -> int:
    """Sign people out wherever they are signed in and void their unused links; return how many sessions there were.

    In their other teams too: whoever is one person in two teams goes from one to the other without signing in again.
    """
    emails = select(people.c.email).where(people.c.id.in_(tuple(person_ids)))
    ids = tuple(db.execute(select(people.c.id).where(people.c.email.in_(emails))).scalars())
    db.execute(delete(sign_in_links).where(sign_in_links.c.person_id.in_(ids), sign_in_links.c.used_at.is_(None)))
    each = staff_sessions.c
    live = (each.ended_at.is_(None), each.touched_at > now - IDLE, each.started_at > now - LONGEST)
    these = update(staff_sessions).where(each.person_id.in_(ids), *live)
    return db.execute(these.values(ended_at=now)).rowcount


def sweep_sign_ins(db: Connection, now: datetime) -> None:
    """Delete links and sessions that can let nobody in any more, a day after their end."""
    day_ago = now - timedelta(days=1)
    db.execute(delete(sign_in_links).where(sign_in_links.c.expires_at <= day_ago))
    db.execute(delete(sign_in_asks).where(sign_in_asks.c.asked_at <= now - LINK_LASTS))
    is_over = or_(staff_sessions.c.ended_at <= day_ago, staff_sessions.c.started_at <= day_ago - LONGEST)
    db.execute(delete(staff_sessions).where(is_over))


def _is_live(secret: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        staff_sessions.c.row_id == row_id(secret),
        staff_sessions.c.ended_at.is_(None),
        staff_sessions.c.touched_at > now - IDLE,
        staff_sessions.c.started_at > now - LONGEST,
    )


def _begin(db: Connection, person_id: str, started_at: datetime, now: datetime) -> str:
    secret = new_secret()
    before = select(people.c.visited_at).where(people.c.id == person_id).scalar_subquery()
    row = {"row_id": row_id(secret), "person_id": person_id, "started_at": started_at, "touched_at": now}
    db.execute(insert(staff_sessions).values(row | {"last_visit_at": before}))
    db.execute(update(people).where(people.c.id == person_id).values(visited_at=now))
    return secret


def _fault_of(db: Connection, token: str, now: datetime) -> LinkFault:
    link = db.execute(select(sign_in_links).where(sign_in_links.c.row_id == row_id(token))).one_or_none()
    if link is None:
        return LinkFault.UNKNOWN
    if link.used_at:
        return LinkFault.USED
    return LinkFault.EXPIRED if link.expires_at <= now else LinkFault.OTHER_BROWSER
