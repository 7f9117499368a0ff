"""Slow a flood down without knowing anybody: counts stand under hashes whose salt is thrown away each day."""

import hashlib
import hmac
import os
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, select

from portal.store.transactions import StoreUnavailable, writing
from portal.store.upserts import insert_into
from portal.visits.tables import limit_counts, limit_salts


def allow(engine: Engine, key: str, *, limit: int, per: timedelta, now: datetime) -> bool:
    """Count one more for `key` and tell whether at most `limit` have come in this stretch of `per` (a day at most).

    A school, a refuge or a mobile network stands behind one address: give addresses a limit in the hundreds. Where the
    store does not answer the answer is yes: no family is sent away for our trouble.
    """
    try:
        with writing(engine) as db:
            return count_one(db, key, per=per, now=now) <= limit
    except StoreUnavailable:
        return True


def count_one(db: Connection, key: str, *, per: timedelta, now: datetime) -> int:
    """Add one to `key` in the stretch of `per` around `now` and return the count."""
    stretch, passed = divmod(now - datetime(1970, 1, 1, tzinfo=UTC), per)
    name = f"{per.total_seconds()} {stretch} {key}".encode("utf-8", "surrogatepass")
    hashed = hmac.new(_salt_of(db, now), name, hashlib.sha256).hexdigest()
    insert = insert_into(db, limit_counts).values(row_id=hashed, count=1, ends_at=now - passed + per)
    add_one = insert.on_conflict_do_update(index_elements=["row_id"], set_={"count": limit_counts.c.count + 1})
    count: int = db.execute(add_one.returning(limit_counts.c.count)).scalar_one()
    return count


def sweep_limits(db: Connection, now: datetime) -> None:
    """Forget the salts of days gone by and every count whose stretch is over."""
    db.execute(delete(limit_salts).where(limit_salts.c.day < now.astimezone(UTC).date()))
    db.execute(delete(limit_counts).where(limit_counts.c.ends_at <= now))


def _salt_of(db: Connection, now: datetime) -> bytes:
    day = now.astimezone(UTC).date()
    db.execute(insert_into(db, limit_salts).values(day=day, salt=os.urandom(32)).on_conflict_do_nothing())
    salt: bytes = db.execute(select(limit_salts.c.salt).where(limit_salts.c.day == day)).scalar_one()
    return salt
