"""Read the files of places one by one: a council, a locality, a hub, the neighbours."""

import re
from itertools import pairwise
from pathlib import Path

from portal.local_time import WEEKDAYS
from portal.places.models import (
    Basis,
    Council,
    FrontDoor,
    Hub,
    Locality,
    Neighbour,
    OpeningHours,
    Point,
    Promise,
    Term,
)
from portal.yaml_files import Fault, FieldReader, read_items

HUB_KINDS = (
    "family-hub",
    "childrens-centre",
    "family-wellbeing-centre",
    "early-help-hub",
    "library",
    "youth-centre",
    "other",
)
HUB_STATUSES = ("open", "opening", "unconfirmed")
FIRST_READERS = ("front_door", "locality_team")
_GSS = re.compile(r"[ENSW]\d{8}")


def read_council(fields: FieldReader, council_id: str) -> Council:
    """Return the council in one file."""
    fields.require("name", "area_name", "gss", "front_door")
    age = fields.integer("minimum_age_alone", maximum=18)
    council = Council(
        id=council_id,
        name=fields.text("name"),
        area_name=fields.text("area_name"),
        gss=_gss(fields, "gss"),
        front_door=_front_door(fields.child("front_door")),
        label=fields.text("label") or Council.label,
        minimum_age_alone=Council.minimum_age_alone if age is None else age,
        first_reader=fields.one_of("first_reader", FIRST_READERS, Council.first_reader),
        privacy_notice_url=fields.url("privacy_notice_url"),
        practice_promise=_promise(fields.child("practice_promise")),
        promise=_promise(fields.child("promise")),
        office_hours=_opening(fields, "office_hours"),
        closed_on=fields.days("closed_on"),
        terms=_terms(fields),
    )
    _finish(fields)
    return council


def read_locality(fields: FieldReader, locality_id: str) -> Locality:
    """Return the locality in one file."""
    fields.require("name", "council_id", "basis")
    team = fields.child("team")
    locality = Locality(
        id=locality_id,
        name=fields.text("name"),
        council_id=fields.text("council_id"),
        basis=fields.choice("basis", Basis, Basis.PROPOSED),
        description=fields.text("description"),
        centre=_centre(fields.child("centre")),
        wards=_wards(fields),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to"),
        districts=fields.numbers_by_key("districts", minimum=0, maximum=1),
        team_name=team.text("name") if team else "",
        team_phone=team.phone("phone") if team else "",
    )
    _finish(fields)
    return locality


def read_hub(fields: FieldReader, hub_id: str) -> Hub:
    """Return the hub in one file."""
    fields.require("name", "council_id", "locality_id", "kind", "is_walk_in")
    hub = Hub(
        id=hub_id,
        name=fields.text("name"),
        council_id=fields.text("council_id"),
        locality_id=fields.text("locality_id"),
        kind=fields.one_of("kind", HUB_KINDS, "other"),
        is_walk_in=fields.yes_no("is_walk_in"),
        status=fields.one_of("status", HUB_STATUSES, "open"),
        address=fields.text("address"),
        postcode=fields.text("postcode"),
        point=_point(fields),
        phone=fields.phone("phone"),
        email=fields.email("email"),
        opening=_opening(fields, "opening"),
        opening_note=fields.text("opening_note"),
        note=fields.text("note"),
        accessibility=fields.texts("accessibility"),
        service_id=fields.text("service_id"),
        is_open_to_all=fields.yes_no("is_open_to_all"),
    )
    _finish(fields)
    return hub


def read_neighbours(path: Path, *, root: Path, faults: list[Fault]) -> dict[str, Neighbour]:
    """Return the councils next door by GSS code; who has none to name needs no file."""
    found: dict[str, Neighbour] = {}
    for fields in read_items(path, root=root, faults=faults) if path.exists() else ():
        fields.require("gss", "name")
        each = Neighbour(gss=_gss(fields, "gss"), name=fields.text("name"))
        fields.finish()
        if each.gss in found:
            fields.fault("gss", "duplicate", f"{each.gss} stands here twice.", "Keep one of them.")
        found.setdefault(each.gss, each)
    return found


def _front_door(fields: FieldReader | None) -> FrontDoor:
    if fields is None:
        return FrontDoor(phone="")
    fields.require("phone")
    return FrontDoor(
        phone=fields.phone("phone"),
        opening=_opening(fields, "opening"),
        opening_note=fields.text("opening_note"),
        out_of_hours_phone=fields.phone("out_of_hours_phone"),
        out_of_hours_note=fields.text("out_of_hours_note"),
        service_id=fields.text("service_id"),
        assured_date=fields.day("assured_date"),
    )


def _promise(fields: FieldReader | None) -> Promise | None:
    if fields is None:
        return None
    fields.require("read_working_days", "contact_working_days")
    read = fields.integer("read_working_days", minimum=1, maximum=20) or 1
    contact = fields.integer("contact_working_days", minimum=1, maximum=60) or read
    if contact < read:
        fields.fault("contact_working_days", "order", "Contact cannot come before reading.", f"Write {read} or more.")
    urgent_contact = fields.integer("urgent_contact_working_days", minimum=1, maximum=60)
    if urgent_contact is not None and urgent_contact > contact:
        fields.fault("urgent_contact_working_days", "order", "Urgent is later than other.", f"Write {contact} or less.")
    return Promise(
        read_working_days=read,
        contact_working_days=contact,
        urgent_read_working_hours=fields.integer("urgent_read_working_hours", minimum=1, maximum=24),
        urgent_contact_working_days=urgent_contact,
    )


def _opening(fields: FieldReader, key: str) -> tuple[OpeningHours, ...]:
    """Return a list of opening times in the order of the week; times that end too early or overlap are faults."""
    found = [hours for each in fields.children(key, first="day") if (hours := _hours(each))]
    found.sort(key=lambda hours: (WEEKDAYS.index(hours.day), hours.opens_at))
    for one, other in pairwise(found):
        if one.day == other.day and other.opens_at < one.closes_at:
            fields.fault(key, "overlap", f"Two times on {one.day} overlap.", "Write one of them, or correct the hours.")
    return tuple(found)


def _hours(fields: FieldReader) -> OpeningHours | None:
    fields.require("day", "opens_at", "closes_at")
    day, opens_at, closes_at = fields.one_of("day", WEEKDAYS), fields.clock("opens_at"), fields.clock("closes_at")
    if not day or opens_at is None or closes_at is None:
        return None
    if closes_at <= opens_at:
        fields.fault(
            "closes_at", "order", "It closes before it opens.", "Write the later time here, 23:59 for midnight."
        )
        return None
    return OpeningHours(day=day, opens_at=opens_at, closes_at=closes_at)


def _terms(fields: FieldReader) -> tuple[Term, ...]:
    """Return the school terms in order; one that ends before it begins, or begins before the last ended, is a fault."""
    found: list[Term] = []
    for each in fields.children("terms", first="first"):
        each.require("first", "last")
        first, last = each.day("first"), each.day("last")
        if first is None or last is None:
            continue
        if last < first or (found and first <= found[-1].last):
            each.fault("first", "order", "Terms stand in order and do not overlap.", "Check the days of this term.")
        else:
            found.append(Term(first, last))
    return tuple(found)


def _centre(fields: FieldReader | None) -> Point | None:
    return _point(fields) if fields else None


def _point(fields: FieldReader) -> Point | None:
    latitude = fields.number("latitude", minimum=49, maximum=61)
    longitude = fields.number("longitude", minimum=-9, maximum=2)
    if fields.has("latitude") != fields.has("longitude"):
        fields.fault("latitude", "position", "A position needs both latitude and longitude.", "Write both, or neither.")
    return None if latitude is None or longitude is None else Point(latitude, longitude)


def _wards(fields: FieldReader) -> tuple[str, ...]:
    wards = fields.texts("wards")
    for ward in wards:
        if not _GSS.fullmatch(ward):
            fields.fault("wards", "gss", f'"{ward}" is no ward code.', "Write for example `E05000932`.", item=ward)
    return tuple(ward for ward in wards if _GSS.fullmatch(ward))


def _gss(fields: FieldReader, key: str) -> str:
    code = fields.text(key)
    if code and not _GSS.fullmatch(code):
        fields.fault(key, "gss", f'"{code}" is no code of a council.', "Write for example `E08000012`.")
    return code


def _finish(fields: FieldReader) -> None:
    """Read the sources, which are for curators, then report what nobody asked for."""
    for source in fields.children("sources", first="url"):
        source.url("url")
        source.partial_date("date")
        source.text("kind")
        source.text("description")
    fields.finish()
