"""One request as JSON: for the council's own case system, and for a family that asks what is kept of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, select

from portal.referrals.audit import Event
from portal.referrals.casework.entries import CaseEntry, entries_of
from portal.referrals.casework.notes import CaseNote, notes_of
from portal.referrals.casework.rows import answers_of
from portal.referrals.following.wishes import Wish, find_wishes
from portal.referrals.models import Answers
from portal.referrals.plain import Json, to_plain
from portal.referrals.records.holds import Hold, find_holds
from portal.referrals.records.json_schema import describe
from portal.referrals.records.overview import Message, explain
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.states import Outcome, State, UrgentReason
from portal.referrals.tables import referrals

VERSION = "2"
T = TypeVar("T", CaseNote, CaseEntry, Hold)


@dataclass(frozen=True)
class RequestFile:
    """One request with everything the family wrote and everything its team noted. Moments are in UTC."""

    version: str
    reference: str
    council_id: str
    team_id: str
    locality_id: str | None
    door_name: str
    state: State
    is_urgent: bool
    urgent_reasons: tuple[UrgentReason, ...]
    received_at: datetime
    read_by: datetime
    contact_by: datetime
    read_at: datetime | None
    tried_at: datetime | None
    in_touch_at: datetime | None
    next_step_on: date | None
    closed_at: datetime | None
    outcome: Outcome | None
    level: int | None
    answers: Answers
    tries: tuple[CaseNote, ...]
    entries: tuple[CaseEntry, ...]
    wishes: tuple[Wish, ...]


@dataclass(frozen=True)
class FamilyFile:
    """Everything that is kept of one request: also the messages about it, why it is held, and what happened when."""

    request: RequestFile
    messages: tuple[Message, ...]
    holds: tuple[Hold, ...]
    events: tuple[Event, ...]


def export_request(db: Connection, request_id: str, private_keys: PrivateKeys, names: Mapping[str, str]) -> bytes:
    """Give one request as JSON (UTF-8), by the schema of `describe_request`; `names` are the workers', by id."""
    return _write(_request_file(db, request_id, private_keys, names))


def export_family(db: Connection, request_id: str, private_keys: PrivateKeys, names: Mapping[str, str]) -> bytes:
    """Give everything that is kept of one request as JSON (UTF-8)."""
    found = explain(db, request_id)
    return _write(
        FamilyFile(
            request=_request_file(db, request_id, private_keys, names),
            messages=found.messages,
            holds=_named(find_holds(db, request_id), names),
            events=tuple(replace(each, actor=names.get(each.actor, each.actor)) for each in found.events),
        )
    )


def describe_request() -> dict[str, Json]:
    """Return the JSON Schema of `export_request`."""
    return describe(RequestFile, title=f"A request for help, version {VERSION}")


def _request_file(db: Connection, request_id: str, private_keys: PrivateKeys, names: Mapping[str, str]) -> RequestFile:
    row = db.execute(select(referrals).where(referrals.c.id == request_id)).one()
    made = {"version", "state", "outcome", "urgent_reasons", "answers", "tries", "entries", "wishes"}
    kept = {name: row._mapping[name] for name in RequestFile.__dataclass_fields__ if name not in made}
    return RequestFile(
        **kept,
        version=VERSION,
        state=State(row.state),
        outcome=Outcome(row.outcome) if row.outcome else None,
        urgent_reasons=tuple(UrgentReason(each) for each in row.urgent_reasons or ()),
        answers=answers_of(row, private_keys),
        tries=_named(notes_of(db, row, private_keys), names),
        entries=_named(entries_of(db, row, private_keys), names),
        wishes=tuple(
            replace(each, seen_by=names.get(each.seen_by or "", each.seen_by))
            for each in find_wishes(db, request_id, private_keys)
        ),
    )


def _named(things: tuple[T, ...], names: Mapping[str, str]) -> tuple[T, ...]:
    return tuple(replace(each, by=names.get(each.by, each.by)) for each in things)


def _write(file: RequestFile | FamilyFile) -> bytes:
    return json.dumps(to_plain(file), ensure_ascii=False, indent=2).encode() + b"\n"
