"""The row of a request a team works on: found and held, changed, and what is sealed in it opened."""

from typing import TypeAlias

from sqlalchemy import Connection, Row, select, update

from portal.referrals.models import Answers
from portal.referrals.sealing.envelope import Sealed, open_referral
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.tables import referrals

RequestRow: TypeAlias = Row[tuple[object, ...]]


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
