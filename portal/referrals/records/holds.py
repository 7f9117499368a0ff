"""Why a request is kept although its time is over: each reason by itself, so that ending one does not end the other."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, exists, select, update

from portal.referrals.audit import Event, record_event
from portal.referrals.errors import ReferralError
from portal.referrals.tables import holds, referrals
from portal.store.upserts import insert_into


class HoldReason(StrEnum):
    """Why somebody needs it kept."""

    COMPLAINT = "complaint"
    ACCESS_REQUEST = "access_request"
    COURT = "court"
    INQUIRY = "inquiry"


@dataclass(frozen=True)
class Hold:
    """Since when, by whom and why a request is kept."""

    reason: HoldReason
    at: datetime
    by: str


def hold(db: Connection, referral_id: str, *, reason: HoldReason, by: str, now: datetime) -> None:
    """Keep a request from being deleted; raise `ReferralError` `already_done` where it is kept for this reason."""
    _lock(db, referral_id)
    row = {"referral_id": referral_id, "reason": reason, "at": now, "by": by}
    if not db.execute(insert_into(db, holds).values(row).on_conflict_do_nothing()).rowcount:
        raise ReferralError("already_done")
    _note(db, Event("kept", referral_id, actor=by, at=now, detail=reason))


def end_hold(db: Connection, referral_id: str, *, reason: HoldReason, by: str, now: datetime) -> None:
    """End one reason to keep it; the clock has it again once none is left. Raises `not_held`."""
    _lock(db, referral_id)
    this = (holds.c.referral_id == referral_id, holds.c.reason == reason)
    if not db.execute(delete(holds).where(*this)).rowcount:
        raise ReferralError("not_held")
    _note(db, Event("kept_no_longer", referral_id, actor=by, at=now, detail=reason))


def find_holds(db: Connection, referral_id: str) -> tuple[Hold, ...]:
    """Return every reason to keep a request."""
    rows = db.execute(select(holds).where(holds.c.referral_id == referral_id).order_by(holds.c.at, holds.c.reason))
    return tuple(Hold(HoldReason(row.reason), row.at, row.by) for row in rows)


def _lock(db: Connection, referral_id: str) -> None:
    db.execute(select(referrals.c.id).where(referrals.c.id == referral_id).with_for_update(key_share=True))


def _note(db: Connection, event: Event) -> None:
    any_left = exists().where(holds.c.referral_id == referrals.c.id)
    db.execute(update(referrals).where(referrals.c.id == event.referral_id).values(is_held=any_left))
    record_event(db, event)
