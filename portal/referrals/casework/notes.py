"""What workers note of their tries to reach a family, sealed under the request's own key."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.casework.rows import RequestRow, sealed_of
from portal.referrals.sealing.envelope import open_note, seal_note
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.tables import case_notes


@dataclass(frozen=True)
class CaseNote:
    """An attempt with its note; `is_safe` tells whether it went by a channel the family marked safe, as it allowed."""

    at: datetime
    by: str
    how: AttemptWay
    outcome: AttemptOutcome
    is_safe: bool
    note: str

    @property
    def keeps_promise(self) -> bool:
        """Tell whether it counts as being in touch, or trying to.

        A wrong number does not: the family waits for a call that cannot come, and were the clock stopped, nobody would be
        reminded to find another way.
        """
        return self.is_safe and self.outcome.is_for_family


def keep_note(db: Connection, row: RequestRow, attempt: CaseNote, private_keys: PrivateKeys) -> None:
    """Keep a note, sealed."""
    note_id = uuid4().hex
    box = seal_note(private_keys, sealed_of(row), attempt.note, note_id=note_id)
    kept = {
        "at": attempt.at,
        "by": attempt.by,
        "how": attempt.how,
        "outcome": attempt.outcome,
        "is_safe": attempt.is_safe,
    }
    db.execute(insert(case_notes).values(id=note_id, referral_id=row.id, box=box, **kept))


def notes_of(db: Connection, row: RequestRow, private_keys: PrivateKeys) -> tuple[CaseNote, ...]:
    """Open every note of a request, oldest first."""
    kept = db.execute(select(case_notes).where(case_notes.c.referral_id == row.id).order_by(case_notes.c.at))
    return tuple(
        CaseNote(
            at=each.at,
            by=each.by,
            how=AttemptWay(each.how),
            outcome=AttemptOutcome(each.outcome),
            is_safe=each.is_safe,
            note=open_note(private_keys, sealed_of(row), each.box, note_id=each.id),
        )
        for each in kept
    )
