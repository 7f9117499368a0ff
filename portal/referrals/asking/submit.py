"""Submit: a request becomes one sealed row with its delivery, clocks and audit event, all or nothing."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import uuid4

from nacl.public import PublicKey
from sqlalchemy import Connection, Result, Row, insert, select

from portal.local_time import local_day
from portal.referrals.asking.drafts import end_draft
from portal.referrals.audit import Event, record_event
from portal.referrals.delivery.family_mail import keep_address
from portal.referrals.delivery.messages import INBOX, NEW_REQUEST
from portal.referrals.delivery.queue import open_delivery
from portal.referrals.models import Answers, Asker
from portal.referrals.promise.clocks import Clocks
from portal.referrals.recipients import Recipient
from portal.referrals.references import new_reference
from portal.referrals.sealing.envelope import seal_referral
from portal.referrals.states import State, UrgentReason
from portal.referrals.tables import escalations, referrals
from portal.store.upserts import insert_into

ReceiptColumns: TypeAlias = tuple[str, str, str, datetime, bool, datetime]

RECEIPT_LIVES_FOR = timedelta(hours=2)


@dataclass(frozen=True)
class Door:
    """Where a request goes: the team that reads it and the name the family was shown, by which version of the rules."""

    council_id: str
    team_id: str
    name: str
    rule_version: str
    locality_id: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What a family is told once the request is on disk; nothing of what they wrote."""

    reference: str
    council_id: str
    door_name: str
    contact_by: datetime
    is_urgent: bool

    @property
    def contact_day(self) -> date:
        """Return the day in London by which somebody will be in touch."""
        return local_day(self.contact_by)


@dataclass(frozen=True)
class SentRequest:
    """A request of the last two hours, as whoever sent it may go on with it."""

    id: str
    reference: str
    is_by_helper: bool


@dataclass(frozen=True)
class Request:
    """What goes to a council: answers, door, the public key, both clocks; whether danger words were found, and whether
    it may come from a machine (it is kept all the same, and held for a person to look at, unless it is urgent).
    """

    answers: Answers
    door: Door
    public_key: PublicKey
    clocks: Clocks
    has_danger_words: bool = False
    is_suspected: bool = False

    @property
    def is_urgent(self) -> bool:
        """Tell whether it goes to the top of the list."""
        return bool(self.urgent_reasons)

    @property
    def is_held_back(self) -> bool:
        """Tell whether a person has to look at it first; never what is urgent: a false alarm costs less than a silence."""
        return self.is_suspected and not self.is_urgent

    @property
    def urgent_reasons(self) -> tuple[UrgentReason, ...]:
        """Say why: what they answered, what they wrote, where they sleep."""
        young = self.answers.young_person
        reasons = {
            UrgentReason.SAID_DANGER: self.answers.danger is not None and self.answers.danger.is_urgent,
            UrgentReason.DANGER_WORDS: self.has_danger_words,
            UrgentReason.NOWHERE_TO_SLEEP: young is not None and young.has_nowhere_to_sleep,
        }
        return tuple(reason for reason, is_so in reasons.items() if is_so)


def submit_referral(
    db: Connection, request: Request, *, submission_key: str, draft_secret: str | None, now: datetime
) -> Receipt:
    """Keep a request and return its receipt; a key that was used before gives the receipt of then and keeps nothing.

    The caller's transaction (`store.writing`) has to end before the receipt is shown.
    """
    _keep_once(db, request, submission_key, now)
    if draft_secret is not None:
        end_draft(db, draft_secret)
    return _receipt(_rows(db, submission_key).one())


def find_receipt(db: Connection, submission_key: str, now: datetime) -> Receipt | None:
    """Return the receipt of a key that was used in the last two hours; look here before session and CSRF."""
    row = _rows(db, submission_key).one_or_none()
    return _receipt(row) if row and now - row.received_at < RECEIPT_LIVES_FOR else None


def find_kept_id(db: Connection, submission_key: str) -> str | None:
    """Return the id of the request that a key made, however long ago."""
    kept = select(referrals.c.id).where(referrals.c.submission_hash == _hash(submission_key))
    return db.execute(kept).scalar_one_or_none()


def find_sent(db: Connection, submission_key: str, now: datetime) -> SentRequest | None:
    """Return the request of a key that was used in the last two hours."""
    kept = referrals.c
    recent = (kept.submission_hash == _hash(submission_key), kept.received_at > now - RECEIPT_LIVES_FOR)
    row = db.execute(select(kept.id, kept.reference, kept.is_by_helper).where(*recent)).one_or_none()
    return SentRequest(row.id, row.reference, bool(row.is_by_helper)) if row else None


def _rows(db: Connection, submission_key: str) -> Result[ReceiptColumns]:
    kept = referrals.c
    query = select(kept.reference, kept.council_id, kept.door_name, kept.contact_by, kept.is_urgent, kept.received_at)
    return db.execute(query.where(kept.submission_hash == _hash(submission_key)))


def _receipt(row: Row[ReceiptColumns]) -> Receipt:
    return Receipt(row.reference, row.council_id, row.door_name, row.contact_by, row.is_urgent)


def _keep_once(db: Connection, request: Request, submission_key: str, now: datetime) -> None:
    referral_id = uuid4().hex
    moments = {"received_at": now, "suspected_at": now if request.is_held_back else None}
    values = {**_columns(request, referral_id), **moments, "submission_hash": _hash(submission_key)}
    kept = insert_into(db, referrals).values(**values)
    if db.execute(kept.on_conflict_do_nothing(index_elements=["submission_hash"])).rowcount == 0:
        return
    open_delivery(db, referral_id, channel=INBOX, recipient=Recipient.TEAM, purpose=NEW_REQUEST, now=now)
    _set_clocks(db, referral_id, request.clocks)
    keep_address(db, referral_id, request.answers, request.public_key)
    record_event(db, Event("received", referral_id, actor="family", at=now))
    record_event(db, Event("routed", referral_id, actor="rules", at=now, detail=request.door.rule_version))


def _columns(request: Request, referral_id: str) -> dict[str, object]:
    door = request.door
    return {
        "id": referral_id,
        "reference": new_reference(),
        "council_id": door.council_id,
        "team_id": door.team_id,
        "locality_id": door.locality_id,
        "door_name": door.name,
        "rule_version": door.rule_version,
        "needs": list(request.answers.needs),
        "is_urgent": request.is_urgent,
        "urgent_reasons": list(request.urgent_reasons),
        "is_by_helper": request.answers.asker is Asker.HELPER,
        "is_held": False,
        "state": State.ROUTED,
        "read_by": request.clocks.read_by,
        "contact_by": request.clocks.contact_by,
        **asdict(seal_referral(request.public_key, request.answers.to_json(), referral_id)),
    }


def _set_clocks(db: Connection, referral_id: str, both: Clocks) -> None:
    for each in both.escalations:
        db.execute(
            insert(escalations).values(referral_id=referral_id, clock=each.clock, level=each.name, due_at=each.due_at)
        )


def _hash(submission_key: str) -> str:
    return hashlib.sha256(b"portal submission\0" + submission_key.encode("utf-8", "surrogatepass")).hexdigest()
