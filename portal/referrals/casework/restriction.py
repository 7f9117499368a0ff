"""Requests that only managers see, and how somebody else opens one in need: with a written reason, for an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, exists, or_, select, true

from portal.referrals.audit import Event, record_event
from portal.referrals.casework.entries import EntryKind, count_entries, keep_entry
from portal.referrals.casework.rows import change_row, find_row
from portal.referrals.errors import ReferralError
from portal.referrals.promise.escalation import tell_at_once
from portal.referrals.recipients import Clock, Level
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.tables import case_entries, referral_events, referrals

GLASS_SEEN = "glass_seen"
GLASS_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Viewer:
    """Who looks: their id, and whether they may see what is restricted."""

    person_id: str = ""
    sees_restricted: bool = False


def is_visible(viewer: Viewer, now: datetime) -> ColumnElement[bool]:
    """Tell by a condition on `referrals` whether somebody may know that a request of their team is there."""
    if viewer.sees_restricted:
        return true()
    entry = case_entries.c
    opened = exists().where(
        entry.referral_id == referrals.c.id,
        entry.kind == EntryKind.GLASS,
        entry.by == viewer.person_id,
        entry.at > now - GLASS_LASTS,
    )
    return or_(referrals.c.restricted_at.is_(None), opened)


def restrict(
    db: Connection, request_id: str, *, team_id: str, private_keys: PrivateKeys, by: str, why: str, now: datetime
) -> bool:
    """Hide a request from all of its team but managers; False where the team has no such request."""
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    if row.restricted_at is not None:
        raise ReferralError("already_done")
    change_row(db, request_id, restricted_at=now, worker_id=None)
    keep_entry(db, row, private_keys, kind=EntryKind.RESTRICTED, by=by, text=why, now=now)
    return True


def lift_restriction(db: Connection, request_id: str, *, team_id: str, by: str, now: datetime) -> bool:
    """Let the whole team see a request again."""
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    if row.restricted_at is None:
        raise ReferralError("already_done")
    change_row(db, request_id, restricted_at=None)
    record_event(db, Event("unrestricted", request_id, actor=by, at=now))
    return True


def break_glass(
    db: Connection, request_id: str, *, team_id: str, private_keys: PrivateKeys, by: str, why: str, now: datetime
) -> bool:
    """Open a restricted request to one person of its team for an hour: those above are told, the reason stays with it.

    False where the team has no such request, or it is not restricted.
    """
    row = find_row(db, request_id, team_id)
    if row is None or row.restricted_at is None:
        return False
    keep_entry(db, row, private_keys, kind=EntryKind.GLASS, by=by, text=why, now=now)
    times = count_entries(db, request_id, EntryKind.GLASS)
    tell_at_once(db, request_id, Clock.TEAM, f"{Level.GLASS}-{times}", now)
    return True


def find_glass_to_look_at(db: Connection, team_id: str) -> tuple[tuple[str, str], ...]:
    """Return id and reference of a team's requests, closed ones too, that were opened and not looked at since."""
    query = select(referrals.c.id, referrals.c.reference).where(referrals.c.team_id == team_id, _has_unseen_glass())
    return tuple((row.id, row.reference) for row in db.execute(query.order_by(referrals.c.reference)))


def note_glass_seen(db: Connection, request_id: str, *, by: str, now: datetime) -> None:
    """Note that somebody who may see what is hidden has the reason of every broken glass before them, not their own."""
    unseen = (referrals.c.id == request_id, _has_unseen_glass(but_of=by))
    if db.execute(select(referrals.c.id).where(*unseen)).one_or_none():
        record_event(db, Event(GLASS_SEEN, request_id, actor=by, at=now))


def _has_unseen_glass(*, but_of: str = "") -> ColumnElement[bool]:
    entry, seen = case_entries.c, referral_events.c
    is_looked_at = exists().where(
        seen.referral_id == entry.referral_id, seen.kind == GLASS_SEEN, seen.actor != entry.by, seen.at >= entry.at
    )
    broken = (entry.referral_id == referrals.c.id, entry.kind == EntryKind.GLASS, entry.by != but_of)
    return exists().where(*broken, ~is_looked_at)
