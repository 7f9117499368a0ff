"""What was tried and written of a request, in one line of time."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _

from portal.catalogue.models import Service
from portal.referrals.casework.entries import CaseEntry, EntryKind
from portal.referrals.casework.inbox import OpenedRequest
from portal.referrals.casework.notes import CaseNote
from portal.web.english import as_name
from portal.web.labels import casework as doing
from portal.web.labels import staff as words
from portal.web.staff.requests.history import name_of


class Written(NamedTuple):
    """One thing: when, by whom, what it was and what they wrote."""

    at: datetime
    by: str
    what: str
    text: str
    is_safe: bool = True
    is_for_family: bool = True
    due_on: date | None = None


def tell_written(
    opened: OpenedRequest, names: Mapping[str, str], services: Mapping[str, Service], teams: Mapping[str, str]
) -> tuple[Written, ...]:
    """Tell every try and everything written, oldest first."""
    tries = [_of_try(note, names) for note in opened.notes]
    entries = [_of_entry(entry, names, services, teams) for entry in opened.entries]
    return tuple(sorted([*tries, *entries], key=lambda each: each.at))


def _of_try(note: CaseNote, names: Mapping[str, str]) -> Written:
    what = f"{words.ATTEMPT_WAY[note.how]}: {words.ATTEMPT_OUTCOME[note.outcome]}"
    by = name_of(note.by, names)
    return Written(note.at, by, what, note.note, note.is_safe, note.outcome.is_for_family)


def _of_entry(
    entry: CaseEntry, names: Mapping[str, str], services: Mapping[str, Service], teams: Mapping[str, str]
) -> Written:
    what, service = str(doing.ENTRY[entry.kind]), services.get(entry.detail)
    name = teams.get(entry.detail) or (service.name if service else "")
    if entry.kind in {EntryKind.PASSED_ON, EntryKind.TO_SERVICE} and name:
        what = _("%(what)s: %(name)s", what=what, name=as_name(name))
    return Written(entry.at, name_of(entry.by, names), what, entry.text, due_on=entry.due_on)
