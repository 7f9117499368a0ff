"""Drafts: what a family has typed so far, sealed so that only their own cookie opens it."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from portal.referrals.errors import ReferralError
from portal.referrals.plain import Json
from portal.referrals.tables import drafts
from portal.store.boxes import BoxError, open_box, row_id, seal
from portal.store.upserts import insert_into

IDLE_FOR = timedelta(minutes=30)
LIVES_FOR = timedelta(hours=2)
LONGEST = timedelta(
    hours=6
)  # for whoever asks for more time: ten times half an hour beyond the first, as WCAG 2.2.1 has it
_CONTEXT = "drafts.box"


@dataclass(frozen=True)
class Draft:
    """The answers so far by step, and the key that makes pressing Send twice one request."""

    submission_key: str
    started_at: datetime
    idle_at: datetime
    steps: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)

    @property
    def can_have_more_time(self) -> bool:
        """Tell whether asking for more time puts its end off once more."""
        return self.idle_at < self.started_at + LONGEST

    def step(self, name: str) -> Mapping[str, Json]:
        """Return what was answered at a step; nothing answered is empty."""
        return self.steps.get(name, {})

    def with_step(self, name: str, values: Mapping[str, Json]) -> "Draft":
        """Return the draft with one step's answers replaced."""
        return replace(self, steps={**self.steps, name: dict(values)})


def start_draft(now: datetime) -> Draft:
    """Make an empty draft with a submission key of its own; nothing is stored yet."""
    return Draft(secrets.token_urlsafe(24), started_at=now, idle_at=_idle_at(now, now))


def load_draft(db: Connection, secret: str, now: datetime) -> Draft | None:
    """Open the draft of the cookie's secret; None where there is none, or it was left for too long."""
    row = db.execute(select(drafts).where(drafts.c.id == row_id(secret), drafts.c.idle_at > now)).one_or_none()
    if row is None:
        return None
    try:
        return _read(open_box(secret, row.box, context=_CONTEXT), row.started_at, row.idle_at)
    except BoxError as error:
        raise ReferralError("draft_unreadable") from error


def save_draft(db: Connection, secret: str, draft: Draft, now: datetime) -> Draft:
    """Keep the draft for another 30 minutes, past two hours in all only as long as more time was asked for."""
    return _write_row(db, secret, replace(draft, idle_at=max(draft.idle_at, _idle_at(draft.started_at, now))))


def extend_draft(db: Connection, secret: str, draft: Draft, now: datetime) -> Draft:
    """Keep the draft for another 30 minutes because somebody needs them, two hours or not."""
    return _write_row(db, secret, replace(draft, idle_at=min(now + IDLE_FOR, draft.started_at + LONGEST)))


def _write_row(db: Connection, secret: str, kept: Draft) -> Draft:
    box = seal(secret, _write(kept), context=_CONTEXT)
    values = {"box": box, "started_at": kept.started_at, "idle_at": kept.idle_at}
    new = insert_into(db, drafts).values(id=row_id(secret), **values)
    db.execute(new.on_conflict_do_update(index_elements=["id"], set_=values))
    return kept


def end_draft(db: Connection, secret: str) -> None:
    """Forget the draft: sent, left, or thrown away."""
    db.execute(delete(drafts).where(drafts.c.id == row_id(secret)))


def sweep_drafts(db: Connection, now: datetime) -> int:
    """Delete every draft that was left; return how many."""
    return db.execute(delete(drafts).where(drafts.c.idle_at <= now)).rowcount


def _idle_at(started_at: datetime, now: datetime) -> datetime:
    return min(now + IDLE_FOR, started_at + LIVES_FOR)


def _write(draft: Draft) -> bytes:
    return json.dumps({"submission_key": draft.submission_key, "steps": draft.steps}).encode()


def _read(data: bytes, started_at: datetime, idle_at: datetime) -> Draft:
    kept = json.loads(data)
    return Draft(kept["submission_key"], started_at=started_at, idle_at=idle_at, steps=kept["steps"])
