"""Reports of wrong entries: what is the same counts as one, what may come from a machine is held and never dropped."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, update

from portal.reports.tables import entry_reports, report_replies
from portal.store.upserts import insert_into

LONGEST_WORDS = 600  # characters
KEEP_CLOSED = timedelta(days=90)
KEEP_ADDRESSES = timedelta(days=90)  # of those who asked for an answer nobody could give


class Field(StrEnum):
    """What of an entry is wrong."""

    PHONE = "phone"
    WEBSITE = "website"
    ADDRESS = "address"
    TIMES = "times"
    COST = "cost"
    WHO_FOR = "who_for"
    GONE = "gone"
    OTHER = "other"


# The fields of a service's file that each may be about, the first one that is there.
YAML_FIELDS = {
    Field.PHONE: ("phones", "text_to", "ask_via"),
    Field.WEBSITE: ("url", "email"),
    Field.ADDRESS: ("service_at_locations",),
    Field.TIMES: ("schedules", "service_at_locations"),
    Field.COST: ("cost", "cost_description"),
    Field.WHO_FOR: ("eligibility_description", "minimum_age", "maximum_age", "service_areas"),
    Field.GONE: ("status", "name"),
    Field.OTHER: ("description",),
}


class Outcome(StrEnum):
    """What came of a report."""

    FIXED = "fixed"
    RIGHT_AS_IT_IS = "right_as_it_is"
    NO_REPORT = "no_report"  # nobody wrote it: no answer goes out


@dataclass(frozen=True)
class Problem:
    """What somebody says is wrong; `address` is where an answer may go, in `locale`."""

    service_id: str
    field: Field
    words: str
    locale: str
    address: str = dataclass_field(default="", repr=False)
    is_suspected: bool = False


@dataclass(frozen=True)
class Report:
    """One open report, how often it came, and how many wait for an answer."""

    id: str
    service_id: str
    field: Field
    words: str
    times: int
    is_suspected: bool
    first_at: datetime
    last_at: datetime
    waiting: int


def report_problem(db: Connection, problem: Problem, now: datetime) -> None:
    """Keep a report; one that is there already is counted, and opened again where it was closed.

    It counts as a machine's only as long as nobody else has said the same: no machine hides what people say.
    """
    row = {
        "id": uuid4().hex,
        "fingerprint": _fingerprint(problem),
        "service_id": problem.service_id,
        "field": problem.field.value,
        "words": problem.words[:LONGEST_WORDS],
        "times": 1,
        "is_suspected": problem.is_suspected,
        "first_at": now,
        "last_at": now,
    }
    again = {"times": entry_reports.c.times + 1, "last_at": now, "closed_at": None, "closed_by": None, "outcome": None}
    if not problem.is_suspected:
        again["is_suspected"] = False
    keep = insert_into(db, entry_reports).values(row)
    keep = keep.on_conflict_do_update(index_elements=["fingerprint"], set_=again)
    report_id = db.execute(keep.returning(entry_reports.c.id)).scalar_one()
    db.execute(update(report_replies).where(report_replies.c.report_id == report_id).values(next_at=None))
    if problem.address:
        reply = {"id": uuid4().hex, "report_id": report_id, "address": problem.address, "locale": problem.locale}
        db.execute(insert(report_replies).values({**reply, "asked_at": now, "attempts": 0}))


def list_open(db: Connection) -> tuple[Report, ...]:
    """Return the open reports: those of people first, by service, the oldest first."""
    waiting = select(func.count()).where(report_replies.c.report_id == entry_reports.c.id).scalar_subquery()
    query = select(entry_reports, waiting.label("waiting")).where(entry_reports.c.closed_at.is_(None))
    rows = db.execute(
        query.order_by(entry_reports.c.is_suspected, entry_reports.c.service_id, entry_reports.c.first_at)
    )
    return tuple(
        Report(
            id=row.id,
            service_id=row.service_id,
            field=Field(row.field),
            words=row.words,
            times=row.times,
            is_suspected=row.is_suspected,
            first_at=row.first_at,
            last_at=row.last_at,
            waiting=row.waiting,
        )
        for row in rows
    )


def close_report(db: Connection, report_id: str, outcome: Outcome, *, by: str, now: datetime) -> bool:
    """Close an open report and let those who asked be answered; of what nobody wrote the addresses are deleted."""
    is_open = (entry_reports.c.id == report_id) & entry_reports.c.closed_at.is_(None)
    closed = {"closed_at": now, "closed_by": by, "outcome": outcome.value}
    if not db.execute(update(entry_reports).where(is_open).values(closed)).rowcount:
        return False
    theirs = report_replies.c.report_id == report_id
    if outcome is Outcome.NO_REPORT:
        db.execute(delete(report_replies).where(theirs))
    else:
        db.execute(update(report_replies).where(theirs).values(next_at=now))
    return True


def sweep_reports(db: Connection, now: datetime) -> None:
    """Delete what was closed long ago, and addresses that no answer could go to."""
    db.execute(delete(report_replies).where(report_replies.c.asked_at <= now - KEEP_ADDRESSES))
    old = select(entry_reports.c.id).where(entry_reports.c.closed_at <= now - KEEP_CLOSED)
    db.execute(delete(report_replies).where(report_replies.c.report_id.in_(old)))
    db.execute(delete(entry_reports).where(entry_reports.c.closed_at <= now - KEEP_CLOSED))


def looks_automatic(words: str, trap: str) -> bool:
    """Tell whether the trap was filled in, or the words are links as only advertising has them."""
    lower = words.lower()
    return bool(trap.strip()) or _count(lower, ("http://", "https://", "www.")) > 1 or "<a " in lower or "[url" in lower


def _count(text: str, parts: Iterable[str]) -> int:
    return sum(text.count(part) for part in parts)


def _fingerprint(problem: Problem) -> str:
    plain = " ".join(problem.words.casefold().split())
    return hashlib.sha256(
        f"{problem.service_id}\0{problem.field.value}\0{plain}".encode("utf-8", "surrogatepass")
    ).hexdigest()
