"""What happened to a request, told from its audit trail."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from portal.referrals.audit import Event
from portal.referrals.states import Outcome
from portal.teams import Person
from portal.web.labels import staff as words


class Line(NamedTuple):
    """One thing that happened: when, what, and who did it."""

    at: datetime
    what: str
    by: str


def tell_history(events: Iterable[Event], people: Iterable[Person]) -> tuple[Line, ...]:
    """Tell the events in order; a reading by whoever did the thing before it says nothing new and is left out."""
    names = {person.id: person.name for person in people}
    lines: list[Line] = []
    last_actor = ""
    for event in events:
        if event.kind != "read" or event.actor != last_actor:
            lines.append(Line(event.at, _what(event), name_of(event.actor, names)))
        last_actor = event.actor
    return tuple(lines)


def name_of(actor: str, names: dict[str, str]) -> str:
    """Return the name of whoever did something; a person of another time or team has none here."""
    return names.get(actor) or str(words.ACTOR.get(actor) or _("somebody who is not on this team any more"))


def _what(event: Event) -> str:
    what = str(words.EVENT.get(event.kind, event.kind))
    if event.kind == "closed" and event.detail:
        return _("%(what)s: %(detail)s", what=what, detail=words.OUTCOME[Outcome(event.detail)])
    if event.kind == "contact_tried" and event.detail == "unsafe":
        return _("%(what)s, not in a way they said is safe", what=what)
    return what
