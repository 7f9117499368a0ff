"""What happened to a request, told from its audit trail."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from portal.referrals.audit import Event
from portal.referrals.casework.changes import Change
from portal.referrals.records.holds import HoldReason
from portal.referrals.states import Outcome
from portal.web.english import as_written
from portal.web.labels import casework as doing
from portal.web.labels import staff as words


class Line(NamedTuple):
    """One thing that happened: when, what, and who did it."""

    at: datetime
    what: str
    by: str


def tell_history(events: Iterable[Event], names: Mapping[str, str]) -> tuple[Line, ...]:
    """Tell the events in order; a reading by whoever did the thing before it says nothing new and is left out."""
    lines: list[Line] = []
    last_actor = ""
    for event in events:
        if event.kind != "read" or event.actor != last_actor:
            lines.append(Line(event.at, _what(event, names), name_of(event.actor, names)))
        last_actor = event.actor
    return tuple(lines)


def tell_changes(changes: Iterable[Change], names: Mapping[str, str]) -> tuple[Line, ...]:
    """Tell what others did while a page was open."""
    return tuple(Line(each.at, str(words.EVENT.get(each.kind, each.kind)), name_of(each.by, names)) for each in changes)


def name_of(actor: str, names: Mapping[str, str]) -> str:
    """Return the name of whoever did something, as written; somebody who is not known any more has none here."""
    if actor in names:
        return as_written(names[actor])
    return str(words.ACTOR.get(actor) or _("somebody who is not on this team any more"))


def _what(event: Event, names: Mapping[str, str]) -> str:
    what, detail = str(words.EVENT.get(event.kind, event.kind)), event.detail
    if event.kind == "closed" and detail:
        return _("%(what)s: %(detail)s", what=what, detail=words.OUTCOME[Outcome(detail)])
    if event.kind == "contact_tried" and detail == "unsafe":
        return _("%(what)s, not in a way they said is safe", what=what)
    if event.kind == "contact_tried" and detail == "wrong":
        return _("%(what)s, with a wrong number or address", what=what)
    if event.kind == "given":
        return _("Given to %(name)s", name=name_of(detail, names)) if detail else _("Given to nobody")
    if event.kind in {"kept", "kept_no_longer"} and detail in set(HoldReason):
        return _("%(what)s: %(detail)s", what=what, detail=doing.HOLD_REASON[HoldReason(detail)])
    return what
