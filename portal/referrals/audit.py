"""The audit trail: every event of a request in one chain of hashes, without personal data."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from portal.referrals.tables import referral_events, referral_events_head
from portal.store.upserts import insert_into

_START = "0" * 64
KEEP_EVENTS = timedelta(days=731)  # 24 months, leap day included


@dataclass(frozen=True)
class Event:
    """What happened to a request: a kind, who did it (a person's or part's id) and a code; never what anybody wrote."""

    kind: str
    referral_id: str
    actor: str
    at: datetime
    detail: str = ""


def record_event(db: Connection, event: Event) -> None:
    """Add an event to the end of the chain, in the caller's transaction."""
    number, previous = _take_head(db)
    link = _hash(number, previous, event)
    db.execute(
        insert(referral_events).values(
            number=number,
            at=event.at,
            kind=event.kind,
            referral_id=event.referral_id,
            actor=event.actor,
            detail=event.detail,
            previous_hash=previous,
            hash=link,
        )
    )
    db.execute(update(referral_events_head).values(number=number, hash=link))


def find_events(db: Connection, referral_id: str) -> tuple[Event, ...]:
    """Return what happened to one request, oldest first."""
    rows = db.execute(
        select(referral_events).where(referral_events.c.referral_id == referral_id).order_by(referral_events.c.number)
    )
    return tuple(Event(row.kind, row.referral_id, row.actor, row.at, row.detail) for row in rows)


def find_broken_event(db: Connection) -> int | None:
    """Return the number of the first event that was changed, taken out or put in; None where the chain is whole."""
    previous, number = None, None
    for row in db.execute(select(referral_events).order_by(referral_events.c.number)):
        event = Event(row.kind, row.referral_id, row.actor, row.at, row.detail)
        follows = number is None or (row.number == number + 1 and row.previous_hash == previous)
        if not follows or row.hash != _hash(row.number, row.previous_hash, event):
            return int(row.number)
        previous, number = row.hash, row.number
    head = db.execute(select(referral_events_head)).one_or_none()
    is_whole = (head.number, head.hash) == (number, previous) if head else number is None
    return None if is_whole else (number or 0) + 1


def find_first_event(db: Connection) -> tuple[int, datetime] | None:
    """Return the number and moment of the oldest event that is kept; None where nothing has happened yet."""
    first = select(referral_events.c.number, referral_events.c.at).order_by(referral_events.c.number).limit(1)
    row = db.execute(first).one_or_none()
    return (int(row.number), row.at) if row else None


def forget_old_events(db: Connection, now: datetime) -> int:
    """Delete the events of the chain's beginning that are older than two years; return how many.

    The rest is still a chain: only its first link is not looked back from. The database lets nothing younger go. Where
    nothing would be left, that is an event itself: a trail that is empty after its first event looks like one wiped out.
    """
    is_over = referral_events.c.at <= now - KEEP_EVENTS
    is_kept = referral_events.c.at > now - KEEP_EVENTS
    if _is_any(db, is_over) and not _is_any(db, is_kept):
        record_event(db, Event("forgotten", "", actor="clock", at=now))
    first_kept = select(func.min(referral_events.c.number)).where(is_kept).scalar_subquery()
    is_before = referral_events.c.number < first_kept
    return db.execute(delete(referral_events).where(is_before, is_over)).rowcount


def _is_any(db: Connection, condition: ColumnElement[bool]) -> bool:
    return db.execute(select(referral_events.c.number).where(condition).limit(1)).first() is not None


def _take_head(db: Connection) -> tuple[int, str]:
    """Lock the head, making it first where there is none, and return the next number with the hash before it."""
    made = insert_into(db, referral_events_head).values(id=1, number=0, hash=_START)
    locked = made.on_conflict_do_update(index_elements=["id"], set_={"id": 1})  # changes nothing, holds the row
    head = db.execute(locked.returning(referral_events_head.c.number, referral_events_head.c.hash)).one()
    return head.number + 1, head.hash


def _hash(number: int, previous: str, event: Event) -> str:
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [number, previous, at, event.kind, event.referral_id, event.actor, event.detail]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
