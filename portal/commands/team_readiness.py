"""`portal teams test`, `check` and `accept`: a team takes requests only once nothing is missing."""

import sys

import click

from portal.commands.shared import areas_in_use, settings_or_exit, utc_now
from portal.commands.team_store import describe_state, known_team, team_store
from portal.commands.work import smtp_server
from portal.config import Settings
from portal.places.models import Council
from portal.referrals.channels import Letter, Notice, SmtpChannel
from portal.referrals.delivery import Result
from portal.teams import Team, TeamFault, TeamNotReady, accept_team, confirm_test, find_faults, list_teams

FAULTS = {
    TeamFault.NO_READER: "Nobody reads: portal teams people add TEAM --role reader ...",
    TeamFault.NO_MANAGER: "Nobody is its manager: portal teams people add TEAM --role manager ...",
    TeamFault.NO_CALENDAR: "Its council has no office hours: write `office_hours` in places/councils/COUNCIL.yaml.",
    TeamFault.NO_PROMISE: "Its council promises nothing yet: write `promise` in places/councils/COUNCIL.yaml.",
    TeamFault.NO_CONFIRMED_TEST: "No test message was confirmed: portal teams test TEAM, then with --came.",
}
TEST_LETTER = Letter(
    "Early help: a test message",
    "This is a test message to {team}. No family has asked for help.\n\n"
    "Please tell whoever runs the site that it has come.\n\n{url}\n",
)


@click.command()
@click.argument("team")
@click.option("--came", is_flag=True, help="Somebody of the team said that the message has come.")
def test(team: str, came: bool) -> None:
    """Send TEAM a test message, or note with --came that it has come."""
    if came:
        with team_store() as db:
            confirm_test(db, team, utc_now())
        click.echo("Noted.")
        return
    with team_store() as db:
        found = known_team(db, team)
    _send_test(settings_or_exit(), found)
    click.echo(f"Sent. When somebody of the team says that it has come: portal teams test {team} --came")


@click.command()
@click.argument("team", required=False)
def check(team: str | None) -> None:
    """Say what keeps TEAM (or any but the practice teams) from taking requests; exit status 1 when something does."""
    councils = areas_in_use(settings_or_exit()).councils
    is_faulty = False
    with team_store() as db:
        chosen = [known_team(db, team)] if team else [each for each in list_teams(db) if not each.is_practice]
        for each in chosen:
            faults = find_faults(db, each, **_council_facts(councils.get(each.council_id)))
            is_faulty |= bool(faults)
            click.echo(f"{each.id}: {describe_state(each)}")
            for fault in faults:
                click.echo(f"  {_mend(fault, each)}")
    sys.exit(1 if is_faulty else 0)


@click.command()
@click.argument("team")
def accept(team: str) -> None:
    """Let TEAM take requests from families, once nothing is missing."""
    councils = areas_in_use(settings_or_exit()).councils
    with team_store() as db:
        found = known_team(db, team)
        try:
            accept_team(db, team, utc_now(), **_council_facts(councils.get(found.council_id)))
        except TeamNotReady as error:
            sys.exit("\n".join([f"{team} cannot take requests yet.", *(_mend(each, found) for each in error.faults)]))
    click.echo(f"{team} takes requests from now on.")


def _council_facts(council: Council | None) -> dict[str, bool]:
    return {
        "has_calendar": council is not None and bool(council.office_hours),
        "has_promise": council is not None and council.promise is not None,
    }


def _mend(fault: TeamFault, team: Team) -> str:
    return FAULTS[fault].replace("TEAM", team.id).replace("COUNCIL", team.council_id)


def _send_test(settings: Settings, team: Team) -> None:
    server = smtp_server(settings)
    if server is None or not team.email:
        sys.exit("There is no mail server (PORTAL_SMTP_HOST), or the team has no address; nothing was sent.")
    message_id = f"<test-{team.id}-{utc_now():%Y%m%d%H%M%S}@{server.domain or 'localhost'}>"
    notice = Notice(message_id, team.email, team.name, reference="", purpose="", sent_at=utc_now())
    sent = SmtpChannel(server, settings.staff_address, {"": TEST_LETTER}).send(notice)
    if sent.result is not Result.ACCEPTED:
        sys.exit(f"The mail server did not take it ({sent.code}).")
