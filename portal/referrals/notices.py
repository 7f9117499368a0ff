"""Which messages follow: a request handed over opens its notices; one that does not get through tells the operator."""

from datetime import datetime

from sqlalchemy import Connection, Select, and_, exists, or_, select, update

from portal.referrals.audit import Event, record_event
from portal.referrals.delivery import (
    INBOX,
    NEW_REQUEST,
    SMTP,
    TELL_OPERATOR_AFTER,
    UNDELIVERED,
    URGENT,
    DeliveryState,
    Leased,
    Result,
    open_delivery,
    record_result,
)
from portal.referrals.escalation import FindContacts
from portal.referrals.promise import Recipient
from portal.referrals.states import State
from portal.referrals.tables import deliveries, referrals


def record_attempt_at_delivery(
    db: Connection,
    leased: Leased,
    result: Result,
    *,
    code: str,
    find_contacts: FindContacts,
    has_mail: bool,
    now: datetime,
) -> bool:
    """Record an attempt; a request accepted by the inbox is handed over and its notices queued in one transaction.

    The request is held before its message, in the order in which everybody takes them: nobody waits in a circle.
    """
    db.execute(select(referrals.c.id).where(referrals.c.id == leased.referral_id).with_for_update(key_share=True))
    if not record_result(db, leased, result, code=code, now=now):
        return False
    if result is Result.ACCEPTED and (leased.channel, leased.purpose) == (INBOX, NEW_REQUEST):
        _hand_over(db, leased, now)
        if has_mail:
            _open_notices(db, leased, find_contacts, now)
    return True


def is_any_alarm_due(db: Connection, now: datetime) -> bool:
    """Tell whether a message got a flat no or has waited an hour, and the operator has not been told."""
    return db.execute(_undelivered(now).limit(1)).first() is not None


def raise_alarms(db: Connection, now: datetime) -> tuple[str, ...]:
    """Queue one message to the operator for each request with a stuck message; return those requests' ids."""
    stuck = sorted(row.referral_id for row in db.execute(_undelivered(now)))
    told = tuple(each for each in stuck if _tell_operator(db, each, now))  # another worker may have been first
    for referral_id in told:
        record_event(db, Event("undelivered", referral_id, actor="worker", at=now))
    return told


def _tell_operator(db: Connection, referral_id: str, now: datetime) -> bool:
    return open_delivery(db, referral_id, channel=SMTP, recipient=Recipient.OPERATOR, purpose=UNDELIVERED, now=now)


def _hand_over(db: Connection, leased: Leased, now: datetime) -> None:
    is_new = and_(referrals.c.id == leased.referral_id, referrals.c.state.in_((State.RECEIVED, State.ROUTED)))
    if db.execute(update(referrals).where(is_new).values(state=State.HANDED_OVER)).rowcount:
        record_event(db, Event("handed_over", leased.referral_id, actor="worker", at=now, detail=leased.channel))


def _open_notices(db: Connection, leased: Leased, find_contacts: FindContacts, now: datetime) -> None:
    addresses = find_contacts(db, leased.team_id).addresses
    wanted = [(Recipient.TEAM, NEW_REQUEST)]
    if db.execute(select(referrals.c.is_urgent).where(referrals.c.id == leased.referral_id)).scalar_one():
        wanted = [(Recipient.TEAM, URGENT), (Recipient.DUTY, URGENT)]
    for recipient, purpose in wanted:
        if addresses.get(recipient):
            open_delivery(db, leased.referral_id, channel=SMTP, recipient=recipient, purpose=purpose, now=now)


def _undelivered(now: datetime) -> Select[tuple[str]]:
    each, told = deliveries.c, deliveries.alias("told")
    is_stuck = or_(
        each.state == DeliveryState.REFUSED,
        and_(
            each.made_at <= now - TELL_OPERATOR_AFTER,
            each.state.not_in((DeliveryState.ACCEPTED, DeliveryState.CANCELLED)),
        ),
    )
    is_told = exists().where(told.c.referral_id == each.referral_id, told.c.purpose == UNDELIVERED)
    return select(each.referral_id).distinct().where(is_stuck, each.purpose != UNDELIVERED, ~is_told)
