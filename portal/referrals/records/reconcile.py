"""Count both ways that nothing is lost: what the trail says came in, what people can read, what is on its way."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from portal.referrals.delivery.messages import ENDED, INBOX, NEW_REQUEST, DeliveryState
from portal.referrals.states import State
from portal.referrals.tables import deliveries, escalations, referral_events, referrals


@dataclass(frozen=True)
class Reconciled:
    """The counts, and by id or reference whatever has no counterpart."""

    received: int  # by the trail, without what was purged
    delivered: int  # in an inbox, or read
    waiting: int  # on the way to an inbox
    lost: tuple[str, ...]  # ids: the trail says received, and neither a request nor a purge answers to it
    unaudited: tuple[str, ...]  # references: the trail does not say received
    undelivered: tuple[str, ...]  # references: neither in an inbox nor on the way to one
    unwatched: tuple[str, ...]  # references: nobody would be told that it waits
    misstated: tuple[str, ...]  # references: the state says one thing of its delivery, the delivery another
    orphans: tuple[str, ...]  # ids of messages that belong to no request

    @property
    def is_right(self) -> bool:
        """Tell whether received = delivered + waiting and everything has its counterpart."""
        loose = (self.lost, self.unaudited, self.undelivered, self.unwatched, self.misstated, self.orphans)
        return self.received == self.delivered + self.waiting and not any(loose)


def reconcile(db: Connection) -> Reconciled:
    """Compare requests, messages, clocks and trail in one unchanging state of the database."""
    lost = _find_lost(db)
    orphans = select(deliveries.c.id).where(~exists().where(referrals.c.id == deliveries.c.referral_id))
    return Reconciled(
        received=len(lost) + len(_find(db, _has_event("received"))) + len(_find(db, _is_older_than_the_trail())),
        delivered=len(_find(db, _is_delivered())),
        waiting=len(_find(db, _is_waiting())),
        lost=lost,
        unaudited=_find(db, ~_has_event("received"), ~_is_older_than_the_trail()),
        undelivered=_find(db, ~_is_delivered(), ~_is_waiting()),
        unwatched=_find(db, ~exists().where(escalations.c.referral_id == referrals.c.id)),
        misstated=_find(db, _is_misstated()),
        orphans=tuple(db.execute(orphans.order_by(deliveries.c.id)).scalars()),
    )


def _find_lost(db: Connection) -> tuple[str, ...]:
    event, purge = referral_events.c, referral_events.alias("purge")
    is_here = exists().where(referrals.c.id == event.referral_id)
    is_purged = exists().where(purge.c.referral_id == event.referral_id, purge.c.kind == State.PURGED)
    lost = select(event.referral_id).where(event.kind == "received", ~is_here, ~is_purged)
    return tuple(db.execute(lost.order_by(event.number)).scalars())


def _find(db: Connection, *conditions: ColumnElement[bool]) -> tuple[str, ...]:
    found = select(referrals.c.reference).where(*conditions).order_by(referrals.c.received_at, referrals.c.id)
    return tuple(db.execute(found).scalars())


def _is_delivered() -> ColumnElement[bool]:
    return or_(referrals.c.read_at.is_not(None), _has_inbox(deliveries.c.state == DeliveryState.ACCEPTED))


def _is_waiting() -> ColumnElement[bool]:
    return and_(referrals.c.read_at.is_(None), _has_inbox(deliveries.c.state.not_in(ENDED)))


def _is_misstated() -> ColumnElement[bool]:
    is_in_inbox = _has_inbox(deliveries.c.state == DeliveryState.ACCEPTED)
    is_before = referrals.c.state.in_((State.RECEIVED, State.ROUTED))
    return or_(and_(is_before, is_in_inbox), and_(referrals.c.state == State.HANDED_OVER, ~is_in_inbox))


def _has_inbox(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    each = deliveries.c
    is_inbox = and_(each.channel == INBOX, each.purpose == NEW_REQUEST)
    return exists().where(each.referral_id == referrals.c.id, is_inbox, condition)


def _has_event(kind: str) -> ColumnElement[bool]:
    return exists().where(referral_events.c.referral_id == referrals.c.id, referral_events.c.kind == kind)


def _is_older_than_the_trail() -> ColumnElement[bool]:
    """After two years the trail forgets its beginning, of requests too that are still open."""
    first = select(func.min(referral_events.c.at)).scalar_subquery()
    return and_(~_has_event("received"), referrals.c.received_at < first)
