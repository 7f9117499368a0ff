"""The queue of messages: put in once, leased by a worker, repeated until accepted, or cancelled."""

import random
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, update

from portal.referrals.delivery.messages import (
    ENDED,
    GLASS,
    INBOX,
    NO_STARTTLS,
    TLS_FAILED,
    UNREACHABLE,
    DeliveryState,
    Leased,
    Result,
)
from portal.referrals.recipients import Clock, Recipient
from portal.referrals.tables import deliveries, referrals, team_turns
from portal.store.upserts import insert_into

LEASE = timedelta(seconds=115)  # and a look a second: within two minutes another worker has sent what a dead one held
_WAITS = tuple(timedelta(seconds=each) for each in (30, 120, 300, 600, 1200, 1800))
_LONGEST_WAIT = timedelta(minutes=30)
_JITTER = 0.2
_AWAY = (UNREACHABLE, TLS_FAILED, NO_STARTTLS)  # codes that speak of the server and not of the message
_FIRST = (  # no mail server, however slow, stands between a request and the inbox
    deliveries.c.channel != INBOX,
    team_turns.c.taken_at.is_not(None),  # the teams in turn: what one of them makes us wait for, the others do not
    team_turns.c.taken_at,
    referrals.c.is_urgent.desc(),
    deliveries.c.attempts,
    deliveries.c.next_at,
    deliveries.c.id,
)


def open_delivery(
    db: Connection, referral_id: str, *, channel: str, recipient: Recipient, purpose: str, now: datetime
) -> bool:
    """Put a message in the queue; False where it is there already and stays as it is."""
    key = {"referral_id": referral_id, "channel": channel, "recipient": recipient, "purpose": purpose}
    row = {"id": uuid4().hex, "state": DeliveryState.PENDING, "attempts": 0, "epoch": 0, "made_at": now, "next_at": now}
    new = insert_into(db, deliveries).values(**row, **key).on_conflict_do_nothing(index_elements=list(key))
    return db.execute(new).rowcount == 1


def lease_next(
    db: Connection, *, owner: str, channels: tuple[str, ...], domain: str, now: datetime, is_urgent: bool = False
) -> Leased | None:
    """Take for a `LEASE` the next message that is due, of urgent requests only where it says so; None without one.

    The inbox comes first, then the teams in turn, and of a team the urgent and the least tried.
    The Message-ID is made with the first lease and never changes, so that a repeat can be recognised.
    """
    row = _find_next(db, channels, now, is_urgent=is_urgent)
    if row is None:
        return None
    message_id = row.message_id or f"<{row.id}@{domain}>"
    taken = Leased(
        id=row.id,
        epoch=row.epoch + 1,
        referral_id=row.referral_id,
        reference=row.reference,
        team_id=row.team_id,
        channel=row.channel,
        recipient=Recipient(row.recipient),
        purpose=row.purpose,
        message_id=message_id,
        attempts=row.attempts + 1,
        until=now + LEASE,
    )
    _take(db, taken, owner)
    if taken.channel != INBOX:
        _end_turn(db, taken.team_id, now)
    return taken


def record_result(db: Connection, leased: Leased, result: Result, *, code: str, now: datetime) -> bool:
    """Record what became of an attempt; False, and nothing written, where the lease has passed to somebody else."""
    changes: dict[str, object] = {"state": result.value, "lease_owner": None, "lease_until": None, "last_code": code}
    if result is Result.ACCEPTED:
        changes["accepted_at"] = now
    else:
        changes["next_at"] = now + next_wait(leased.attempts, random.SystemRandom().random())
    is_ours = and_(
        deliveries.c.id == leased.id, deliveries.c.epoch == leased.epoch, deliveries.c.state == DeliveryState.LEASED
    )
    return db.execute(update(deliveries).where(is_ours).values(**changes)).rowcount == 1


def hurry(db: Connection, channel: str, now: datetime) -> None:
    """Try at once what could not reach a channel's server, for it takes messages again.

    Not what the server itself did not want just then: one that takes only so many would be pressed by all the others.
    """
    each = deliveries.c
    waits = (
        each.channel == channel,
        each.state == DeliveryState.WAITING,
        each.last_code.in_(_AWAY),
        each.next_at > now,
    )
    held = select(each.id).where(*waits).with_for_update(skip_locked=True)
    db.execute(update(deliveries).where(each.id.in_(held)).values(next_at=now))


def cancel_others(db: Connection, leased: Leased) -> None:
    """Stop the same message on other channels: one has taken it."""
    each = deliveries.c
    same = (each.referral_id == leased.referral_id, each.recipient == leased.recipient, each.purpose == leased.purpose)
    _cancel(db, and_(*same, each.id != leased.id))


def cancel_deliveries(db: Connection, referral_id: str, *, but_of: Clock | None = None) -> None:
    """Stop what is not needed any more: all messages of a request, or all but those of one clock and of the family.

    Never that somebody opened what is hidden from them: doing the work is no reason that nobody looks at it.
    """
    purpose = deliveries.c.purpose
    these = and_(deliveries.c.referral_id == referral_id, purpose.not_like(f"{GLASS}%"))
    others = and_(these, purpose.not_like(f"{but_of}%"), purpose.not_like(f"{Clock.FAMILY}%"))
    _cancel(db, these if but_of is None else others)


def cancel_for(db: Connection, referral_id: str, recipient: Recipient) -> None:
    """Stop what one recipient would still be told of a request."""
    _cancel(db, and_(deliveries.c.referral_id == referral_id, deliveries.c.recipient == recipient))


def is_any_delivery_due(db: Connection, channels: tuple[str, ...], now: datetime, *, is_urgent: bool = False) -> bool:
    """Tell whether a message waits to be sent, of an urgent request where it says so."""
    due = select(deliveries.c.id).where(deliveries.c.channel.in_(channels), _is_due(now))
    if is_urgent:
        due = due.join(referrals, referrals.c.id == deliveries.c.referral_id).where(referrals.c.is_urgent)
    return db.execute(due.limit(1)).first() is not None


def next_wait(attempts: int, jitter: float) -> timedelta:
    """Return the wait after so many attempts: 30 s, 2, 5, 10, 20, 30 min, then 30 min less up to a fifth (`jitter` 0..1).

    Never more than 30 minutes: so long after a server is well again, at most, everything was tried on it.
    """
    if attempts <= len(_WAITS):
        return _WAITS[attempts - 1]
    return _LONGEST_WAIT * (1 - _JITTER * jitter)


def _is_due(now: datetime) -> ColumnElement[bool]:
    is_free = deliveries.c.state.in_(
        (DeliveryState.PENDING, DeliveryState.WAITING, DeliveryState.UNKNOWN, DeliveryState.REFUSED)
    )
    is_abandoned = and_(deliveries.c.state == DeliveryState.LEASED, deliveries.c.lease_until <= now)
    return or_(and_(is_free, deliveries.c.next_at <= now), is_abandoned)


def _find_next(
    db: Connection, channels: tuple[str, ...], now: datetime, *, is_urgent: bool
) -> Row[tuple[object, ...]] | None:
    """Find what is to be taken next and hold it and its request; what somebody else holds is passed over."""
    found = (
        select(deliveries, referrals.c.reference, referrals.c.team_id)
        .join(referrals, referrals.c.id == deliveries.c.referral_id)
        .outerjoin(team_turns, team_turns.c.team_id == referrals.c.team_id)
        .where(deliveries.c.channel.in_(channels), _is_due(now))
        .order_by(*_FIRST)
        .limit(1)
    )
    if is_urgent:
        found = found.where(referrals.c.is_urgent)
    held = found.with_for_update(of=(deliveries, referrals), key_share=True, skip_locked=True)
    return db.execute(held).one_or_none()


def _take(db: Connection, taken: Leased, owner: str) -> None:
    db.execute(
        update(deliveries)
        .where(deliveries.c.id == taken.id)
        .values(
            state=DeliveryState.LEASED,
            lease_owner=owner,
            lease_until=taken.until,
            epoch=taken.epoch,
            attempts=taken.attempts,
            message_id=taken.message_id,
        )
    )


def _end_turn(db: Connection, team_id: str, now: datetime) -> None:
    new = insert_into(db, team_turns).values(team_id=team_id, taken_at=now)
    db.execute(new.on_conflict_do_update(index_elements=["team_id"], set_={"taken_at": now}))


def _cancel(db: Connection, these: ColumnElement[bool]) -> None:
    is_open = deliveries.c.state.not_in(ENDED)
    ended = {"state": DeliveryState.CANCELLED, "lease_owner": None, "lease_until": None}
    db.execute(update(deliveries).where(these, is_open).values(**ended))
