"""`portal catalogue`: every fault with file, line, field and what to write; codes for new services."""

import sys
from pathlib import Path

import click

from portal.catalogue.load import check_catalogue, load_catalogue
from portal.catalogue.read_codes import write_missing_codes
from portal.commands.shared import settings_or_exit, utc_now
from portal.places.load import load_areas
from portal.yaml_files import format_fault


@click.group()
def catalogue() -> None:
    """Look after the curated YAML."""


@catalogue.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Read all of FOLDER (the catalogue in use) and report every fault; exit status 1 when there is one."""
    folder = folder or settings_or_exit().catalogue_folder
    today = utc_now().date()
    _areas, place_faults = load_areas(folder / "places", today)
    faults = sorted({*check_catalogue(folder, today), *place_faults}, key=lambda fault: (fault.file, fault.line))
    for fault in faults:
        click.echo(format_fault(fault))
    if faults:
        click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}.", err=True)
        sys.exit(1)
    click.echo("No faults.")


@catalogue.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def codes(folder: Path | None) -> None:
    """Give every service of FOLDER (the catalogue in use) that has no code one, written at the end of codes.yaml."""
    folder = folder or settings_or_exit().catalogue_folder
    for entry in write_missing_codes(folder, load_catalogue(folder).catalogue):
        click.echo(f"{entry.code} {entry.service_id}")
