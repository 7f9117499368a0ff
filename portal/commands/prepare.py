"""`portal prepare`: what sites run where something has to be made that they only want to open."""

import fcntl
from datetime import UTC, datetime

import click

from portal.config import load_settings
from portal.prepared import prepare as prepare_parts


@click.command(hidden=True)
@click.argument("locales", nargs=-1)
@click.option("--store", is_flag=True, help="Bring the database's tables up to date first.")
def prepare(locales: tuple[str, ...], store: bool) -> None:
    """Read the catalogue and build its indexes for LOCALES, so that sites only open them; one at a time."""
    settings = load_settings()
    if store:
        from portal.commands.shared import open_store  # noqa: PLC0415 - a third of a start's imports, rarely needed

        open_store(settings).dispose()
    with (settings.var / ".prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        prepare_parts(settings, locales, today=datetime.now(UTC).date())
