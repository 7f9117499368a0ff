"""Pass a request on to another team of its council, and rescue one whose team cannot read it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, func, select, update

from portal.referrals.audit import Event, record_event
from portal.referrals.delivery.messages import SMTP
from portal.referrals.delivery.queue import open_delivery
from portal.referrals.errors import ReferralError
from portal.referrals.recipients import Recipient
from portal.referrals.states import State
from portal.referrals.tables import acknowledgement_links, referral_events, referrals

REROUTED = "rerouted"
UNROUTABLE = "unroutable"
RESCUE_EVERY = timedelta(seconds=20)
# The team that can read what came for a team (council id, team id): itself, else the council's fallback, else nobody.
FindReader = Callable[[Connection, str, str], str | None]


class Reason(StrEnum):
    """Why a request is passed on; a code, so that nothing about a family stands in the audit trail."""

    WRONG_AREA = "wrong_area"
    MOVED = "moved"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    FAMILY_ASKED = "family_asked"
    NOBODY_READS = "nobody_reads"
    OTHER = "other"


def reroute(
    db: Connection, referral_id: str, *, team_id: str, reason: Reason, actor: str, has_mail: bool, now: datetime
) -> None:
    """Pass a request on; no clock begins again, and the new team is told where mail is sent.

    Raises `ReferralError`: `not_there`, `already_closed`, `already_there`.
    """
    row = db.execute(
        select(referrals).where(referrals.c.id == referral_id).with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise ReferralError("not_there")
    if row.state == State.CLOSED:
        raise ReferralError("already_closed")
    if row.team_id == team_id:
        raise ReferralError("already_there")
    fresh = {"team_id": team_id, "arrived_at": now, "worker_id": None, "close_asked_at": None}
    unseen = {"acknowledged_at": None, "acknowledged_by": None}
    db.execute(update(referrals).where(referrals.c.id == referral_id).values(**fresh, **unseen))
    # Whoever follows the old team's link would silence the reminders of a team that has seen nothing.
    db.execute(delete(acknowledgement_links).where(acknowledgement_links.c.referral_id == referral_id))
    record_event(db, Event(REROUTED, referral_id, actor=actor, at=now, detail=f"{reason} {team_id}"[:80]))
    if has_mail:
        purpose = f"{REROUTED}-{_count(db, referral_id, REROUTED)}"
        open_delivery(db, referral_id, channel=SMTP, recipient=Recipient.TEAM, purpose=purpose, now=now)


def rescue_stranded(db: Connection, find_reader: FindReader, *, has_mail: bool, now: datetime) -> tuple[str, ...]:
    """Pass what its team cannot read on to the fallback team and tell the operator of each; return their ids.

    What somebody had opened too, until it is closed: its family waits for somebody to go on. Where nobody can read it,
    it stays where it is and the operator is told once.
    """
    rescued: list[str] = []
    each, is_open = referrals.c, referrals.c.state != State.CLOSED
    of_team = db.execute(select(each.council_id, each.team_id).where(is_open).distinct()).all()
    readers = {(council, team): find_reader(db, council, team) for council, team in of_team}
    unread = {team for (_, team), reader in readers.items() if reader != team}
    stranded = select(each.id, each.council_id, each.team_id).where(is_open, each.team_id.in_(unread)).order_by(each.id)
    # All are held before the first event, and what somebody else holds is left for the next time.
    for row in db.execute(stranded.with_for_update(key_share=True, skip_locked=True)).all():
        reader = readers[row.council_id, row.team_id]
        if reader is not None:
            _pass_on(db, row.id, reader, has_mail=has_mail, now=now)
        if _tell_operator(db, row.id, has_mail=has_mail, now=now):
            rescued.append(row.id)
    return tuple(rescued)


def _pass_on(db: Connection, referral_id: str, reader: str, *, has_mail: bool, now: datetime) -> None:
    reason = Reason.NOBODY_READS
    try:
        reroute(db, referral_id, team_id=reader, reason=reason, actor="worker", has_mail=has_mail, now=now)
    except ReferralError:  # another worker was first, or it was closed
        return


def _tell_operator(db: Connection, referral_id: str, *, has_mail: bool, now: datetime) -> bool:
    if _count(db, referral_id, UNROUTABLE):
        return False
    record_event(db, Event(UNROUTABLE, referral_id, actor="worker", at=now))
    if has_mail:
        open_delivery(db, referral_id, channel=SMTP, recipient=Recipient.OPERATOR, purpose=UNROUTABLE, now=now)
    return True


def _count(db: Connection, referral_id: str, kind: str) -> int:
    these = (referral_events.c.referral_id == referral_id, referral_events.c.kind == kind)
    return db.execute(select(func.count()).select_from(referral_events).where(*these)).scalar_one()
