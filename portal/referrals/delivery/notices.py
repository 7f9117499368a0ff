"""Which messages follow: a request handed over opens its notices; one that does not get through tells the operator."""

from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import Connection, Select, and_, exists, or_, select, update

from portal.referrals.audit import Event, record_event
from portal.referrals.delivery.contacts import FindContacts
from portal.referrals.delivery.messages import (
    ENDED,
    INBOX,
    NEW_REQUEST,
    SMTP,
    UNDELIVERED,
    URGENT,
    DeliveryState,
    Leased,
    Result,
)
from portal.referrals.delivery.queue import cancel_others, hurry, open_delivery, record_result
from portal.referrals.recipients import Recipient
from portal.referrals.states import State
from portal.referrals.tables import deliveries, referrals

NEXT_CHANNEL_AFTER = timedelta(minutes=15)
TELL_OPERATOR_AFTER = timedelta(minutes=60)


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
    if result is Result.ACCEPTED:
        cancel_others(db, leased)
        hurry(db, leased.channel, now)
    if result is Result.ACCEPTED and (leased.channel, leased.purpose) == (INBOX, NEW_REQUEST):
        _hand_over(db, leased, now)
        if has_mail:
            _open_notices(db, leased, find_contacts, now)
    return True


def is_any_alarm_due(db: Connection, now: datetime, *, last_channel: str) -> bool:
    """Tell whether a message got a flat no on the last channel or has waited an hour, and the operator was not told."""
    return db.execute(_undelivered(now, last_channel).limit(1)).first() is not None


def raise_alarms(db: Connection, now: datetime, *, last_channel: str) -> tuple[str, ...]:
    """Queue one message to the operator for each request with a stuck message; return those requests' ids."""
    stuck = sorted(row.referral_id for row in db.execute(_undelivered(now, last_channel)))
    told = tuple(each for each in stuck if _tell_operator(db, each, now))  # another worker may have been first
    for referral_id in told:
        record_event(db, Event("undelivered", referral_id, actor="worker", at=now))
    return told


def is_any_stalled(db: Connection, channels: tuple[str, ...], now: datetime) -> bool:
    """Tell whether a message has to be tried on the next of the channels (in their order) as well."""
    return any(db.execute(_stalled(*pair, now).limit(1)).first() for pair in pairwise(channels))


def open_next_channels(db: Connection, channels: tuple[str, ...], now: datetime) -> int:
    """Try on the next channel what got a flat no, or was not accepted for 15 minutes; return how many messages."""
    opened = 0
    for this, following in pairwise(channels):
        for row in db.execute(_stalled(this, following, now)).all():
            recipient = Recipient(row.recipient)
            opened += open_delivery(
                db, row.referral_id, channel=following, recipient=recipient, purpose=row.purpose, now=now
            )
    return opened


def _tell_operator(db: Connection, referral_id: str, now: datetime) -> bool:
    return open_delivery(db, referral_id, channel=SMTP, recipient=Recipient.OPERATOR, purpose=UNDELIVERED, now=now)


def _hand_over(db: Connection, leased: Leased, now: datetime) -> None:
    is_new = and_(referrals.c.id == leased.referral_id, referrals.c.state.in_((State.RECEIVED, State.ROUTED)))
    if db.execute(update(referrals).where(is_new).values(state=State.HANDED_OVER)).rowcount:
        record_event(db, Event("handed_over", leased.referral_id, actor="worker", at=now, detail=leased.channel))


def _open_notices(db: Connection, leased: Leased, find_contacts: FindContacts, now: datetime) -> None:
    addresses = find_contacts(db, leased.team_id).addresses
    columns = select(referrals.c.is_urgent, referrals.c.suspected_at)
    is_urgent, suspected_at = db.execute(columns.where(referrals.c.id == leased.referral_id)).one()
    if suspected_at is not None and not is_urgent:  # `remind_of_held` tells of all of them at once
        return
    wanted = [(Recipient.TEAM, NEW_REQUEST)]
    if is_urgent:
        wanted = [(Recipient.TEAM, URGENT), (Recipient.DUTY, URGENT)]
    for recipient, purpose in wanted:
        if addresses.get(recipient):
            open_delivery(db, leased.referral_id, channel=SMTP, recipient=recipient, purpose=purpose, now=now)


def _stalled(this: str, following: str, now: datetime) -> Select[tuple[str, str, str]]:
    each, tried = deliveries.c, deliveries.alias("tried")
    is_late = and_(each.made_at <= now - NEXT_CHANNEL_AFTER, each.state.not_in(ENDED))
    is_tried = exists().where(
        tried.c.referral_id == each.referral_id,
        tried.c.recipient == each.recipient,
        tried.c.purpose == each.purpose,
        tried.c.channel == following,
    )
    stalled = or_(each.state == DeliveryState.REFUSED, is_late)
    columns = (each.referral_id, each.recipient, each.purpose)
    return select(*columns).where(each.channel == this, stalled, ~is_tried).order_by(*columns)  # workers in one order


def _undelivered(now: datetime, last_channel: str) -> Select[tuple[str]]:
    """Choose the requests with a stuck message to somebody at work, of which the operator was not told.

    A family that mistyped its address is no fault of ours, and must not use up the one alarm of its request.
    """
    each, told = deliveries.c, deliveries.alias("told")
    is_stuck = or_(
        and_(each.state == DeliveryState.REFUSED, each.channel == last_channel),
        and_(
            each.made_at <= now - TELL_OPERATOR_AFTER,
            each.state.not_in(ENDED),
        ),
    )
    is_told = exists().where(told.c.referral_id == each.referral_id, told.c.purpose == UNDELIVERED)
    is_to_work = and_(each.purpose != UNDELIVERED, each.recipient != Recipient.FAMILY)
    return select(each.referral_id).distinct().where(is_stuck, is_to_work, ~is_told)
