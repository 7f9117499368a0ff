"""`portal teams people` and `sign-out`: who is on a team's list, who is away, and who is signed in."""

import sys
from datetime import datetime

import click

from portal.commands.shared import utc_now
from portal.commands.team_store import known_team, reading_teams, team_store
from portal.teams import (
    AbsenceRefused,
    NoSuchPerson,
    Person,
    Role,
    add_absence,
    add_person,
    change_role,
    end_sessions,
    find_people,
    find_roster,
    names_of,
    remove_person,
)
from portal.web.email_address import check_email

ABSENCE = {
    "order": "The last day is before the first.",
    "covers_self": "Nobody stands in for themselves.",
    "no_such_cover": "Whoever covers has to be on the same team.",
    "cover_reads_nothing": "Whoever covers has to be somebody who reads requests: a reader, manager or service lead.",
    "cover_away": "Whoever covers is away then too.",
    "covers_then": "They cover for somebody on one of those days. Say first who else does, on the staff site's page Your team.",
    "no_manager": "No other manager is there then. Say who covers: --cover EMAIL",
}
_ROLE = click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.READER.value, show_default=True
)
_DAY = click.DateTime(["%Y-%m-%d"])


class Email(click.ParamType[str]):
    """An address that mail can be sent to."""

    name = "email"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address in its plain form."""
        try:
            return check_email(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.group()
def people() -> None:
    """Look after a team's people."""


@people.command()
@click.argument("team")
@click.option("--name", required=True, help="The person's name; it stands beside what they read and do.")
@click.option("--email", type=Email(), required=True, help="Their address at work; links to sign in go there.")
@_ROLE
def add(team: str, name: str, email: str, role: str) -> None:
    """Add a person to TEAM."""
    with team_store() as db:
        add_person(db, team, name=name, email=email, role=Role(role), now=utc_now())
    click.echo(f"Added to {team} as {role}.")


@people.command("role")
@click.argument("team")
@click.argument("email")
@_ROLE
def give_role(team: str, email: str, role: str) -> None:
    """Give the person of TEAM with this EMAIL another role."""
    with team_store() as db:
        change_role(db, team, email, Role(role))
    click.echo(f"From their next page on: {role}.")


@people.command()
@click.argument("team")
@click.argument("email")
def remove(team: str, email: str) -> None:
    """Take the person with this EMAIL off the list of TEAM and sign them out at once."""
    with team_store() as db:
        remove_person(db, team, email, utc_now())
    click.echo(f"Removed from {team} and signed out. Look who has their requests now; then: portal teams check {team}")


@people.command()
@click.argument("team")
@click.argument("email")
@click.option("--from", "first", type=_DAY, required=True, help="The first day, such as 2026-12-21.")
@click.option("--until", "last", type=_DAY, required=True, help="The last day.")
@click.option("--cover", help="The address of whoever stands in.")
def away(team: str, email: str, first: datetime, last: datetime, cover: str | None) -> None:
    """Say when the person of TEAM with this EMAIL is away, and who covers."""
    with team_store() as db:
        person, covering = _find(find_people(db, team), team, email), None
        if cover:
            covering = _find(find_people(db, team), team, cover).id
        try:
            add_absence(db, person, first_day=first.date(), last_day=last.date(), cover_id=covering, now=utc_now())
        except AbsenceRefused as error:
            sys.exit(ABSENCE[error.code])
    click.echo("Noted.")


@people.command("list")
@click.argument("team")
def list_people(team: str) -> None:
    """List the people of TEAM, and when who is away."""
    with reading_teams() as db:
        known_team(db, team)
        roster = find_roster(db, team)
    names = names_of(roster.people)
    for person in roster.people:
        click.echo(f"{person.role}\t{person.name}\t{person.email}")
    for absence in roster.absences:
        cover = f"covered by {names[absence.cover_id]}" if absence.cover_id else "nobody covers"
        click.echo(f"away\t{names[absence.person_id]}\t{absence.first_day} to {absence.last_day}, {cover}")


@click.command("sign-out")
@click.argument("team")
@click.option("--person", help="The address of one of its people; without one, all of them.")
def sign_out(team: str, person: str | None) -> None:
    """Sign the people of TEAM out at once, wherever they are signed in."""
    with team_store() as db:
        known_team(db, team)
        found = find_people(db, team)
        chosen = [_find(found, team, person)] if person else found
        count = end_sessions(db, [each.id for each in chosen], utc_now())
    click.echo(f"{count} sessions ended.")


def _find(found: tuple[Person, ...], team: str, email: str) -> Person:
    person = next((each for each in found if each.email == email.strip().lower()), None)
    if person is None:
        raise NoSuchPerson(team)
    return person
