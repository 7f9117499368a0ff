"""`portal places`: check the files of places, look postcodes up, explain an answer."""

import json
import sys

import click

from portal.commands.shared import areas_in_use, settings_or_exit, utc_now
from portal.places.explain import Step, StepCode, explain
from portal.places.gazetteer import Gazetteer
from portal.places.imported import ImportedPostcodes
from portal.places.load import load_areas
from portal.places.lookup import Lookup, look_up
from portal.yaml_files import format_fault

STEPS = {
    StepCode.READ: "Read as {code}.",
    StepCode.REPAIRED: "Repaired to {code}.",
    StepCode.NOT_READ: "Cannot be read as a postcode: {reason}.",
    StepCode.IN_FILE: "The imported file has it: council {council}, ward {ward}, in use: {live}.",
    StepCode.NOT_IN_FILE: "The imported file does not have it.",
    StepCode.SHARES: "Built in, {code} has {postcodes} postcodes: {shares}. One council needs {needed} of them.",
    StepCode.NO_SHARES: "Nothing is built in of {code}.",
    StepCode.COUNCIL: "Council: {council} (as sure as the {precision}).",
    StepCode.OUTSIDE: "Not covered: {council}.",
    StepCode.ASK: "It lies on a border, so the person is asked: {councils}.",
    StepCode.LOCALITY: "Locality: {locality} ({basis}).",
    StepCode.NO_LOCALITY: "No locality is known for it.",
    StepCode.DOOR: "Door: {door}, {phone}, by rules {rules}.",
    StepCode.UNKNOWN: "Nothing is known of it: {reason}.",
}


@click.group()
def places() -> None:
    """Look after councils, localities and hubs, and ask where a postcode lies."""


@places.command()
def check() -> None:
    """Report every fault of the files of places; exit status 1 when there is one."""
    settings = settings_or_exit()
    _areas, faults = load_areas(settings.catalogue_folder / "places", utc_now().date())
    for fault in faults:
        click.echo(format_fault(fault))
    if faults:
        sys.exit(1)
    edition = ImportedPostcodes(settings.postcodes_file).edition()
    click.echo(
        f"No faults. Postcodes: {f'{edition.product} {edition.edition}' if edition else 'built-in sectors only'}."
    )


@places.command("explain")
@click.argument("postcode")
def explain_one(postcode: str) -> None:
    """Say step by step how the answer for POSTCODE is reached."""
    settings = settings_or_exit()
    imported = ImportedPostcodes(settings.postcodes_file)
    for step in explain(postcode, areas_in_use(settings), imported if imported.edition() else None):
        click.echo(_tell(step))


@places.command()
@click.argument("postcodes", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def lookup(postcodes: tuple[str, ...], as_json: bool) -> None:
    """Look up POSTCODES, or with - each line of standard input."""
    settings = settings_or_exit()
    areas = areas_in_use(settings)
    gazetteer = Gazetteer(areas, ImportedPostcodes(settings.postcodes_file))
    for typed in (line.rstrip("\r\n") for line in sys.stdin) if postcodes == ("-",) else postcodes:
        found = look_up(typed, areas, gazetteer)
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else _line(found))


def _tell(step: Step) -> str:
    return STEPS[step.code].format(**dict(step.detail))


def _line(found: Lookup) -> str:
    where = found["council"] or ("ask: " + ", ".join(found["candidates"]) if found["ask"] else found["error"] or "")
    words = (found["postcode"] or found["input"], where, found["locality"] or "", found["precision"] or "")
    return "\t".join(words)
