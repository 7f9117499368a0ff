"""The link in a notice: whoever types a name there says that the notice was seen, and can do nothing else with it.

The link's token is made when its message is taken in hand and goes out with it; only its hash is kept, so that neither
the outbox nor a copy of the database holds one. Opening the link changes nothing, since mail scanners open links.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import Connection, Row, delete, insert, select, update

from portal.referrals.audit import Event, record_event
from portal.referrals.delivery.messages import INBOX, NEW_REQUEST, URGENT, Leased
from portal.referrals.delivery.queue import cancel_for
from portal.referrals.delivery.rerouting import REROUTED
from portal.referrals.recipients import Clock, Recipient
from portal.referrals.states import UNREAD, State
from portal.referrals.tables import acknowledgement_links, referrals
from portal.store.boxes import new_secret, row_id

NoticeRow: TypeAlias = Row[str, str, datetime, datetime | None, str]
LINK_LASTS = timedelta(days=14)
_LONGEST_NAME = 80  # characters
REMINDED = (Recipient.TEAM, Recipient.DUTY)
_ABOUT_UNREAD = (NEW_REQUEST, URGENT, REROUTED, f"{Clock.READ}_")


@dataclass(frozen=True)
class SeenNotice:
    """What the page behind the link may show: nothing of a family, team or area."""

    reference: str
    received_at: datetime
    acknowledged_at: datetime | None
    is_read: bool  # somebody signed in has opened the request: nothing is left to say


def make_link(db: Connection, leased: Leased, now: datetime) -> str:
    """Make the token for a message to a team about a request it has not read; "" for every other message."""
    is_reminder = leased.recipient in REMINDED and leased.purpose.startswith(_ABOUT_UNREAD)
    if leased.channel == INBOX or not is_reminder:
        return ""
    token = new_secret()
    row = {"row_id": row_id(token), "referral_id": leased.referral_id, "expires_at": now + LINK_LASTS}
    db.execute(insert(acknowledgement_links).values(row))
    return token


def forget_link(db: Connection, token: str) -> None:
    """Forget the link of a message that did not go out."""
    db.execute(delete(acknowledgement_links).where(acknowledgement_links.c.row_id == row_id(token)))


def sweep_links(db: Connection, now: datetime) -> None:
    """Forget the links that have run out."""
    link = acknowledgement_links.c
    over = select(link.row_id).where(link.expires_at <= now).with_for_update(skip_locked=True)  # a purge has the others
    db.execute(delete(acknowledgement_links).where(link.row_id.in_(over)))


def find_notice(db: Connection, token: str, now: datetime) -> SeenNotice | None:
    """Return what a link is about; None where it is unknown or has run out. Changes nothing."""
    row = _find(db, token, now)
    return _notice(row, row.acknowledged_at) if row else None


def acknowledge(db: Connection, token: str, *, name: str, now: datetime) -> SeenNotice | None:
    """Note who saw the notice and stop the team's reminders; read-by runs on until somebody opens the request.

    Only the first name counts, and only while the request is unread; None where the link is unknown or has run out.
    """
    row = _find(db, token, now)
    if row is None:
        return None
    first = (referrals.c.id == row.id, referrals.c.acknowledged_at.is_(None), referrals.c.state.in_(UNREAD))
    change = update(referrals).where(*first).values(acknowledged_at=now, acknowledged_by=name[:_LONGEST_NAME])
    if db.execute(change).rowcount:
        for recipient in REMINDED:
            cancel_for(db, row.id, recipient)
        record_event(db, Event("acknowledged", row.id, actor="link", at=now))
    return _notice(row, row.acknowledged_at or now)


def _notice(row: NoticeRow, acknowledged_at: datetime | None) -> SeenNotice:
    return SeenNotice(row.reference, row.received_at, acknowledged_at, is_read=State(row.state) not in UNREAD)


def _find(db: Connection, token: str, now: datetime) -> NoticeRow | None:
    each = referrals.c
    columns = (each.id, each.reference, each.received_at, each.acknowledged_at, each.state)
    link = acknowledgement_links.c
    query = select(*columns).join(acknowledgement_links, link.referral_id == referrals.c.id)
    return db.execute(query.where(link.row_id == row_id(token), link.expires_at > now)).one_or_none()
