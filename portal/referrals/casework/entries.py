"""What people write about a request beside their tries to reach the family: each thing sealed like the rest."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select

from portal.referrals.audit import Event, record_event
from portal.referrals.casework.rows import RequestRow, sealed_of
from portal.referrals.sealing.envelope import open_note, seal_note
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.tables import case_entries


class EntryKind(StrEnum):
    """What was written, and why; also the kind of its event in the audit trail."""

    NOTE = "noted"
    NEXT_STEP = "next_step"
    GIVEN = "given"  # to a worker; `detail` is their id
    PASSED_ON = "passed_on"  # `detail` is the other team
    TO_SERVICE = "to_service"  # `detail` is the service
    CLOSE_ASKED = "close_asked"
    CLOSE_REFUSED = "close_refused"
    CLOSED = "closed_because"
    REOPENED = "reopened"
    RESTRICTED = "restricted"
    GLASS = "glass_broken"


@dataclass(frozen=True)
class CaseEntry:
    """One thing that somebody wrote of a request."""

    at: datetime
    by: str
    kind: EntryKind
    detail: str
    due_on: date | None
    text: str


def keep_entry(
    db: Connection,
    row: RequestRow,
    private_keys: PrivateKeys,
    *,
    kind: EntryKind,
    by: str,
    text: str,
    now: datetime,
    detail: str = "",
    due_on: date | None = None,
) -> None:
    """Keep what somebody wrote, sealed, and say in the audit trail that they did."""
    entry_id = uuid4().hex
    box = seal_note(private_keys, sealed_of(row), text, note_id=entry_id)
    kept = {"kind": kind, "detail": detail[:80], "due_on": due_on, "by": by, "at": now, "box": box}
    db.execute(insert(case_entries).values(id=entry_id, referral_id=row.id, **kept))
    record_event(db, Event(kind, str(row.id), actor=by, at=now, detail=detail[:80]))


def count_entries(db: Connection, referral_id: str, kind: EntryKind) -> int:
    """Return how often something of a kind was written of a request."""
    these = (case_entries.c.referral_id == referral_id, case_entries.c.kind == kind)
    return db.execute(select(func.count()).select_from(case_entries).where(*these)).scalar_one()


def entries_of(db: Connection, row: RequestRow, private_keys: PrivateKeys) -> tuple[CaseEntry, ...]:
    """Open everything that was written of a request, oldest first."""
    each = case_entries.c
    kept = db.execute(select(case_entries).where(each.referral_id == row.id).order_by(each.at, each.id))
    return tuple(
        CaseEntry(
            at=entry.at,
            by=entry.by,
            kind=EntryKind(entry.kind),
            detail=entry.detail,
            due_on=entry.due_on,
            text=open_note(private_keys, sealed_of(row), entry.box, note_id=entry.id),
        )
        for entry in kept
    )
