"""`portal referrals purge`, `reconcile`, `verify-audit`, `backup` and `restore`: what is kept is whole, and only as long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from portal.commands.referral_store import opened_store, reading_store, writing_store
from portal.commands.shared import utc_now
from portal.local_time import local_day
from portal.referrals.audit import find_broken_event, find_first_event
from portal.referrals.records.overview import list_outlines
from portal.referrals.records.purge import sweep
from portal.referrals.records.reconcile import reconcile as reconcile_all
from portal.referrals.worker.heartbeat import is_worker_late
from portal.store.backups import BackupRefused, back_up
from portal.store.backups import restore as restore_copy
from portal.store.migrations import migrate
from portal.store.transactions import reading

REFUSED = {
    "not_sqlite": "This is for SQLite. Of PostgreSQL make copies with pg_dump and put them back with pg_restore.",
    "exists": "{detail} is there already; nothing was overwritten.",
    "damaged": "{detail} is damaged or no SQLite database; nothing was changed.",
    "older": "Requests came in after {detail} was made. --drop-newer gives them up; nothing was changed.",
    "not_ours": "{detail} is no database of this portal; nothing was changed.",
}
LOOSE = {
    "lost": "The trail says received, and it is neither here nor purged",
    "unaudited": "Here, and the trail does not say received",
    "undelivered": "Neither in an inbox nor on the way to one",
    "unwatched": "Nobody would be told that it waits",
    "misstated": "Its state and its delivery say different things",
    "orphans": "A message without its request",
}


@click.command()
def purge() -> None:
    """Delete now what the clock would delete: requests closed for 30 days, drafts, links, the trail after two years."""
    with writing_store() as db:
        count = sweep(db, utc_now())
    click.echo(f"{count} requests deleted.")


@click.command()
def reconcile() -> None:
    """Check that received = delivered + waiting and that nothing stands alone; exit status 1 when not."""
    with reading_store() as db:
        found = reconcile_all(db)
    click.echo(f"received {found.received} = delivered {found.delivered} + waiting {found.waiting}")
    for name, words in LOOSE.items():
        for loose in getattr(found, name):
            click.echo(f"{words}: {loose}")
    sys.exit(0 if found.is_right else 1)


@click.command("verify-audit")
def verify_audit() -> None:
    """Check that nothing was changed in the audit trail, taken out or put in; exit status 1 when something was."""
    with reading_store() as db:
        broken, first = find_broken_event(db), find_first_event(db)
    if broken is not None:
        sys.exit(f"The trail is broken at event {broken}.")
    if first is None:
        click.echo("There is no trail yet: nothing has happened.")
    elif first[0] == 1:
        click.echo("The trail is whole.")
    else:  # what was deleted cannot be checked any more, and is not said to have been
        day = local_day(first[1]).isoformat()
        click.echo(f"The trail is whole from event {first[0]} of {day} on; those before ran out after two years.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE while everything runs; what families wrote is sealed in it as it is here."""
    with opened_store() as engine, _telling_refusals():
        size = back_up(engine, file)
    click.echo(
        f"Copied and checked: {file} ({size} bytes). Without the private keys nobody can read it; keep them apart."
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--drop-newer", is_flag=True, help="Although requests came in after the copy was made: they are given up."
)
def restore(file: Path, drop_newer: bool) -> None:
    """Put the copy FILE in the database's place. Stop both sites and the worker first."""
    now = utc_now()
    with opened_store() as engine, _telling_refusals():
        with reading(engine) as db:
            if not is_worker_late(db, now):
                sys.exit("A worker is at work. Stop the worker and both sites, wait a minute, then try again.")
            before = {each.reference for each in list_outlines(db, with_closed=True)}
        kept = restore_copy(engine, file, now, may_drop=lambda left: drop_newer or not before - left)
        migrate(engine)
        with reading(engine) as db:
            gone = sorted(before - {each.reference for each in list_outlines(db, with_closed=True)})
    click.echo(f"Restored. What was there before is kept as {kept}; delete it once you are sure.")
    for reference in gone:
        click.echo(f"Not in the copy: {reference}")
    click.echo("Next: portal referrals reconcile, portal referrals verify-audit, portal referrals purge.")


@contextmanager
def _telling_refusals() -> Iterator[None]:
    try:
        yield
    except BackupRefused as error:
        sys.exit(REFUSED[error.code].format(detail=error.detail))
