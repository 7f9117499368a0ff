"""`portal teams calendar`: when a team works, where that is not when its council's offices do."""

import sys
from datetime import date, time

import click

from portal.commands.shared import utc_now
from portal.commands.team_store import known_team, team_store
from portal.local_time import WEEKDAYS
from portal.places.models import Calendar, OpeningHours
from portal.referrals.errors import ReferralError
from portal.referrals.promise.working_time import next_working_moment
from portal.teams import find_calendar, forget_calendar, set_calendar


class Hours(click.ParamType[tuple[OpeningHours, ...]]):
    """Days and a time, like `MO-FR 09:00-17:00` or `TU,TH 13:00-18:00`."""

    name = "hours"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[OpeningHours, ...]:
        """Return the opening of each day that is meant."""
        try:
            days, times = value.upper().split()
            opens, closes = (time.fromisoformat(each) for each in times.split("-"))
            return tuple(OpeningHours(day, opens, closes) for each in days.split(",") for day in _days(each))
        except ValueError:
            self.fail(f"{value!r}: write days and a time, like MO-FR 09:00-17:00.", param, ctx)


@click.command()
@click.argument("team")
@click.option("--hours", type=Hours(), multiple=True, help="Like `MO-FR 09:00-17:00`; repeat it for more.")
@click.option("--closed", type=click.DateTime(["%Y-%m-%d"]), multiple=True, help="A day on which it stays shut.")
@click.option("--as-council", is_flag=True, help="Let it work as its council's offices do.")
def calendar(
    team: str, hours: tuple[tuple[OpeningHours, ...], ...], closed: tuple[date, ...], as_council: bool
) -> None:
    """Show when TEAM works, or set it; bank holidays of England are always free."""
    with team_store() as db:
        known_team(db, team)
        if as_council:
            forget_calendar(db, team)
        elif hours:
            set_calendar(db, team, _sound(hours, closed))
        elif closed:
            sys.exit('Write the hours too: --hours "MO-FR 09:00-17:00".')
        found = find_calendar(db, team)
    if found is None:
        click.echo("As its council's offices: `office_hours` in places/councils/.")
        return
    for each in found.hours:
        click.echo(f"{each.day} {each.opens_at:%H:%M}-{each.closes_at:%H:%M}")
    for day in sorted(found.closed_on):
        click.echo(f"closed {day}")


def _sound(hours: tuple[tuple[OpeningHours, ...], ...], closed: tuple[date, ...]) -> Calendar:
    """Return the calendar; end with words where no promise could rest on it."""
    days = frozenset(date(each.year, each.month, each.day) for each in closed)
    wanted = Calendar(tuple(each for some in hours for each in some), days)
    try:
        next_working_moment(wanted, utc_now())
    except ReferralError as error:
        sys.exit(f"No promise can rest on these hours ({error.code}).")
    return wanted


def _days(text: str) -> tuple[str, ...]:
    first, _, last = text.partition("-")
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
    if end < start:
        raise ValueError(text)
    return WEEKDAYS[start : end + 1]
