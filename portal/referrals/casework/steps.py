"""What a team does beside reaching the family: notes, next steps, giving to a worker, passing on, letting go what was held."""

from datetime import date, datetime

from sqlalchemy import Connection, update

from portal.referrals.audit import Event, record_event
from portal.referrals.casework.entries import EntryKind, keep_entry
from portal.referrals.casework.rows import RequestRow, change_row, find_row
from portal.referrals.delivery.rerouting import Reason, reroute
from portal.referrals.errors import ReferralError
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.states import UNREAD, State
from portal.referrals.tables import referrals


def add_note(
    db: Connection, request_id: str, *, team_id: str, private_keys: PrivateKeys, by: str, text: str, now: datetime
) -> bool:
    """Keep a note; also of a closed request, until it is deleted. False where the team has no such request."""
    row = find_row(db, request_id, team_id)
    if row is None:
        return False
    keep_entry(db, row, private_keys, kind=EntryKind.NOTE, by=by, text=text, now=now)
    return True


def agree_next_step(
    db: Connection,
    request_id: str,
    *,
    team_id: str,
    private_keys: PrivateKeys,
    by: str,
    text: str,
    due_on: date | None,
    now: datetime,
) -> bool:
    """Keep what was agreed to do next and by when; the newest one counts."""
    row = _find_open(db, request_id, team_id)
    if row is None:
        return False
    keep_entry(db, row, private_keys, kind=EntryKind.NEXT_STEP, by=by, text=text, due_on=due_on, now=now)
    change_row(db, request_id, next_step_on=due_on)
    return True


def give(db: Connection, request_id: str, *, team_id: str, worker_id: str | None, by: str, now: datetime) -> bool:
    """Give a request to a worker of the team (their id), or to nobody."""
    row = _find_open(db, request_id, team_id)
    if row is None:
        return False
    if row.worker_id == worker_id:
        raise ReferralError("already_done")
    change_row(db, request_id, worker_id=worker_id)
    record_event(db, Event(EntryKind.GIVEN, request_id, actor=by, at=now, detail=worker_id or ""))
    return True


def pass_on(
    db: Connection,
    request_id: str,
    *,
    team_id: str,
    to_team: str,
    reason: Reason,
    private_keys: PrivateKeys,
    by: str,
    text: str,
    has_mail: bool,
    now: datetime,
) -> bool:
    """Pass a request on to another team of its council with a word to it; history goes with it, no clock begins again."""
    row = _find_open(db, request_id, team_id)
    if row is None:
        return False
    keep_entry(db, row, private_keys, kind=EntryKind.PASSED_ON, by=by, text=text, detail=to_team, now=now)
    reroute(db, request_id, team_id=to_team, reason=reason, actor=by, has_mail=has_mail, now=now)
    return True


def pass_to_service(
    db: Connection,
    request_id: str,
    *,
    team_id: str,
    service: str,
    has_agreed: bool,
    private_keys: PrivateKeys,
    by: str,
    text: str,
    now: datetime,
) -> bool:
    """Note that a service takes on a part of it (its id, or ""), and in the audit trail whether the family agreed.

    The request stays with the team until it is closed.
    """
    row = _find_open(db, request_id, team_id)
    if row is None:
        return False
    keep_entry(db, row, private_keys, kind=EntryKind.TO_SERVICE, by=by, text=text, detail=service, now=now)
    if has_agreed:
        record_event(db, Event("service_agreed", request_id, actor=by, at=now, detail=service[:80]))
    return True


def release(db: Connection, request_id: str, *, team_id: str, by: str, now: datetime) -> bool:
    """Let a held request count like any other; False where the team holds no such request."""
    held = (referrals.c.id == request_id, referrals.c.team_id == team_id, referrals.c.suspected_at.is_not(None))
    if not db.execute(update(referrals).where(*held).values(suspected_at=None)).rowcount:
        return False
    record_event(db, Event("released", request_id, actor=by, at=now))
    return True


def _find_open(db: Connection, request_id: str, team_id: str) -> RequestRow | None:
    """Find a request that can be worked on; raise `ReferralError` with `not_opened` or `already_closed`."""
    row = find_row(db, request_id, team_id)
    if row is not None and State(row.state) in UNREAD:
        raise ReferralError("not_opened")
    if row is not None and row.state == State.CLOSED:
        raise ReferralError("already_closed")
    return row
