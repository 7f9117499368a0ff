"""What a family adds after asking: a corrected number, an agreement taken back, a wish to end it, "nobody came".

Each is kept sealed beside the request and overwrites nothing; a person sees it, and a person decides.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from nacl.public import PublicKey
from sqlalchemy import Connection, delete, func, insert, select, update

from portal.local_time import local_day
from portal.referrals.audit import Event, record_event
from portal.referrals.delivery.queue import cancel_for
from portal.referrals.errors import ReferralError
from portal.referrals.family_tables import family_addresses, wishes
from portal.referrals.promise.escalation import tell_at_once
from portal.referrals.recipients import Clock, Level, Recipient
from portal.referrals.sealing.envelope import SealedApart, open_apart, seal_apart
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.tables import escalations, referrals

FAMILY = "family"
MOST_A_DAY = 10  # of one request: more comes from no family


class WishKind(StrEnum):
    """What a family may add."""

    NEW_NUMBER = "new_number"
    END_AGREEMENT = "end_agreement"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Wish:
    """One of them: `detail` is a number or an agreement's id; `seen_by` the person of the team who saw it."""

    id: str
    kind: WishKind
    at: datetime
    detail: str = ""
    may_ring: str = ""
    seen_at: datetime | None = None
    seen_by: str | None = None


def say_nobody(db: Connection, referral_id: str, now: datetime) -> bool:
    """Tell the manager at once that nobody has been in touch, once a day; False before the time has passed."""
    each = referrals.c
    late = (each.id == referral_id, each.contact_by <= now, each.in_touch_at.is_(None), each.closed_at.is_(None))
    if db.execute(select(each.id).where(*late)).one_or_none() is None:
        return False
    if tell_at_once(db, referral_id, Clock.FAMILY, f"{Level.SILENCE}-{local_day(now)}", now):
        record_event(db, Event("said_nobody", referral_id, actor="family", at=now))
    return True


def add_wish(
    db: Connection,
    referral_id: str,
    kind: WishKind,
    *,
    public_key: PublicKey,
    now: datetime,
    detail: str = "",
    may_ring: str = "",
) -> None:
    """Keep a family's wish sealed to the council and tell its team.

    Raises `ReferralError`: `already_closed`, `too_many` above ten a day.
    """
    _refuse_closed(db, referral_id)
    _refuse_too_many(db, referral_id, now)
    wish = Wish(uuid4().hex, kind, now, detail, may_ring)
    _keep(db, referral_id, wish, public_key)
    tell_at_once(db, referral_id, Clock.FAMILY, f"{Level.WISH}-{wish.id[:12]}", now)
    record_event(db, Event("wished", referral_id, actor=FAMILY, at=now, detail=kind))


def note_wish(
    db: Connection,
    referral_id: str,
    kind: WishKind,
    *,
    public_key: PublicKey,
    by: str,
    now: datetime,
    detail: str = "",
    may_ring: str = "",
) -> None:
    """Keep a wish that the family told a person of the team (`by`, their id), who has then seen it.

    Raises `ReferralError`: `already_closed`.
    """
    _refuse_closed(db, referral_id)
    _keep(db, referral_id, Wish(uuid4().hex, kind, now, detail, may_ring, seen_at=now, seen_by=by), public_key)
    record_event(db, Event("wish_noted", referral_id, actor=by, at=now, detail=kind))


def stop_messages(db: Connection, referral_id: str, now: datetime, *, by: str = FAMILY) -> None:
    """Send the family nothing more: its address for messages is deleted at once."""
    if db.execute(delete(family_addresses).where(family_addresses.c.referral_id == referral_id)).rowcount:
        cancel_for(db, referral_id, Recipient.FAMILY)
        record_event(db, Event("messages_ended", referral_id, actor=by, at=now))


def find_wishes(db: Connection, referral_id: str, private_keys: PrivateKeys) -> tuple[Wish, ...]:
    """Open what a family added to its request, oldest first."""
    rows = db.execute(select(wishes).where(wishes.c.referral_id == referral_id).order_by(wishes.c.at, wishes.c.id))
    return tuple(
        Wish(
            id=row.id,
            kind=WishKind(row.kind),
            at=row.at,
            seen_at=row.seen_at,
            seen_by=row.seen_by,
            **json.loads(open_apart(private_keys, SealedApart(row.key_id, row.sealed_key, row.box), row.id)),
        )
        for row in rows
    )


def find_unseen(db: Connection, team_id: str) -> frozenset[str]:
    """Return the ids of a team's requests to which a family added what nobody has seen yet."""
    query = select(wishes.c.referral_id).join(referrals, referrals.c.id == wishes.c.referral_id)
    return frozenset(db.execute(query.where(referrals.c.team_id == team_id, wishes.c.seen_at.is_(None))).scalars())


def is_unseen(db: Connection, referral_id: str, kind: WishKind) -> bool:
    """Tell whether the family wished for such a thing and no person has seen it yet."""
    there = (wishes.c.referral_id == referral_id, wishes.c.kind == kind, wishes.c.seen_at.is_(None))
    return db.execute(select(wishes.c.id).where(*there).limit(1)).first() is not None


def find_silent(db: Connection, team_id: str) -> frozenset[str]:
    """Return the ids of a team's requests whose families said that nobody has been in touch, until somebody is."""
    said = (escalations.c.clock == Clock.FAMILY, escalations.c.level.like(f"{Level.SILENCE}%"))
    goes_on = (referrals.c.in_touch_at.is_(None), referrals.c.closed_at.is_(None))
    query = select(escalations.c.referral_id).join(referrals, referrals.c.id == escalations.c.referral_id)
    return frozenset(db.execute(query.where(referrals.c.team_id == team_id, *said, *goes_on)).scalars())


def note_seen(db: Connection, wish_id: str, *, referral_id: str, by: str, now: datetime) -> bool:
    """Note which person of the team saw a wish; False where the request has none like it that is still unseen."""
    unseen = (wishes.c.id == wish_id, wishes.c.referral_id == referral_id, wishes.c.seen_at.is_(None))
    if not db.execute(update(wishes).where(*unseen).values(seen_at=now, seen_by=by)).rowcount:
        return False
    record_event(db, Event("wish_seen", referral_id, actor=by, at=now))
    return True


def _refuse_closed(db: Connection, referral_id: str) -> None:
    closed_at = db.execute(select(referrals.c.closed_at).where(referrals.c.id == referral_id)).scalar_one()
    if closed_at is not None:
        raise ReferralError("already_closed")


def _refuse_too_many(db: Connection, referral_id: str, now: datetime) -> None:
    recent = (wishes.c.referral_id == referral_id, wishes.c.at > now - timedelta(days=1))
    if db.execute(select(func.count()).select_from(wishes).where(*recent)).scalar_one() >= MOST_A_DAY:
        raise ReferralError("too_many")


def _keep(db: Connection, referral_id: str, wish: Wish, public_key: PublicKey) -> None:
    """Keep a wish; what was said is sealed, the rest tells who has to look at it."""
    said = json.dumps({"detail": wish.detail, "may_ring": wish.may_ring}).encode()
    row = {"id": wish.id, "referral_id": referral_id, "kind": wish.kind, "at": wish.at}
    seen = {"seen_at": wish.seen_at, "seen_by": wish.seen_by}
    db.execute(insert(wishes).values(**row, **seen, **asdict(seal_apart(public_key, said, wish.id))))
