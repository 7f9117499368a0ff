"""`portal teams`: teams, their people, and their way into the staff site."""

import sys

import click

from portal.commands.settings import settings_or_exit
from portal.commands.shared import areas_in_use, utc_now
from portal.commands.team_calendar import calendar
from portal.commands.team_due import due
from portal.commands.team_people import Email, people, sign_out
from portal.commands.team_readiness import accept, check, suspend, test
from portal.commands.team_store import describe_state, known_team, reading_teams, team_store
from portal.teams import NobodyToSignIn, add_team, change_address, find_people, issue_sign_in_link, list_teams


@click.group()
def teams() -> None:
    """Look after the teams that answer requests, and their people."""


@teams.command()
@click.argument("team")
@click.option("--council", required=True, help="The id of its council, such as northtown.")
@click.option("--locality", help="The id of its locality; without one the team is the council's front door.")
@click.option("--name", required=True, help="Its name, as it stands in the staff site and in notices.")
@click.option("--email", type=Email(), help="Where notices go; it takes no live requests without one.")
@click.option(
    "--practice", is_flag=True, help="A team to learn on: on a practice site requests can be passed on to it."
)
def add(team: str, council: str, locality: str | None, name: str, email: str | None, practice: bool) -> None:
    """Add TEAM (an id such as northtown-east); it takes no requests before it is accepted."""
    areas = areas_in_use(settings_or_exit())
    if council not in areas.councils:
        sys.exit(f"No council `{council}`. There are: {', '.join(areas.councils)}.")
    if locality and locality not in [each.id for each in areas.localities_of(council)]:
        sys.exit(f"{council} has no locality `{locality}`. See portal places explain POSTCODE.")
    with team_store() as db:
        add_team(
            db,
            team_id=team,
            council_id=council,
            locality_id=locality,
            name=name,
            email=email,
            is_practice=practice,
            now=utc_now(),
        )
    click.echo(f"Added {team}. Next: portal teams people add {team} --role reader --name NAME --email EMAIL")


@teams.command()
@click.argument("team")
@click.option("--email", type=Email(), required=True, help="Where notices go from now on.")
def change(team: str, email: str) -> None:
    """Let the notices of TEAM go elsewhere; it takes no new requests until a test message is confirmed there."""
    with team_store() as db:
        change_address(db, team, email)
    click.echo(f"Changed. Next: portal teams test {team}")


@teams.command("list")
def list_all() -> None:
    """List every team: id, name, and whether it takes requests."""
    with reading_teams() as db:
        found = list_teams(db)
    for team in found:
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


for _command in (accept, calendar, check, due, people, sign_out, suspend, test):
    teams.add_command(_command)
