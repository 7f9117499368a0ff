"""Whether somebody else changed a request while a page of it was open: the audit trail's numbers tell."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from portal.referrals.casework.rows import find_row
from portal.referrals.tables import referral_events

# What neither a person nor the family did to it, or what changes nothing a worker would do.
_NO_CHANGE = (
    "received", "routed", "handed_over", "read", "printed", "downloaded", "exported", "escalated", "undelivered",
    "unroutable", "retried", "acknowledged", "lookup_made", "looked_up", "lookup_ended", "messages_ended", "wish_seen",
    "told", "glass_seen",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Something that somebody did to a request."""

    at: datetime
    by: str
    kind: str


def find_newest(db: Connection, request_id: str) -> int:
    """Return the number of the newest event of a request, for `take_up` to compare with."""
    newest = select(func.max(referral_events.c.number)).where(referral_events.c.referral_id == request_id)
    return db.execute(newest).scalar_one() or 0


def take_up(db: Connection, request_id: str, *, team_id: str, by: str, seen: int) -> tuple[Change, ...]:
    """Keep others from changing a request until this transaction ends; return what they did since `seen`.

    Empty where nobody did, or where the team has no such request: what follows says so.
    """
    if find_row(db, request_id, team_id) is None:
        return ()
    each = referral_events.c
    since = (each.referral_id == request_id, each.number > seen, each.actor != by, each.kind.not_in(_NO_CHANGE))
    rows = db.execute(select(each.at, each.actor, each.kind).where(*since).order_by(each.number))
    return tuple(Change(row.at, row.actor, row.kind) for row in rows)
