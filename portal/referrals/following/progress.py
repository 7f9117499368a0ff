"""How far a request has come, for whoever may look it up: times and promises, nothing anybody wrote."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, exists, select

from portal.local_time import local_day
from portal.referrals.family_tables import family_addresses
from portal.referrals.following.lookups import LookedUp, Looker
from portal.referrals.following.wishes import WishKind, is_unseen
from portal.referrals.retention import delete_on
from portal.referrals.tables import referrals


@dataclass(frozen=True)
class Progress:
    """The days on which something happened, None while it has not; a helper is told of the first two only."""

    received_at: datetime
    read_at: datetime | None
    tried_at: datetime | None = None
    in_touch_at: datetime | None = None
    closed_at: datetime | None = None
    contact_day: date | None = None
    delete_on: date | None = None
    may_say_nobody: bool = False
    has_messages: bool = False
    has_asked_to_stop: bool = False  # and no worker has seen it yet


def find_progress(db: Connection, looked_up: LookedUp, now: datetime) -> Progress:
    """Return how far the request has come, as much of it as this looker may know."""
    each = referrals.c
    messages = exists().where(family_addresses.c.referral_id == each.id).label("has_messages")
    row = db.execute(select(referrals, messages).where(each.id == looked_up.referral_id)).one()
    if looked_up.who is Looker.HELPER:
        return Progress(row.received_at, row.read_at)
    is_over = row.in_touch_at is not None or row.closed_at is not None
    return Progress(
        received_at=row.received_at,
        read_at=row.read_at,
        tried_at=row.tried_at,
        in_touch_at=row.in_touch_at,
        closed_at=row.closed_at,
        contact_day=None if is_over else local_day(row.contact_by),
        delete_on=delete_on(row.purge_after, is_held=row.is_held),
        may_say_nobody=not is_over and row.contact_by <= now,
        has_messages=row.has_messages and row.closed_at is None,
        has_asked_to_stop=is_unseen(db, looked_up.referral_id, WishKind.WITHDRAW),
    )
