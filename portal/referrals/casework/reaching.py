"""What a team does to reach a family: try, and be in touch."""

from datetime import datetime

from sqlalchemy import Connection

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.audit import Event, record_event
from portal.referrals.casework.notes import CaseNote, keep_note
from portal.referrals.casework.rows import RequestRow, answers_of, change_row, find_row
from portal.referrals.delivery.queue import cancel_deliveries
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.states import State, refuse_unless_follows


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
    tried_at: datetime | None = None,
) -> CaseNote | None:
    """Note an attempt to reach the family, sealed like the rest; only one to them through a safe channel stops contact-by.

    `tried_at` is when it was, where it is noted later; it counts from the receipt of the request on.
    """
    row = find_row(db, request_id, team_id)
    if row is None:
        return None
    state = State(row.state)
    if state not in {State.CONTACT_TRIED, State.IN_TOUCH}:
        refuse_unless_follows(State.CONTACT_TRIED, after=state)
    at = max(min(tried_at or now, now), row.received_at)
    answers = answers_of(row, private_keys)
    is_safe = how is AttemptWay.FAMILY_CAME or (how.is_safe_for(answers) and outcome.is_safe_for(answers))
    attempt = CaseNote(at, by, how, outcome, is_safe, note)
    keep_note(db, row, attempt, private_keys)
    _count_attempt(db, row, attempt, now)
    return attempt


def mark_in_touch(db: Connection, request_id: str, *, team_id: str, by: str, now: datetime) -> bool:
    """Note that the family was reached, after a safe attempt; False where the request is not the team's."""
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    refuse_unless_follows(State.IN_TOUCH, after=State(row.state))
    change_row(db, request_id, state=State.IN_TOUCH, in_touch_at=now, close_asked_at=None)
    record_event(db, Event(State.IN_TOUCH, request_id, actor=by, at=now))
    return True


def _count_attempt(db: Connection, row: RequestRow, attempt: CaseNote, now: datetime) -> None:
    how = "unsafe" if not attempt.is_safe else "safe" if attempt.outcome.is_for_family else "wrong"
    record_event(db, Event("contact_tried", str(row.id), actor=attempt.by, at=now, detail=how))
    if attempt.outcome is AttemptOutcome.SPOKE:  # whoever was reached is not given up
        change_row(db, str(row.id), close_asked_at=None)
    if attempt.keeps_promise and row.tried_at is None:
        change_row(db, str(row.id), state=State.CONTACT_TRIED, tried_at=attempt.at)
        cancel_deliveries(db, str(row.id))
