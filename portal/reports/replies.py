"""Answers to those who reported something and left an address: the worker sends them, and the address is gone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from portal.reports.reports import Outcome
from portal.reports.tables import entry_reports, report_replies

_WAITS = tuple(timedelta(minutes=each) for each in (2, 10, 60, 360, 1440, 1440))  # a mail takes 45 s at most


@dataclass(frozen=True)
class Reply:
    """An answer on its way."""

    id: str
    address: str = field(repr=False)
    locale: str
    outcome: Outcome


def is_any_reply_due(db: Connection, now: datetime) -> bool:
    """Tell whether somebody waits for an answer that can be given."""
    due = select(report_replies.c.id).where(report_replies.c.next_at <= now).limit(1)
    return db.execute(due).first() is not None


def take_next_reply(db: Connection, now: datetime) -> Reply | None:
    """Take the answer that is due next; None where it was tried often enough, and is given up.

    What is taken waits before it is taken again, so that two workers never send one answer twice.
    """
    due = select(report_replies).where(report_replies.c.next_at <= now).order_by(report_replies.c.next_at).limit(1)
    row = db.execute(due.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    outcome = db.execute(select(entry_reports.c.outcome).where(entry_reports.c.id == row.report_id)).scalar_one()
    if outcome is None or row.attempts >= len(_WAITS):  # reported again since, or no server took it
        end_reply(db, row.id)
        return None
    again = {"attempts": row.attempts + 1, "next_at": now + _WAITS[row.attempts]}
    db.execute(update(report_replies).where(report_replies.c.id == row.id).values(again))
    return Reply(row.id, row.address, row.locale, Outcome(outcome))


def end_reply(db: Connection, reply_id: str) -> None:
    """Forget an address: its answer has gone, or never will."""
    db.execute(delete(report_replies).where(report_replies.c.id == reply_id))
