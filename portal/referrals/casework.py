"""What a team does with a request: try to reach the family, be in touch, close."""

from datetime import datetime

from sqlalchemy import Connection

from portal.referrals.audit import Event, record_event
from portal.referrals.case_notes import (
    AttemptOutcome,
    AttemptWay,
    CaseNote,
    answers_of,
    change_row,
    find_row,
    keep_note,
)
from portal.referrals.delivery import cancel_deliveries
from portal.referrals.keys import PrivateKeys
from portal.referrals.retention import KEEP_AFTER_CLOSING
from portal.referrals.states import Outcome, State, refuse_unless_follows


def record_attempt(
    db: Connection,
    request_id: str,
    *,
    team_id: str,
    private_keys: PrivateKeys,
    by: str,
    how: AttemptWay,
    outcome: AttemptOutcome,
    note: str,
    now: datetime,
) -> CaseNote | None:
    """Note an attempt to reach the family, sealed like the rest; only one through a safe channel stops contact-by."""
    row = find_row(db, request_id, team_id)
    if row is None:
        return None
    state = State(row.state)
    if state not in {State.CONTACT_TRIED, State.IN_TOUCH}:
        refuse_unless_follows(State.CONTACT_TRIED, after=state)
    attempt = CaseNote(now, by, how, outcome, how.is_safe_for(answers_of(row, private_keys)), note)
    keep_note(db, row, attempt, private_keys)
    record_event(
        db, Event("contact_tried", request_id, actor=by, at=now, detail="safe" if attempt.is_safe else "unsafe")
    )
    if attempt.is_safe and row.tried_at is None:
        change_row(db, request_id, state=State.CONTACT_TRIED, tried_at=now)
        cancel_deliveries(db, request_id)
    return attempt


def mark_in_touch(db: Connection, request_id: str, *, team_id: str, by: str, now: datetime) -> bool:
    """Note that the family was reached, after a safe attempt; False where the request is not the team's."""
    return _move(db, request_id, team_id, State.IN_TOUCH, by=by, now=now, in_touch_at=now)


def close_request(
    db: Connection,
    request_id: str,
    *,
    team_id: str,
    by: str,
    outcome: Outcome,
    now: datetime,
    level: int | None = None,
) -> bool:
    """Close an opened request with its outcome and, where known, its level of need (1-4); purged 30 days later."""
    changes = {"closed_at": now, "purge_after": now + KEEP_AFTER_CLOSING, "outcome": outcome, "level": level}
    is_closed = _move(db, request_id, team_id, State.CLOSED, by=by, now=now, **changes)
    if is_closed:
        cancel_deliveries(db, request_id)
    return is_closed


def _move(
    db: Connection, request_id: str, team_id: str, state: State, *, by: str, now: datetime, **changes: object
) -> bool:
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    refuse_unless_follows(state, after=State(row.state))
    change_row(db, request_id, state=state, **changes)
    record_event(db, Event(state, request_id, actor=by, at=now, detail=str(changes.get("outcome", ""))))
    return True
