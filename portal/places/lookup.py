"""One typed postcode as a plain record, for `portal places lookup --json -`."""

from typing import TypedDict

from portal.places.areas import Areas
from portal.places.gazetteer import Gazetteer
from portal.places.models import Place, PlaceError
from portal.places.postcode import District, Postcode, PostcodeError, Sector, parse_place_text


class Lookup(TypedDict):
    """What was typed and what it leads to: `council` is an id or another's name; `ask`, whether they must choose.

    `note`: terminated, large_user or unlisted, where the postcode is such a one.
    """

    input: str
    postcode: str | None
    repaired: bool
    precision: str | None
    council: str | None
    ward: str | None
    locality: str | None
    covered: bool | None
    ask: bool
    candidates: list[str]
    note: str | None
    error: str | None


def look_up(text: str, areas: Areas, gazetteer: Gazetteer) -> Lookup:
    """Return what `text` leads to; `error` says why nothing was found, `covered` is None while that is open."""
    try:
        code = parse_place_text(text)
    except PostcodeError as error:
        return _record(text, None, error=error.code)
    try:
        place = gazetteer.find(code)
    except PlaceError as error:
        return _record(text, code, error=error.code)
    return _add_place(_record(text, code), place, areas)


def _record(text: str, code: Postcode | Sector | District | None, error: str | None = None) -> Lookup:
    return {
        "input": text,
        "postcode": code.text if isinstance(code, Postcode) else None,
        "repaired": code.repaired if code else False,
        "precision": None,
        "council": None,
        "ward": None,
        "locality": None,
        "covered": None,
        "ask": False,
        "candidates": [],
        "note": None,
        "error": error,
    }


def _add_place(record: Lookup, place: Place, areas: Areas) -> Lookup:
    record["precision"] = place.precision
    record["council"] = place.council or (areas.name_of(place.outside) or place.outside if place.outside else None)
    record["ward"], record["locality"] = place.ward, place.locality
    record["covered"] = None if place.must_choose else place.council is not None
    record["ask"] = place.must_choose
    notes = {"terminated": place.is_terminated, "large_user": place.is_large_user, "unlisted": place.is_unlisted}
    record["note"] = next((note for note, is_so in notes.items() if is_so), None)
    record["candidates"] = [
        each if each in areas.councils else areas.name_of(each) or each for each in place.candidates
    ]
    return record
