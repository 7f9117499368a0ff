"""`portal work`: the delivery worker. It sends what waits, raises what is due and forgets what has run out."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Event

import click

from portal.commands.family_post import family_sender
from portal.commands.office_hours import follow_office_hours
from portal.commands.refusals import refusing
from portal.commands.report_mail import reply_sender
from portal.commands.settings import settings_or_exit
from portal.commands.shared import open_store, today, utc_now
from portal.commands.sign_in_mail import link_sender
from portal.config import Settings
from portal.logs import set_up_logs
from portal.referrals.delivery.channels import Channel, InboxChannel
from portal.referrals.delivery.contacts import Contacts, FindContacts
from portal.referrals.delivery.letters import STAFF_LETTERS
from portal.referrals.delivery.messages import INBOX, SMTP, SMTP_BACKUP
from portal.referrals.delivery.rerouting import FindReader
from portal.referrals.delivery.smtp_channel import SmtpChannel, SmtpServer
from portal.referrals.recipients import Recipient
from portal.referrals.worker.loop import run_worker
from portal.referrals.worker.post import Post
from portal.reports import sweep_reports
from portal.store import Connection, Engine
from portal.teams import Role, find_calendar, find_roster, find_team, is_read, sweep_sign_ins, team_for
from portal.visits import sweep_limits, sweep_visits

_ROLES = {Recipient.MANAGER: Role.MANAGER, Recipient.SERVICE_LEAD: Role.SERVICE_LEAD}


@click.command()
def work() -> None:
    """Deliver requests and notices until it is told to stop."""
    set_up_logs()
    settings = settings_or_exit()
    with refusing():
        post = build_post(settings)
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    print("ready worker", flush=True)
    run_worker(post, stop=stop, clock=utc_now)
    post.engine.dispose()


def build_post(settings: Settings) -> Post:
    """Return what the worker works with: the database, the channels there are, whom to tell, the offices' hours."""
    server = smtp_server(settings)
    channels: dict[str, Channel] = {INBOX: InboxChannel()}
    if server:
        channels[SMTP] = SmtpChannel(server, settings.staff_address, STAFF_LETTERS)
    if server and settings.smtp_backup_host:
        channels[SMTP_BACKUP] = SmtpChannel(_backup_server(settings, server), settings.staff_address, STAFF_LETTERS)
    engine, owner = open_store(settings), f"{socket.gethostname()[:60]}-{os.getpid()}"
    return Post(
        engine=engine,
        owner=owner,
        channels=channels,
        find_contacts=contacts_finder(settings),
        find_reader=reader_finder(settings),
        office_hours=follow_office_hours(settings),
        domain=(server.domain if server else "") or "localhost",
        also_sweep=(sweep_visits, sweep_limits, sweep_sign_ins, sweep_reports),
        also_send=_other_senders(engine, server, settings, owner) if server else (),
    )


def smtp_server(settings: Settings) -> SmtpServer | None:
    """Return the mail server of the settings, None where there is none; end where mails would have no sender or dead links."""
    if not settings.smtp_host:
        return None
    if not settings.smtp_from:
        sys.exit("PORTAL_SMTP_HOST is set, but not PORTAL_SMTP_FROM: write the address that notices come from.")
    if not settings.staff_url and not settings.is_practice:
        sys.exit(
            "PORTAL_SMTP_HOST is set, but not PORTAL_STAFF_URL: write the staff site's address as staff type it, "
            "else the links in notices and to sign in lead to this machine."
        )
    return SmtpServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        user=settings.smtp_user,
        password=settings.smtp_password,
        is_plain_allowed=settings.smtp_is_plain,
    )


def _other_senders(
    engine: Engine, server: SmtpServer, settings: Settings, owner: str
) -> tuple[Callable[[datetime], bool], ...]:
    to_staff = link_sender(engine, server, settings.staff_address)
    if not settings.family_mail_from:
        return (to_staff,)
    return (to_staff, family_sender(engine, server, settings, owner=owner), reply_sender(engine, server, settings))


def _backup_server(settings: Settings, server: SmtpServer) -> SmtpServer:
    return replace(
        server,
        host=settings.smtp_backup_host,
        port=settings.smtp_backup_port,
        user=settings.smtp_backup_user,
        password=settings.smtp_backup_password,
    )


def reader_finder(settings: Settings) -> FindReader:
    """Return how to find who can read what came for a team: it where somebody may read, else its front door."""

    def find(db: Connection, council_id: str, team_id: str) -> str | None:
        teams = (find_team(db, team_id), team_for(db, council_id, None, is_practice_site=settings.is_practice))
        return next((team.id for team in teams if team and is_read(db, team.id)), None)

    return find


def contacts_finder(settings: Settings) -> FindContacts:
    """Return how to find a team's addresses: its own, its people's by role, its council's front door on duty.

    Whoever is away is covered.
    """

    def find(db: Connection, team_id: str) -> Contacts:
        team = find_team(db, team_id)
        if team is None:
            return Contacts(team_id, {Recipient.OPERATOR: settings.operator_email})
        roster, day = find_roster(db, team_id), today()
        addresses = {
            recipient: person.email for recipient, role in _ROLES.items() if (person := roster.answering(role, day))
        }
        front_door = team_for(db, team.council_id, None, is_practice_site=team.is_practice)
        if front_door and front_door.id != team.id:
            addresses[Recipient.DUTY] = front_door.email or ""
        addresses |= {Recipient.TEAM: team.email or "", Recipient.OPERATOR: settings.operator_email}
        return Contacts(team.name, addresses, find_calendar(db, team_id))

    return find
