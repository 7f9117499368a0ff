"""What workers note of a request, sealed under the request's own key; and how its row is found and opened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import uuid4

from sqlalchemy import Connection, Row, insert, select, update

from portal.referrals.keys import PrivateKeys
from portal.referrals.models import Answers, ContactWay, Permission
from portal.referrals.sealing import Sealed, open_note, open_referral, seal_note
from portal.referrals.tables import case_notes, referrals

RequestRow: TypeAlias = Row[tuple[object, ...]]
_RUNG = {ContactWay.PHONE, ContactWay.TRUSTED_PERSON}


class AttemptWay(StrEnum):
    """How a worker tried to reach a family: one of its ways of contact, or the family came by itself."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    TRUSTED_PERSON = "trusted_person"
    COME_TO_HUB = "come_to_hub"
    FAMILY_CAME = "family_came"

    def is_safe_for(self, answers: Answers) -> bool:
        """Tell whether it is a channel the family marked safe; that they came themselves always is."""
        return self is AttemptWay.FAMILY_CAME or answers.is_safe(ContactWay(self.value))


class AttemptOutcome(StrEnum):
    """What came of an attempt."""

    SPOKE = "spoke"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    SENT = "sent"
    WRONG_CONTACT = "wrong_contact"

    def is_safe_for(self, answers: Answers) -> bool:
        """Tell whether the family allowed it: whoever is rung may say that no message is left for others to hear."""
        is_rung = any(each.way in _RUNG for each in answers.contacts)
        may_be_left = answers.safe_contact.may_leave_message is Permission.YES
        return self is not AttemptOutcome.LEFT_MESSAGE or may_be_left or not is_rung


@dataclass(frozen=True)
class CaseNote:
    """An attempt with its note; `is_safe` tells whether it went by a channel the family marked safe, as it allowed."""

    at: datetime
    by: str
    how: AttemptWay
    outcome: AttemptOutcome
    is_safe: bool
    note: str


def find_row(db: Connection, request_id: str, team_id: str) -> RequestRow | None:
    """Find a team's request and keep others from changing it meanwhile; None where it is not there or not theirs."""
    theirs = (referrals.c.id == request_id, referrals.c.team_id == team_id)
    held = select(referrals).where(*theirs).with_for_update(key_share=True)  # the weaker lock lets notices be queued
    return db.execute(held).one_or_none()


def change_row(db: Connection, request_id: str, **changes: object) -> None:
    """Change columns of a request."""
    db.execute(update(referrals).where(referrals.c.id == request_id).values(**changes))


def sealed_of(row: RequestRow) -> Sealed:
    """Return the sealed part of a row."""
    return Sealed(row.key_id, row.schema_version, row.sealed_key, row.box)


def answers_of(row: RequestRow, private_keys: PrivateKeys) -> Answers:
    """Open what the family wrote."""
    return Answers.from_json(open_referral(private_keys, sealed_of(row), row.id))


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
