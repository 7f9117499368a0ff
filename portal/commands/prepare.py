"""`portal prepare`: what sites run where something has to be made that they only want to open."""

import fcntl
import os
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

import click

from portal.beside import beside
from portal.config import Settings, load_settings
from portal.local_time import local_day
from portal.prepared import prepare as prepare_parts

_NICE = 2  # two thirds of a site's share of a processor: pages stay as quick, and it gets on where all are busy; 5 takes twice as long


@click.command(hidden=True)
@click.argument("locales", nargs=-1)
@click.option("--store", is_flag=True, help="Bring the database's tables up to date, too.")
@click.option("--give-way", is_flag=True, help="Let those who answer pages meanwhile go first.")
def prepare(locales: tuple[str, ...], store: bool, give_way: bool) -> None:
    """Read the catalogue and build its indexes for LOCALES, so that sites only open them; one at a time."""
    if give_way:
        os.nice(_NICE)
    settings = load_settings()
    with (settings.var / ".prepare.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        wait_for_store = beside(partial(_renew_store, settings)) if store else None
        try:
            prepare_parts(settings, locales, today=local_day(datetime.now(UTC)))
        finally:
            if wait_for_store:
                wait_for_store()


def _renew_store(settings: Settings) -> None:
    """Bring the tables up to date; where that is not safe or possible, the site that asked says why."""
    from portal.commands.shared import open_store  # noqa: PLC0415 - a third of a start's imports, rarely needed
    from portal.store.errors import UnsafeStore  # noqa: PLC0415 - the same
    from portal.store.transactions import StoreUnavailable  # noqa: PLC0415 - the same

    with suppress(UnsafeStore, StoreUnavailable):
        open_store(settings).dispose()
