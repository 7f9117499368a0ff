"""`portal referrals`: what came in and where it is, by references, ids and codes. Nothing here shows what a family wrote."""

import sys

import click

from portal.commands.referral_care import backup, purge, reconcile, restore, verify_audit
from portal.commands.referral_family import export, hold
from portal.commands.referral_keys import rotate_keys
from portal.commands.referral_store import reading_store, tell_moment, writing_store
from portal.commands.settings import settings_or_exit
from portal.commands.shared import utc_now
from portal.referrals.delivery.rerouting import Reason
from portal.referrals.delivery.rerouting import reroute as reroute_request
from portal.referrals.records.overview import Explained, Outline, find_id, list_outlines
from portal.referrals.records.overview import explain as explain_request
from portal.referrals.records.overview import retry as retry_request
from portal.teams import find_team, takes_over


@click.group()
def referrals() -> None:
    """Look after requests: where each is, what is wrong, keys, copies."""


@referrals.command("list")
@click.option("--team", help="Only those of one team.")
@click.option("--all", "with_closed", is_flag=True, help="The closed ones too.")
def list_all(team: str | None, with_closed: bool) -> None:
    """List requests, oldest first: reference, state, team, when received, by when to read, what stands out."""
    with reading_store() as db:
        found = list_outlines(db, team_id=team, with_closed=with_closed)
    for each in found:
        words = (each.reference, each.state, each.team_id, tell_moment(each.received_at), tell_moment(each.read_by))
        click.echo("\t".join((*words, _stands_out(each))))


@referrals.command()
@click.argument("reference")
def explain(reference: str) -> None:
    """Say how the request REFERENCE was routed, what was done, which messages went and who was warned."""
    with reading_store() as db:
        found = explain_request(db, find_id(db, reference))
    for line in _tell(found):
        click.echo(line)


@referrals.command()
@click.argument("reference")
def retry(reference: str) -> None:
    """Try every message of REFERENCE that waits now, not when its turn comes."""
    with writing_store() as db:
        count = retry_request(db, find_id(db, reference), utc_now())
    click.echo(f"{count} waiting messages will be tried now.")


@referrals.command()
@click.argument("reference")
@click.argument("team")
@click.option("--reason", required=True, type=click.Choice([each.value for each in Reason]), help="It stays on record.")
def reroute(reference: str, team: str, reason: str) -> None:
    """Pass REFERENCE on to TEAM of the same council; what the family was promised runs on."""
    settings = settings_or_exit()
    with writing_store() as db:
        referral_id = find_id(db, reference)
        found = find_team(db, team)
        council = explain_request(db, referral_id).outline.council_id
        if found is None or found.council_id != council:
            sys.exit(f"{council} has no team `{team}`; another council could not unseal the request.")
        if not takes_over(db, team, is_practice_site=settings.is_practice):
            sys.exit(f"{team} takes no requests now, or nobody of it may read them. See portal teams check {team}.")
        reroute_request(
            db,
            referral_id,
            team_id=team,
            reason=Reason(reason),
            actor="operator",
            has_mail=bool(settings.smtp_host),
            now=utc_now(),
        )
    click.echo(f"It is with {team} now.")


def _stands_out(each: Outline) -> str:
    marks = {
        "urgent": each.is_urgent,
        "may be spam": each.suspected_at,
        "kept": each.is_held,
        "unread and late": each.read_at is None and each.read_by < utc_now(),
    }
    return ", ".join(mark for mark, is_so in marks.items() if is_so)


def _tell(found: Explained) -> list[str]:
    each = found.outline
    return [
        f"{each.reference}: {each.state}{', urgent' if each.is_urgent else ''}, with {each.team_id} ({each.council_id})",
        f"Routed to {each.locality_id or 'the front door'} as {each.door_name}, by rules {each.rule_version}",
        f"Read by {tell_moment(each.read_by)}, read {tell_moment(each.read_at)}",
        f"In touch by {tell_moment(each.contact_by)}, tried {tell_moment(each.tried_at)}",
        f"Notice seen {tell_moment(each.acknowledged_at)}, closed {tell_moment(each.closed_at)}, "
        f"to be deleted {'when released' if each.is_held else tell_moment(each.purge_after)}",
        f"Sealed to key {each.key_id}",
        *(f"{tell_moment(event.at)}  {event.kind} by {event.actor} {event.detail}".rstrip() for event in found.events),
        *(
            f"message {message.purpose} to {message.recipient} by {message.channel}: {message.state} after "
            f"{message.attempts}, last {message.last_code or '-'}, accepted {tell_moment(message.accepted_at)}, "
            f"next {tell_moment(message.next_at)}"
            for message in found.messages
        ),
        *(
            f"warning {told.clock} {told.level} due {tell_moment(told.due_at)}, given {tell_moment(told.raised_at)}"
            for told in found.escalations
        ),
    ]


for _command in (export, hold, purge, reconcile, backup, restore, verify_audit, rotate_keys):
    referrals.add_command(_command)
