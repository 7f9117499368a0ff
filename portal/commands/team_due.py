"""`portal teams due`: both clocks of a request, and every moment at which somebody is told, before anybody asks."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from typing import TextIO

import click

from portal.commands.settings import settings_or_exit
from portal.commands.shared import areas_in_use, utc_now
from portal.commands.team_store import opened_teams
from portal.local_time import LONDON
from portal.places.areas import Areas
from portal.places.models import Calendar, Promise
from portal.referrals.errors import ReferralError
from portal.referrals.promise.clocks import Clocks, set_clocks
from portal.referrals.recipients import RECIPIENTS
from portal.store import Engine
from portal.store.transactions import reading
from portal.teams import find_calendar, find_team

REFUSED = {
    "unknown_team": "There is no such team. See portal teams list.",
    "no_promise": "Its council promises nothing yet: write `promise` in places/councils/COUNCIL.yaml.",
    "no_office_hours": "It never opens: write `office_hours` of its council, or portal teams calendar TEAM.",
    "office_hours_overlap": "Two of its opening times overlap, or one ends before it begins.",
    "bad_time": "Write the time like 2026-12-24T16:50; without an offset it is the time on the wall in London.",
    "bad_line": "Write a team and a time, like `northtown 2026-12-24T16:50`; a third word `urgent` where it is.",
}
FindRules = Callable[[str], tuple[Calendar, Promise]]


@click.command()
@click.argument("team", required=False)
@click.option("--received", metavar="TIME", help="When the request comes in, like 2026-12-24T16:50; without it, now.")
@click.option("--urgent", is_flag=True, help="The request is urgent.")
@click.option(
    "--json",
    "lines",
    type=click.File("r", errors="replace"),
    help="Read `TEAM TIME [urgent]` lines; - is standard input.",
)
def due(team: str | None, received: str | None, urgent: bool, lines: TextIO | None) -> None:
    """Print by when TEAM has to read a request and be in touch, and who is told when it does not.

    With --json one JSON object a line; exit status 1 where one of them is an error.
    """
    if (team is None) == (lines is None):
        raise click.UsageError("Name a TEAM, or a file of lines with --json.")
    areas = areas_in_use(settings_or_exit())
    with opened_teams() as engine:
        find_rules = cache(_rules_finder(engine, areas))
        if lines is not None:
            sys.exit(_answer_lines(lines, find_rules))
        try:
            both = _reckon(find_rules, team or "", received or utc_now().isoformat(), is_urgent=urgent)
        except ReferralError as error:
            sys.exit(REFUSED[error.code])
    for line in _tell(both):
        click.echo(line)


def _rules_finder(engine: Engine, areas: Areas) -> FindRules:
    """Look each team up by itself: while a line is waited for, no family waits for the database."""

    def find(team_id: str) -> tuple[Calendar, Promise]:
        with reading(engine) as db:
            team, calendar = find_team(db, team_id), find_calendar(db, team_id)
        council = areas.councils.get(team.council_id) if team else None
        if team is None or council is None:
            raise ReferralError("unknown_team")
        promise = council.practice_promise if team.is_practice else council.promise
        if promise is None:
            raise ReferralError("no_promise")
        return calendar or council.calendar, promise

    return find


def _answer_lines(lines: TextIO, find_rules: FindRules) -> int:
    """Print an object for each line that is not blank; return 1 where one is an error."""
    status = 0
    for number, line in enumerate(lines, start=1):
        if line.strip():
            answer = _answer(line.split(), find_rules)
            status |= "error" in answer
            click.echo(json.dumps({"line": number, **answer}))
    return status


def _answer(words: list[str], find_rules: FindRules) -> dict[str, object]:
    try:
        if len(words) not in {2, 3} or words[2:] not in ([], ["urgent"]):
            raise ReferralError("bad_line")
        return {"team": words[0], **_as_json(_reckon(find_rules, words[0], words[1], is_urgent=len(words) == 3))}
    except ReferralError as error:
        return {"error": error.code, "message": REFUSED[error.code]}


def _reckon(find_rules: FindRules, team_id: str, received: str, *, is_urgent: bool) -> tuple[datetime, Clocks]:
    try:
        moment = datetime.fromisoformat(received)
        moment = moment.astimezone(LONDON) if moment.tzinfo else moment.replace(tzinfo=LONDON)
        calendar, promise = find_rules(team_id)
        return moment, set_clocks(moment, calendar, promise, is_urgent=is_urgent)
    except (ValueError, OverflowError) as error:  # no time, or one at the end of time
        raise ReferralError("bad_time") from error


def _as_json(found: tuple[datetime, Clocks]) -> dict[str, object]:
    received, both = found
    return {
        "received": received.isoformat(),
        "counts_from": _local(both.counts_from).isoformat(),
        "read_by": _local(both.read_by).isoformat(),
        "contact_by": _local(both.contact_by).isoformat(),
        "escalations": [
            {
                "clock": each.clock,
                "level": each.level,
                "at": _local(each.due_at).isoformat(),
                "tells": RECIPIENTS[each.level],
            }
            for each in both.escalations
        ],
        "then": "each working morning after the last",
    }


def _tell(found: tuple[datetime, Clocks]) -> Iterator[str]:
    received, both = found
    named = (("received", received), ("counts from", both.counts_from), ("read by", both.read_by))
    for name, moment in (*named, ("in touch by", both.contact_by)):
        yield f"{name:12}{_wall(moment)}"
    yield "Told while the clock still runs (and again each working morning after the last):"
    for each in both.escalations:
        yield f"{each.clock:8} {each.level:10} {_wall(each.due_at)}  {', '.join(RECIPIENTS[each.level])}"


def _wall(moment: datetime) -> str:
    return _local(moment).strftime("%a %Y-%m-%d %H:%M:%S %Z").replace(":00 ", " ", 1)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LONDON)
