"""What an operator may see and do: how a request was routed and delivered, and nothing that a family wrote."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from portal.referrals.audit import Event, find_events, record_event
from portal.referrals.delivery.messages import ENDED, DeliveryState
from portal.referrals.errors import ReferralError
from portal.referrals.references import read_reference
from portal.referrals.states import State
from portal.referrals.tables import deliveries, escalations, referrals


@dataclass(frozen=True)
class Outline:
    """A request as an operator sees it: ids, states and times, nothing that is sealed. `is_held`: it is not deleted."""

    id: str
    reference: str
    council_id: str
    team_id: str
    locality_id: str | None
    door_name: str
    rule_version: str
    state: State
    is_urgent: bool
    is_held: bool
    key_id: str
    received_at: datetime
    read_by: datetime
    contact_by: datetime
    read_at: datetime | None
    tried_at: datetime | None
    closed_at: datetime | None
    purge_after: datetime | None
    acknowledged_at: datetime | None
    suspected_at: datetime | None


@dataclass(frozen=True)
class Message:
    """A message about a request: to whom, by which channel, how far it has come."""

    channel: str
    recipient: str
    purpose: str
    state: DeliveryState
    attempts: int
    last_code: str | None
    accepted_at: datetime | None
    next_at: datetime


@dataclass(frozen=True)
class Escalated:
    """A moment at which somebody is told that a clock still runs, and when they were."""

    clock: str
    level: str
    due_at: datetime
    raised_at: datetime | None


@dataclass(frozen=True)
class Explained:
    """Everything that happened to a request, each kind oldest first."""

    outline: Outline
    events: tuple[Event, ...]
    messages: tuple[Message, ...]
    escalations: tuple[Escalated, ...]


_OUTLINE = tuple(referrals.c[name] for name in Outline.__dataclass_fields__)
_MESSAGE = tuple(deliveries.c[name] for name in Message.__dataclass_fields__)
_ESCALATED = tuple(escalations.c[name] for name in Escalated.__dataclass_fields__)


def list_outlines(db: Connection, *, team_id: str | None = None, with_closed: bool = False) -> tuple[Outline, ...]:
    """Return requests, oldest first: all that are not closed, or of one team, or the closed ones too."""
    query = select(*_OUTLINE).order_by(referrals.c.received_at, referrals.c.id)
    if team_id is not None:
        query = query.where(referrals.c.team_id == team_id)
    if not with_closed:
        query = query.where(referrals.c.state != State.CLOSED)
    return tuple(Outline(**{**row._mapping, "state": State(row.state)}) for row in db.execute(query))


def find_id(db: Connection, reference: str) -> str:
    """Return the id of a request by its reference, however it was typed; raise `ReferralError` with `not_there`."""
    kept = read_reference(reference)
    found = db.execute(select(referrals.c.id).where(referrals.c.reference == kept)).scalar_one_or_none()
    if found is None:
        raise ReferralError("not_there")
    return str(found)


def explain(db: Connection, referral_id: str) -> Explained:
    """Return how a request was routed and delivered, who was told, and what was done, by ids and codes."""
    row = db.execute(select(*_OUTLINE).where(referrals.c.id == referral_id)).one()
    sent = (
        select(*_MESSAGE).where(deliveries.c.referral_id == referral_id).order_by(deliveries.c.made_at, *_MESSAGE[:3])
    )
    told = (
        select(*_ESCALATED)
        .where(escalations.c.referral_id == referral_id)
        .order_by(escalations.c.due_at, *_ESCALATED[:2])
    )
    return Explained(
        outline=Outline(**{**row._mapping, "state": State(row.state)}),
        events=find_events(db, referral_id),
        messages=tuple(Message(**{**each._mapping, "state": DeliveryState(each.state)}) for each in db.execute(sent)),
        escalations=tuple(Escalated(**each._mapping) for each in db.execute(told)),
    )


def retry(db: Connection, referral_id: str, now: datetime) -> int:
    """Let every message that waits be tried now; return how many. What a worker has in hand stays with it."""
    waits = (deliveries.c.referral_id == referral_id, deliveries.c.state.not_in((*ENDED, DeliveryState.LEASED)))
    count = db.execute(update(deliveries).where(*waits).values(next_at=now)).rowcount
    record_event(db, Event("retried", referral_id, actor="operator", at=now))
    return count
