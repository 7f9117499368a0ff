"""`portal catalogue`: every fault with file, line, field and what to write; codes for new services; plain English."""

import sys
from pathlib import Path

import click

from portal.catalogue.load import check_catalogue, load_catalogue
from portal.catalogue.read_codes import write_missing_codes
from portal.catalogue.read_files import find_ids
from portal.commands.readability import LONGEST, average_grade, read_texts
from portal.commands.settings import settings_or_exit
from portal.commands.shared import today
from portal.commands.translation_texts import Part, find_texts, texts_of
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
    day = today()
    _areas, place_faults = load_areas(folder / "places", day, services=find_ids(folder, "services"))
    faults = sorted({*check_catalogue(folder, day), *place_faults}, key=lambda fault: (fault.file, fault.line))
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


@catalogue.command()
@click.option("--worst", default=20, help="How many of the hardest texts to list.")
def readability(worst: int) -> None:
    """Say how hard the English of pages and catalogue is to read, the hardest texts first by file and line.

    Grade 4 to 6 is a reading age of 9 to 11. Exit status 1 where a text for families is too hard.
    """
    readings = read_texts(texts_of(find_texts(settings_or_exit().catalogue_folder)))
    for part in Part:
        own = [each for each in readings if each.part is part]
        hard = sum(each.is_too_hard for each in own)
        click.echo(f"{part:20}{len(own):6} texts   grade {average_grade(own):4.1f}   too hard {hard}")
    for each in readings[:worst]:
        mark = "too hard" if each.is_too_hard else "ok"
        click.echo(
            f"{each.file}:{each.line}: {mark}, grade {each.grade:.1f}, {each.longest} of {LONGEST} words: {each.text[:70]}"
        )
    if any(each.is_too_hard and each.part is not Part.STAFF for each in readings):
        sys.exit(1)
