"""How a request ends, who has to agree when nobody could be reached, and how a mistaken end is undone."""

from datetime import datetime

from sqlalchemy import Connection, select

from portal.local_time import local_day
from portal.referrals.audit import Event, record_event
from portal.referrals.casework.entries import EntryKind, count_entries, keep_entry
from portal.referrals.casework.rows import RequestRow, change_row, find_row
from portal.referrals.delivery.queue import cancel_deliveries
from portal.referrals.errors import ReferralError
from portal.referrals.promise.escalation import tell_at_once
from portal.referrals.recipients import Clock, Level
from portal.referrals.retention import KEEP_AFTER_CLOSING
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.states import Outcome, State, refuse_unless_follows
from portal.referrals.tables import case_notes

SAFE_TRIES = 3


def close_request(
    db: Connection,
    request_id: str,
    *,
    team_id: str,
    by: str,
    outcome: Outcome,
    now: datetime,
    level: int | None = None,
    is_agreed: bool = False,
    note: str = "",
    private_keys: PrivateKeys | None = None,
) -> bool:
    """Close an opened request with its outcome and, where known, its level of need (1-4); purged 30 days later.

    A `note` is kept sealed, with the keys. That nobody could be reached takes safe tries on three days (else
    `ReferralError` `too_few_tries`) and a manager who agrees (`is_agreed`, else `manager_agrees`).
    """
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    refuse_unless_follows(State.CLOSED, after=State(row.state))
    if outcome is Outcome.NO_CONTACT:
        _refuse_unless_agreed(db, row, is_agreed=is_agreed)
    if note:
        keep_entry(db, row, private_keys or {}, kind=EntryKind.CLOSED, by=by, text=note, now=now)
    _close(db, request_id, by=by, outcome=outcome, level=level, now=now)
    return True


def ask_to_close(
    db: Connection, request_id: str, *, team_id: str, private_keys: PrivateKeys, by: str, text: str, now: datetime
) -> bool:
    """Ask the manager to agree that nobody could be reached; the request stays open until they do."""
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    refuse_unless_follows(State.CLOSED, after=State(row.state))
    _refuse_too_few(db, row)
    change_row(db, request_id, close_asked_at=now)
    keep_entry(db, row, private_keys, kind=EntryKind.CLOSE_ASKED, by=by, text=text, now=now)
    times = count_entries(db, request_id, EntryKind.CLOSE_ASKED)
    tell_at_once(db, request_id, Clock.TEAM, f"{Level.CLOSE}-{times}", now)
    return True


def refuse_to_close(
    db: Connection, request_id: str, *, team_id: str, private_keys: PrivateKeys, by: str, text: str, now: datetime
) -> bool:
    """Answer as the manager that the team goes on trying; raise `ReferralError` with `not_asked` where nobody asks."""
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    if row.close_asked_at is None:
        raise ReferralError("not_asked")
    change_row(db, request_id, close_asked_at=None)
    keep_entry(db, row, private_keys, kind=EntryKind.CLOSE_REFUSED, by=by, text=text, now=now)
    return True


def reopen(
    db: Connection, request_id: str, *, team_id: str, private_keys: PrivateKeys, by: str, text: str, now: datetime
) -> bool:
    """Undo a mistaken closing before the request is deleted; it goes on where it was, its promise too."""
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    if row.state != State.CLOSED:
        raise ReferralError("not_closed")
    state = State.IN_TOUCH if row.in_touch_at else State.CONTACT_TRIED if row.tried_at else State.OPENED
    nothing = dict.fromkeys(("closed_at", "purge_after", "outcome", "level"))
    change_row(db, request_id, state=state, **nothing)
    keep_entry(db, row, private_keys, kind=EntryKind.REOPENED, by=by, text=text, now=now)
    return True


def count_days_tried(db: Connection, request_id: str) -> int:
    """Return on how many days somebody tried to reach the family in a way it said is safe."""
    safe = (case_notes.c.referral_id == request_id, case_notes.c.is_safe.is_(True))
    moments = db.execute(select(case_notes.c.at).where(*safe)).scalars()
    return len({local_day(at) for at in moments})


def _close(db: Connection, request_id: str, *, by: str, outcome: Outcome, level: int | None, now: datetime) -> None:
    changes = {"closed_at": now, "purge_after": now + KEEP_AFTER_CLOSING, "outcome": outcome, "level": level}
    change_row(db, request_id, state=State.CLOSED, close_asked_at=None, **changes)
    record_event(db, Event(State.CLOSED, request_id, actor=by, at=now, detail=outcome))
    cancel_deliveries(db, request_id)


def _refuse_unless_agreed(db: Connection, row: RequestRow, *, is_agreed: bool) -> None:
    _refuse_too_few(db, row)
    if not is_agreed:
        raise ReferralError("manager_agrees")


def _refuse_too_few(db: Connection, row: RequestRow) -> None:
    if count_days_tried(db, row.id) < SAFE_TRIES:
        raise ReferralError("too_few_tries")
