"""The worker's heartbeat: a row that says when it last did something, so that its silence is noticed."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from portal.referrals.tables import worker_heartbeats
from portal.store.upserts import insert_into

BEAT_EVERY = timedelta(seconds=10)
LATE_AFTER = timedelta(seconds=60)
_FORGET_AFTER = timedelta(days=1)


def beat(db: Connection, owner: str, now: datetime) -> None:
    """Note that a worker is at work; workers that were silent for a day are forgotten."""
    new = insert_into(db, worker_heartbeats).values(owner=owner, beaten_at=now)
    db.execute(new.on_conflict_do_update(index_elements=["owner"], set_={"beaten_at": now}))
    db.execute(delete(worker_heartbeats).where(worker_heartbeats.c.beaten_at < now - _FORGET_AFTER))


def is_worker_late(db: Connection, now: datetime) -> bool:
    """Tell whether no worker has shown itself for a minute: nobody is told of anything meanwhile."""
    last = db.execute(select(func.max(worker_heartbeats.c.beaten_at))).scalar_one()
    return last is None or now - last > LATE_AFTER
