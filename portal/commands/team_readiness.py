"""`portal teams test`, `check`, `accept` and `suspend`: a team takes requests only while nothing is missing."""

import sys
from datetime import timedelta

import click

from portal.commands.settings import settings_or_exit
from portal.commands.shared import areas_in_use, today, utc_now
from portal.commands.team_store import describe_state, known_team, reading_teams, team_store
from portal.commands.work import smtp_server
from portal.places.models import Calendar, Council
from portal.referrals.delivery.channels import Notice
from portal.referrals.delivery.messages import Result
from portal.referrals.delivery.smtp_channel import Letter, SmtpChannel
from portal.referrals.errors import ReferralError
from portal.referrals.promise.working_time import next_working_moment
from portal.store import Connection
from portal.teams import (
    Team,
    TeamFault,
    TeamNotReady,
    accept_team,
    confirm_test,
    find_calendar,
    find_faults,
    find_roster,
    list_teams,
    new_test_token,
    record_test,
    suspend_team,
)

LOOK_AHEAD = 14  # days: time enough to find somebody
FAULTS = {
    TeamFault.NO_ADDRESS: "It has no address for notices: portal teams change TEAM --email EMAIL",
    TeamFault.NO_READER: "Nobody reads: portal teams people add TEAM --role reader ...",
    TeamFault.NO_MANAGER: "Nobody is its manager: portal teams people add TEAM --role manager ...",
    TeamFault.MANAGER_AWAY: "On a day of the next two weeks its manager is away and nobody covers who is there: portal "
    "teams people list TEAM, then portal teams people away TEAM ... --cover EMAIL, or add another manager.",
    TeamFault.NO_CALENDAR: "Neither it nor its council has hours that open: portal teams calendar TEAM --hours HOURS, "
    "or write `office_hours` in places/councils/COUNCIL.yaml.",
    TeamFault.NO_PROMISE: "Its council promises nothing yet: write `promise` in places/councils/COUNCIL.yaml.",
    TeamFault.NO_TEST: "No test message was sent: portal teams test TEAM",
    TeamFault.TEST_FAILED: "The mail server did not take the test message (CODE). Mend the address or PORTAL_SMTP_*, "
    "then: portal teams test TEAM",
    TeamFault.TEST_UNCONFIRMED: "Nobody has confirmed the test message. Somebody of the team opens the link in it, or "
    "tells you that it came: portal teams test TEAM --came-to NAME",
}
TEST_LETTER = Letter(
    "Early help: a test message",
    "This is a test message to {team}. No family has asked for help.\n\n"
    "Open this link and press the button, so that we know that messages reach you:\n{url}\n",
)


@click.command()
@click.argument("team")
@click.option("--came-to", help="The name of somebody of the team who told you that the message has come.")
def test(team: str, came_to: str | None) -> None:
    """Send TEAM a test message, which somebody of it confirms by its link; or note by --came-to that they told you."""
    if came_to:
        with team_store() as db:
            confirm_test(db, team, utc_now(), by=came_to)
        click.echo("Noted.")
        return
    settings = settings_or_exit()
    server = smtp_server(settings)
    with team_store() as db:
        found = known_team(db, team)
        if server is None or not found.email:
            sys.exit("There is no mail server (PORTAL_SMTP_HOST), or the team has no address; nothing was sent.")
        link = f"{settings.staff_address}/test-message/{new_test_token(db, team)}"
    message_id = f"<test-{found.id}-{utc_now():%Y%m%d%H%M%S}@{server.domain or 'localhost'}>"
    notice = Notice(message_id, found.email, found.name, reference="", purpose="", sent_at=utc_now())
    sent = SmtpChannel(server, link, {"": TEST_LETTER}).send(notice)
    is_taken = sent.result is Result.ACCEPTED
    with team_store() as db:
        record_test(db, team, code=sent.code, is_taken=is_taken, now=utc_now())
    if not is_taken:
        sys.exit(f"The mail server did not take it ({sent.code}).")
    click.echo("Sent. It counts once somebody of the team has opened the link in it and pressed the button.")


@click.command()
@click.argument("team", required=False)
def check(team: str | None) -> None:
    """Say what keeps TEAM (or any but the practice teams) from taking requests; exit status 1 when something does."""
    councils = areas_in_use(settings_or_exit()).councils
    with reading_teams() as db:
        chosen = [known_team(db, team)] if team else [each for each in list_teams(db) if not each.is_practice]
        faults = [find_faults(db, each, **_facts(db, each, councils.get(each.council_id))) for each in chosen]
    for each, found in zip(chosen, faults, strict=True):
        click.echo(f"{each.id}: {describe_state(each)}")
        for fault in found:
            click.echo(f"  {_mend(fault, each)}")
    sys.exit(1 if any(faults) else 0)


@click.command()
@click.argument("team")
def accept(team: str) -> None:
    """Let TEAM take requests from families, once nothing is missing."""
    councils = areas_in_use(settings_or_exit()).councils
    with team_store() as db:
        found = known_team(db, team)
        try:
            accept_team(db, team, utc_now(), **_facts(db, found, councils.get(found.council_id)))
        except TeamNotReady as error:
            sys.exit("\n".join([f"{team} cannot take requests yet.", *(_mend(each, found) for each in error.faults)]))
    click.echo(f"{team} takes requests from now on.")


@click.command()
@click.argument("team")
def suspend(team: str) -> None:
    """Let TEAM take no new requests; families see the front door's number. What it has already goes on."""
    with team_store() as db:
        suspend_team(db, team)
    click.echo(f"{team} takes no new requests. What it has already goes on. Later: portal teams accept {team}")


def _facts(db: Connection, team: Team, council: Council | None) -> dict[str, bool]:
    own = find_calendar(db, team.id) or (council.calendar if council else Calendar())
    has_promise = council is not None and council.promise is not None
    return {"has_calendar": _opens(own), "has_promise": has_promise, "is_led": _is_led(db, team)}


def _is_led(db: Connection, team: Team) -> bool:
    roster, first = find_roster(db, team.id), today()
    return all(roster.is_led(first + timedelta(days=each)) for each in range(LOOK_AHEAD))


def _opens(calendar: Calendar) -> bool:
    try:
        next_working_moment(calendar, utc_now())
    except ReferralError:
        return False
    return True


def _mend(fault: TeamFault, team: Team) -> str:
    words = FAULTS[fault].replace("TEAM", team.id).replace("COUNCIL", team.council_id)
    return words.replace("CODE", team.test_code or "")
