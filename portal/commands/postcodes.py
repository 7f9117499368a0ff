"""`portal postcodes import`: whole postcodes from the lists that the Ordnance Survey and the ONS publish."""

import sys
from pathlib import Path

import click

from portal.commands.settings import settings_or_exit
from portal.commands.shared import areas_in_use, utc_now
from portal.places.areas import Areas
from portal.places.imported import ImportedPostcodes
from portal.places.importer import Report, import_postcodes
from portal.places.make_sectors import write_sectors
from portal.places.postcode_columns import ImportFault, ImportRefused

_BAR = 40  # signs wide
_MOST_COUNCILS = 10  # told by number
REFUSED = {
    ImportFault.NO_FILES: "There is no list of postcodes in it. Give the folder, zip or CSV as it was downloaded.",
    ImportFault.UNREADABLE: "{file} cannot be read ({names}). Download it again.",
    ImportFault.UNKNOWN_HEADER: "{file}: no column was found for {names}.",
    ImportFault.MIXED: "{file} is of another list than the files before it ({names}). Import one list at a time.",
    ImportFault.NO_POSTCODES: "There is no postcode in it.",
    ImportFault.TOO_MANY_REFUSED: "Too many rows are not what they should be: {names}.",
    ImportFault.BUSY: "Another import is running.",
}


@click.group()
def postcodes() -> None:
    """Look after the list of whole postcodes."""


@postcodes.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--northern-ireland", is_flag=True, help="Keep BT codes too; their licence differs.")
def import_files(paths: tuple[Path, ...], northern_ireland: bool) -> None:
    """Import PATHS (OS Code-Point Open, ONSPD or NSPL: folders, zips or CSV files); the old list stays until it is done."""
    settings = settings_or_exit()
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        report = import_postcodes(
            paths,
            settings.postcodes_file,
            now=utc_now(),
            with_northern_ireland=northern_ireland,
            progress=_show_progress if sys.stderr.isatty() else None,
        )
    except ImportRefused as error:
        why = REFUSED[error.code].format(file=error.file, names=", ".join(error.names))
        sys.exit(f"Nothing was imported. {why}")
    _tell(report, areas_in_use(settings))


@postcodes.command("sectors")
def write_file() -> None:
    """Write the catalogue's places/sectors.csv anew from the imported postcodes, for the councils in places/councils/."""
    settings = settings_or_exit()
    imported, areas = ImportedPostcodes(settings.postcodes_file), areas_in_use(settings)
    if imported.edition() is None:
        sys.exit("Nothing was written. Import a list of postcodes first: `portal postcodes import FILE...`.")
    if not areas.councils:
        sys.exit("Nothing was written. Write places/councils/ID.yaml first: its `gss` says which postcodes are wanted.")
    path = settings.catalogue_folder / "places" / "sectors.csv"
    try:
        districts, sectors = write_sectors(path, imported.live(), areas.councils_by_gss.keys())
    except OSError as error:
        sys.exit(f"{path} could not be written, and is as it was ({error.strerror}).")
    click.echo(f"{path}: {districts} districts, {sectors} sectors.")


def _show_progress(done: int, whole: int) -> None:
    share = done / max(whole, 1)
    bar = "#" * round(share * _BAR)
    print(f"\r[{bar:{_BAR}}] {share:4.0%}", end="" if done < whole else "\n", file=sys.stderr, flush=True)


def _tell(report: Report, areas: Areas) -> None:
    edition, tally = report.edition, report.tally
    product = f"{edition.product} {edition.edition}".strip()
    click.echo(f"{product}: {edition.rows} postcodes in use, {report.terminated} ended.")
    click.echo(f"{tally.rows} rows; {tally.no_position} without a position, {report.duplicates} twice.")
    for fault, count in tally.refused.items():
        click.echo(f"{count} rows refused for their {fault}: {', '.join(tally.examples[fault])}")
    for council, count in list(report.councils.items())[:_MOST_COUNCILS]:
        click.echo(f"{f'{areas.name_of(council)} {council}'.strip() or 'no council'}: {count}")
    for ward, count in report.unclaimed_wards(areas).items():
        click.echo(
            f"No locality claims ward {ward or '(none given)'}: {count} postcodes go to the council's front door."
        )
