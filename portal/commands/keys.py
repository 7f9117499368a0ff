"""`portal keys make`: the key pairs that seal what families write."""

import click

from portal.commands.settings import settings_or_exit
from portal.commands.shared import today, utc_now
from portal.places.load import load_areas
from portal.referrals.sealing.keys import ensure_keys


@click.group()
def keys() -> None:
    """Make the keys that seal what families write, one pair per council."""


@keys.command()
def make() -> None:
    """Make a key pair for every covered council that has none; nothing existing is touched."""
    settings = settings_or_exit()
    areas, _faults = load_areas(settings.catalogue_folder / "places", today())
    made = ensure_keys(settings.keys, areas.councils, now=utc_now())
    for council in made:
        click.echo(f"Made a key pair for {council}.")
    click.echo(f"Keys are in {settings.keys}. Move private/ to where only the staff site can read it.")
