"""`portal referrals hold` and `export`: keep a request for as long as somebody needs it, and give a family its data."""

import os
import sys
from pathlib import Path

import click

from portal.commands.referral_store import writing_store
from portal.commands.refusals import refusing
from portal.commands.settings import settings_or_exit
from portal.commands.shared import utc_now
from portal.referrals.audit import Event, record_event
from portal.referrals.records.export import export_family
from portal.referrals.records.holds import HoldReason, end_hold
from portal.referrals.records.holds import hold as hold_request
from portal.referrals.records.overview import explain, find_id
from portal.referrals.sealing.keys import load_private_keys
from portal.teams import find_names


@click.command()
@click.argument("reference")
@click.option("--reason", required=True, type=click.Choice([each.value for each in HoldReason]), help="Why it is kept.")
@click.option("--end", is_flag=True, help="This reason is over; the clock has it again once none is left.")
def hold(reference: str, reason: str, end: bool) -> None:
    """Keep REFERENCE from being deleted 30 days after it is closed."""
    change = end_hold if end else hold_request
    with writing_store() as db:
        change(db, find_id(db, reference), reason=HoldReason(reason), by="operator", now=utc_now())
    click.echo(f"No longer kept for: {reason}." if end else f"It is kept until you say --end ({reason}).")


@click.command()
@click.argument("reference")
@click.argument("file", type=click.Path(path_type=Path))
def export(reference: str, file: Path) -> None:
    """Write everything that is kept of the family of REFERENCE to FILE, for their access request. Needs the private keys.

    It is noted in the audit trail. FILE can be read by you only; delete it once it is handed over.
    """
    with refusing():
        private_keys = load_private_keys(settings_or_exit().keys)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        sys.exit(f"{file}: {error.strerror}. Nothing was written.")
    try:
        with os.fdopen(handle, "wb") as out, writing_store() as db:
            referral_id = find_id(db, reference)
            team = explain(db, referral_id).outline.team_id
            out.write(export_family(db, referral_id, private_keys, find_names(db, team)))
            record_event(db, Event("exported", referral_id, actor="operator", at=utc_now()))
    except BaseException:
        file.unlink()
        raise
    click.echo(f"Written: {file}. It holds what the family wrote and what was noted. Delete it once it is handed over.")
