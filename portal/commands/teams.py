"""`portal teams`: teams, their people, and their way into the staff site."""

import sys

import click
from email_validator import EmailNotValidError, validate_email

from portal.commands.shared import areas_in_use, settings_or_exit, utc_now
from portal.commands.team_readiness import accept, check, test
from portal.commands.team_store import describe_state, known_team, team_store
from portal.teams import NobodyToSignIn, Role, add_person, add_team, find_people, issue_sign_in_link, list_teams


class Email(click.ParamType[str]):
    """An address that mail can be sent to."""

    name = "email"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address in its plain form."""
        try:
            return validate_email(value, check_deliverability=False).normalized
        except EmailNotValidError as error:
            self.fail(str(error), param, ctx)


@click.group()
def teams() -> None:
    """Look after the teams that answer requests, and their people."""


@teams.command()
@click.argument("team")
@click.option("--council", required=True, help="The id of its council, such as northtown.")
@click.option("--locality", help="The id of its locality; without one the team is the council's front door.")
@click.option("--name", required=True, help="Its name, as it stands in the staff site and in notices.")
@click.option("--email", type=Email(), help="Where notices go; without one only the inbox is used.")
def add(team: str, council: str, locality: str | None, name: str, email: str | None) -> None:
    """Add TEAM (an id such as northtown-east); it takes no requests before it is accepted."""
    areas = areas_in_use(settings_or_exit())
    if council not in areas.councils:
        sys.exit(f"No council `{council}`. There are: {', '.join(areas.councils)}.")
    if locality and locality not in [each.id for each in areas.localities_of(council)]:
        sys.exit(f"{council} has no locality `{locality}`. See portal places explain POSTCODE.")
    with team_store() as db:
        add_team(db, team_id=team, council_id=council, locality_id=locality, name=name, email=email, now=utc_now())
    click.echo(f"Added {team}. Next: portal teams people add {team} --role reader --name NAME --email EMAIL")


@teams.group()
def people() -> None:
    """Look after a team's people."""


@people.command("add")
@click.argument("team")
@click.option("--name", required=True, help="The person's name; it stands beside what they read and do.")
@click.option("--email", type=Email(), required=True, help="Their address at work.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.READER.value, show_default=True)
def add_somebody(team: str, name: str, email: str, role: str) -> None:
    """Add a person to TEAM."""
    with team_store() as db:
        add_person(db, team, name=name, email=email, role=Role(role), now=utc_now())
    click.echo(f"Added to {team} as {role}.")


@people.command("list")
@click.argument("team")
def list_people(team: str) -> None:
    """List the people of TEAM."""
    with team_store() as db:
        known_team(db, team)
        for person in find_people(db, team):
            click.echo(f"{person.role}\t{person.name}\t{person.email}")


@teams.command("list")
def list_all() -> None:
    """List every team: id, name, and whether it takes requests."""
    with team_store() as db:
        for team in list_teams(db):
            click.echo(f"{team.id}\t{team.name}\t{describe_state(team)}")


@teams.command()
@click.argument("team")
@click.option("--person", help="The address of one of its people; without one, its first reader.")
def link(team: str, person: str | None) -> None:
    """Print an address that signs in to the staff site for TEAM: once, within 15 minutes."""
    settings = settings_or_exit()
    with team_store() as db:
        known_team(db, team)
        chosen = [each.id for each in find_people(db, team) if person and each.email == person.strip().lower()]
        if person and not chosen:
            raise NobodyToSignIn(team)
        token = issue_sign_in_link(db, team, utc_now(), person_id=chosen[0] if chosen else None)
    click.echo(f"{settings.staff_address}/sign-in/{token}")


for _command in (accept, check, test):
    teams.add_command(_command)
