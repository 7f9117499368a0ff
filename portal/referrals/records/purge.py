"""Delete what has run out: closed requests, of which only counts stay, and old drafts, links, sessions, events."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from portal.referrals.asking.drafts import sweep_drafts
from portal.referrals.audit import Event, forget_old_events, record_event
from portal.referrals.delivery.acknowledgement import sweep_links
from portal.referrals.delivery.family_mail import give_up_news
from portal.referrals.following.lookups import sweep_lookups
from portal.referrals.states import State
from portal.referrals.tables import past_referrals, referrals

_COUNTED = tuple(column.name for column in past_referrals.columns if column.name != "number")


def sweep(db: Connection, now: datetime) -> int:
    """Forget drafts, links and events that have run out, and requests whose time is over; return how many of these."""
    purged = purge_closed(db, now)
    forget_old_events(db, now)
    sweep_drafts(db, now)  # after the events, as `submit` has it: nobody waits in a circle
    sweep_links(db, now)
    sweep_lookups(db, now)
    give_up_news(db, now)
    return purged


def purge_closed(db: Connection, now: datetime) -> int:
    """Delete every closed request whose time is over and that nobody holds; return how many.

    With the row goes the sealed data key, the only way to its content and notes; the store overwrites what it deletes
    (`secure_delete`). Only counts stay.
    """
    is_over = (referrals.c.state == State.CLOSED, referrals.c.purge_after <= now, referrals.c.is_held.is_(False))
    rows = db.execute(select(referrals).where(*is_over).with_for_update(skip_locked=True)).all()
    for row in rows:
        db.execute(insert(past_referrals).values({name: row._mapping[name] for name in _COUNTED}))
        db.execute(delete(referrals).where(referrals.c.id == row.id))
        record_event(db, Event(State.PURGED, row.id, actor="clock", at=now))
    return len(rows)
