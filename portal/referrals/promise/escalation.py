"""Tell the people above when a clock still runs: each level once, whichever worker comes first."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, insert, or_, select, update

from portal.places.models import Calendar
from portal.referrals.audit import Event, record_event
from portal.referrals.delivery.contacts import FindContacts
from portal.referrals.delivery.messages import SMTP
from portal.referrals.delivery.queue import open_delivery
from portal.referrals.errors import ReferralError
from portal.referrals.promise.clocks import Escalation
from portal.referrals.promise.working_time import next_morning
from portal.referrals.recipients import RECIPIENTS, Clock, Level
from portal.referrals.tables import escalations, referrals
from portal.store.upserts import insert_into


def tell_at_once(db: Connection, referral_id: str, clock: Clock, level: str, now: datetime) -> bool:
    """Let the worker tell people now, as it does where a clock runs out; False where they were told of this before."""
    new = insert_into(db, escalations).values(referral_id=referral_id, clock=clock, level=level, due_at=now)
    return db.execute(new.on_conflict_do_nothing(index_elements=["referral_id", "clock", "level"])).rowcount == 1


def is_any_escalation_due(db: Connection, now: datetime) -> bool:
    """Tell whether a clock that still runs has come to a level."""
    return db.execute(_due(now).limit(1)).first() is not None


def raise_next_escalation(
    db: Connection,
    find_contacts: FindContacts,
    office_hours: Mapping[str, Calendar],
    *,
    has_mail: bool,
    now: datetime,
) -> bool:
    """Raise the oldest escalation that is due: note it, queue its notices, set the next morning; False without one."""
    # The request too: while somebody opens it or notes an attempt its clocks wait for what comes of that.
    due = _due(now).limit(1).with_for_update(of=(escalations, referrals), key_share=True, skip_locked=True)
    row = db.execute(due).one_or_none()
    if row is None:
        return False
    clock, level = Clock(row.clock), Level(row.level.partition("-")[0])
    contacts = find_contacts(db, row.team_id)
    _mark(db, row, now)
    if has_mail:
        for recipient in contacts.reachable(RECIPIENTS[level]):
            purpose = f"{clock}_{row.level}"
            open_delivery(db, row.referral_id, channel=SMTP, recipient=recipient, purpose=purpose, now=now)
    if level is Level.MORNING:
        calendar = contacts.calendar or office_hours.get(row.council_id, Calendar())
        _set_next_morning(db, row.referral_id, clock, calendar, max(now, row.due_at))
    return True


def _due(now: datetime) -> Select[tuple[str, str, str, datetime, str, str]]:
    each = escalations.c
    return (
        select(each.referral_id, each.clock, each.level, each.due_at, referrals.c.team_id, referrals.c.council_id)
        .join(referrals, referrals.c.id == each.referral_id)
        .where(each.raised_at.is_(None), each.due_at <= now, _still_runs())
        .order_by(each.due_at, each.referral_id, each.clock)
    )


def _still_runs() -> ColumnElement[bool]:
    is_unread = and_(escalations.c.clock == Clock.READ, referrals.c.read_at.is_(None), ~_is_stopped_reminder())
    is_untried = and_(escalations.c.clock == Clock.CONTACT, referrals.c.tried_at.is_(None))
    is_said = or_(escalations.c.clock == Clock.FAMILY, _is_asked())
    # What is held spares its team the reminder of its own, for there is one a day of all; its promises hold like any.
    is_told_of = or_(referrals.c.suspected_at.is_(None), escalations.c.level != Level.HALF)
    is_glass = and_(escalations.c.clock == Clock.TEAM, escalations.c.level.like(f"{Level.GLASS}-%"))
    return or_(is_glass, and_(referrals.c.closed_at.is_(None), is_told_of, or_(is_unread, is_untried, is_said)))


def _is_asked() -> ColumnElement[bool]:
    """The manager is asked to agree that nobody could be reached, and has not answered."""
    is_question = and_(escalations.c.clock == Clock.TEAM, escalations.c.level.like(f"{Level.CLOSE}-%"))
    return and_(is_question, referrals.c.close_asked_at.is_not(None))


def _is_stopped_reminder() -> ColumnElement[bool]:
    """Somebody of the team said that they saw the notice: no reminder to the team, but all that goes to those above."""
    return and_(escalations.c.level == Level.HALF, referrals.c.acknowledged_at.is_not(None))


def _mark(db: Connection, row: Row[tuple[str, str, str, datetime, str, str]], now: datetime) -> None:
    each = escalations.c
    this = and_(each.referral_id == row.referral_id, each.clock == row.clock, each.level == row.level)
    db.execute(update(escalations).where(this).values(raised_at=now))
    kind = "told" if row.clock in {Clock.FAMILY, Clock.TEAM} else "escalated"
    record_event(db, Event(kind, row.referral_id, actor="worker", at=now, detail=f"{row.clock}_{row.level}"))


def _set_next_morning(db: Connection, referral_id: str, clock: Clock, calendar: Calendar, after: datetime) -> None:
    try:
        morning = next_morning(calendar, after)
    except ReferralError:  # the council's hours were taken away: tomorrow at the same time is better than silence
        morning = after + timedelta(days=1)
    following = Escalation(clock, Level.MORNING, morning)
    db.execute(insert(escalations).values(referral_id=referral_id, clock=clock, level=following.name, due_at=morning))
