"""`portal places`: check the files of places, look postcodes up, explain an answer."""

import json
import sys
from collections.abc import Sequence

import click

from portal.commands.settings import settings_or_exit
from portal.commands.shared import areas_in_use, today
from portal.places.check import Finding, FindingCode, check_areas
from portal.places.explain import Step, StepCode, explain
from portal.places.gazetteer import Gazetteer
from portal.places.geocoder import SectorGeocoder
from portal.places.imported import Edition, ImportedPostcodes
from portal.places.load import load_areas
from portal.places.lookup import Lookup, look_up
from portal.places.positions import PositionError, locate
from portal.yaml_files import format_fault

STEPS = {
    StepCode.READ: "Read as {code}.",
    StepCode.REPAIRED: "Repaired to {code}.",
    StepCode.NOT_READ: "Cannot be read as a postcode: {reason}.",
    StepCode.IN_FILE: "The imported file has it: council {council}, ward {ward}, in use: {live}.",
    StepCode.NOT_IN_FILE: "The imported file does not have it.",
    StepCode.SHARES: "Built in, {code} has {postcodes} postcodes: {shares}. One council needs {needed} of them.",
    StepCode.NO_SHARES: "Nothing is built in of {code}.",
    StepCode.LARGE_USER: "It is the postcode of an office or a PO box; asking for help needs that of a home.",
    StepCode.COUNCIL: "Council: {council} (as sure as the {precision}).",
    StepCode.OUTSIDE: "Not covered: {council}.",
    StepCode.ASK: "It lies on a border, so the person is asked: {councils}.",
    StepCode.LOCALITY: "Locality: {locality} ({basis}).",
    StepCode.NO_LOCALITY: "No locality is known for it.",
    StepCode.DOOR: "Door: {door}, {phone}, by rules {rules}.",
    StepCode.UNKNOWN: "Nothing is known of it: {reason}.",
}

FINDINGS = {
    FindingCode.WARD_UNCLAIMED: "no locality claims ward {ward} of {council}: {postcodes} postcodes go to its front door.",
    FindingCode.WARD_MISSING: "the imported file gives no ward for {postcodes} postcodes of {council}.",
    FindingCode.WARD_UNKNOWN: "{locality} claims ward {ward}, of which the imported file has no postcode.",
    FindingCode.RULES_ENDED: "the wards of {locality} are those until {ended}; still used where postcodes name them.",
    FindingCode.HUB_IN_OTHER_COUNCIL: "{hub} ({postcode}) lies in {council}, as sure as its {precision}.",
    FindingCode.HUB_IN_OTHER_LOCALITY: "{hub} ({postcode}) lies in {locality}, as sure as its {precision}.",
    FindingCode.HUB_WITHOUT_HOURS: "no opening hours are known of {hub}.",
    FindingCode.DOOR_OVERDUE: "the front door of {council} was last checked on {assured}.",
    FindingCode.DOOR_NEVER_CHECKED: "it is not known when the front door of {council} was last checked.",
}


@click.group()
def places() -> None:
    """Look after councils, localities and hubs, and ask where a postcode lies."""


@places.command()
@click.option("--strict", is_flag=True, help="Exit with status 1 also where only something is not known.")
def check(strict: bool) -> None:
    """Report faults in the files of places, and what to look at.

    Looks at wards of the imported postcodes that no locality claims, hubs outside their locality or without hours, front
    doors not checked for half a year. Exit status 1 when a file is wrong or families would be sent to a wrong door.
    """
    settings, day = settings_or_exit(), today()
    areas, faults = load_areas(settings.catalogue_folder / "places", day)
    imported = ImportedPostcodes(settings.postcodes_file)
    findings = check_areas(areas, Gazetteer(areas, imported), day, imported.wards())
    for fault in faults:
        click.echo(format_fault(fault))
    for finding in findings:
        click.echo(("Wrong door: " if finding.sends_wrong else "To look at: ") + _find_words(finding))
    click.echo(_sum_up(len(faults), findings, imported.edition()))
    if faults or any(finding.sends_wrong for finding in findings) or (strict and findings):
        sys.exit(1)


@places.command("explain")
@click.argument("postcode", nargs=-1, required=True)
def explain_one(postcode: tuple[str, ...]) -> None:
    """Say step by step how the answer for POSTCODE is reached."""
    settings = settings_or_exit()
    imported = ImportedPostcodes(settings.postcodes_file)
    for step in explain(" ".join(postcode), areas_in_use(settings), imported if imported.edition() else None):
        click.echo(_tell(step))


@places.command()
@click.argument("where", nargs=-1, required=True)
def position(where: tuple[str, ...]) -> None:
    """Say the position of a postcode, or the sectors nearest to one written as LATITUDE,LONGITUDE.

    For who writes or checks the latitude and longitude of a service or hub.
    """
    settings, text = settings_or_exit(), " ".join(where)
    areas = areas_in_use(settings)
    geocoder = SectorGeocoder(areas, Gazetteer(areas, ImportedPostcodes(settings.postcodes_file)))
    try:
        located = locate(text, geocoder)
    except PositionError:
        sys.exit(f'"{text}" is no postcode and no position. Write L1 1AA, or 53.40,-2.98.')
    for each in located:
        far = f"as near as the {each.precision}" if each.miles is None else f"{each.miles:.1f} miles away"
        click.echo(f"{each.code}: {each.point.latitude:.5f},{each.point.longitude:.5f} ({far})")
    if not located:
        sys.exit(f"Nothing is known of {text}.")


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


def _find_words(finding: Finding) -> str:
    return FINDINGS[finding.code].format(**dict(finding.detail))


def _sum_up(faults: int, findings: Sequence[Finding], edition: Edition | None) -> str:
    postcodes = f"{edition.product} {edition.edition}".strip() if edition else "built-in sectors only"
    return f"{faults or 'No'} faults, {len(findings)} to look at. Postcodes: {postcodes}."


def _tell(step: Step) -> str:
    return STEPS[step.code].format(**dict(step.detail))


def _line(found: Lookup) -> str:
    where = found["council"] or ("ask: " + ", ".join(found["candidates"]) if found["ask"] else found["error"] or "")
    words = (found["postcode"] or found["input"], where, found["locality"] or "", found["precision"] or "")
    return "\t".join(words)
