"""Short messages to a family: only by email, only where it chose email and ticked that it wants them; else nothing, ever.

The address is sealed until a message goes out. What is owed follows from how far the request is: it has come, somebody
has read it, somebody tried to reach them; each at most once, and only the newest of them.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from nacl.public import PublicKey
from sqlalchemy import Connection, Engine, Select, case, exists, insert, literal, select, update

from portal.referrals.attempts import AttemptOutcome
from portal.referrals.delivery.channels import Channel, Notice, Sent
from portal.referrals.delivery.messages import ENDED, DeliveryState, Leased, Result
from portal.referrals.delivery.queue import is_any_delivery_due, lease_next, open_delivery, record_result
from portal.referrals.errors import ReferralError
from portal.referrals.family_tables import family_addresses
from portal.referrals.models import Answers
from portal.referrals.recipients import Recipient
from portal.referrals.sealing.envelope import SealedApart, open_apart, seal_apart
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.tables import case_notes, deliveries, referrals
from portal.store.transactions import reading, writing

FAMILY_MAIL = "family_mail"
GIVE_UP_AFTER = timedelta(days=1)  # news of yesterday helps nobody, and a wrong address is no place to knock for long

_log = logging.getLogger(__name__)


class News(StrEnum):
    """What a family is told."""

    HAVE = "news_have"
    READ = "news_read"
    TRIED = "news_tried"


def keep_address(db: Connection, referral_id: str, answers: Answers, public_key: PublicKey) -> None:
    """Keep the address that messages may go to, sealed; nothing where the family did not ask for them."""
    if not answers.message_address:
        return
    sealed = seal_apart(public_key, answers.message_address.encode(), referral_id)
    db.execute(insert(family_addresses).values(referral_id=referral_id, locale=answers.locale, **asdict(sealed)))


def open_news(db: Connection, now: datetime) -> int:
    """Put the messages that families are owed in the queue; return how many."""
    opened = 0
    for row in db.execute(_owed()).all():
        opened += open_delivery(db, row.id, channel=FAMILY_MAIL, recipient=Recipient.FAMILY, purpose=row.news, now=now)
    return opened


def give_up_news(db: Connection, now: datetime) -> None:
    """Stop the messages to families that nobody took for a day."""
    old = (deliveries.c.recipient == Recipient.FAMILY, deliveries.c.made_at <= now - GIVE_UP_AFTER)
    ended = {"state": DeliveryState.CANCELLED, "lease_owner": None, "lease_until": None}
    db.execute(update(deliveries).where(*old, deliveries.c.state.not_in(ENDED)).values(**ended))


@dataclass(frozen=True)
class FamilySender:
    """What a worker sends messages to families with: a channel for each language, and the keys of their addresses."""

    engine: Engine
    owner: str
    channels: Mapping[str, Channel]
    private_keys: PrivateKeys
    domain: str

    def __call__(self, now: datetime) -> bool:
        """Send one message that is owed; False where none is."""
        with reading(self.engine) as db:
            if db.execute(_owed().limit(1)).first() is None and not is_any_delivery_due(db, (FAMILY_MAIL,), now):
                return False
        with writing(self.engine) as db:
            open_news(db, now)
            leased = lease_next(db, owner=self.owner, channels=(FAMILY_MAIL,), domain=self.domain, now=now)
        if leased is None:
            return False
        sent = self._send(leased, now)
        with writing(self.engine) as db:
            is_ours = record_result(db, leased, sent.result, code=sent.code, now=now)
        _log.info("delivery %s %s %s", leased.id, sent.code, "recorded" if is_ours else "stale")
        return True

    def _send(self, leased: Leased, now: datetime) -> Sent:
        try:
            with reading(self.engine) as db:
                address, locale = self._find_address(db, leased.referral_id)
        except ReferralError as error:
            return Sent(Result.WAITING, error.code)
        channel = self.channels.get(locale) or next(iter(self.channels.values()))
        notice = Notice(leased.message_id, address, team_name="", reference="", purpose=leased.purpose, sent_at=now)
        try:
            return channel.send(notice)
        except Exception as error:  # noqa: BLE001 - one message that breaks a channel must not hold up the others
            _log.error("delivery %s broke: %s", leased.id, type(error).__name__)
            return Sent(Result.WAITING, f"broke_{type(error).__name__}"[:40])

    def _find_address(self, db: Connection, referral_id: str) -> tuple[str, str]:
        """Open a family's address; "" where it wants no messages any more."""
        row = db.execute(select(family_addresses).where(family_addresses.c.referral_id == referral_id)).one_or_none()
        if row is None:
            return "", ""
        sealed = SealedApart(row.key_id, row.sealed_key, row.box)
        return open_apart(self.private_keys, sealed, referral_id).decode(), row.locale


def _owed() -> Select[tuple[str, str]]:
    """Choose the requests whose newest news is in no queue; none of what is held, closed or in touch already."""
    each = referrals.c
    news = case(
        (each.tried_at.is_not(None), literal(News.TRIED.value)),
        (each.read_at.is_not(None), literal(News.READ.value)),
        else_=literal(News.HAVE.value),
    )
    is_queued = exists().where(
        deliveries.c.referral_id == each.id, deliveries.c.recipient == Recipient.FAMILY, deliveries.c.purpose == news
    )
    has_spoken = exists().where(case_notes.c.referral_id == each.id, case_notes.c.outcome == AttemptOutcome.SPOKE)
    goes_on = (each.closed_at.is_(None), each.suspected_at.is_(None), each.in_touch_at.is_(None), ~has_spoken)
    query = select(each.id, news.label("news")).join(family_addresses, family_addresses.c.referral_id == each.id)
    return query.where(*goes_on, ~is_queued).order_by(each.id)
