"""Rules across the files of places: references, wards, positions. What breaks one is noted and left out."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TypeVar

from portal.places.distance import miles
from portal.places.models import CodeCount, Council, Hub, Locality, Neighbour
from portal.places.postcode import Postcode, PostcodeError
from portal.yaml_files import FieldReader, suggest

Owned = TypeVar("Owned", Locality, Hub)
Readers = Mapping[str, FieldReader]

FARTHEST = 6  # miles from the middle of its sector; the widest sector here reaches 5 (OS Code-Point Open, 2025)
_ROUNDING = 0.02  # shares are written with three figures


def check_councils(councils: Mapping[str, Council], neighbours: Mapping[str, Neighbour], readers: Readers) -> None:
    """Note councils that share a GSS code, or that are covered and a neighbour at once."""
    seen: dict[str, str] = {}
    for council in councils.values():
        if council.gss in neighbours:
            message = f"{council.gss} is also a neighbour that is not covered."
            readers[council.id].fault("gss", "neighbour", message, "Take it out of neighbours.yaml.")
        first = seen.setdefault(council.gss, council.id)
        if first != council.id:
            message = f"{council.gss} is the code of `{first}` too."
            readers[council.id].fault("gss", "duplicate", message, "Look the council's code up.")


def keep_owned(found: Mapping[str, Owned], councils: Mapping[str, Council], readers: Readers) -> dict[str, Owned]:
    """Return what belongs to a council there is; note the rest."""
    for each in found.values():
        if each.council_id and each.council_id not in councils:
            _note_unknown(readers[each.id], "council_id", each.council_id, councils)
    return {each.id: each for each in found.values() if each.council_id in councils}


def check_localities(localities: Mapping[str, Locality], codes: Mapping[str, CodeCount], readers: Readers) -> None:
    """Note dates in the wrong order, wards claimed twice at one time, districts that are unknown or more than whole."""
    shares: dict[str, float] = {}
    for locality in localities.values():
        fields = readers[locality.id]
        if locality.valid_from and locality.valid_to and locality.valid_to <= locality.valid_from:
            fields.fault("valid_to", "order", "It ends before it begins.", "Write the later date here.")
        for district, share in locality.districts.items():
            if district not in codes or " " in district:
                _note_unknown(fields, "districts", district, [code for code in codes if " " not in code])
            shares[district] = shares.get(district, 0) + share
            if shares[district] > 1 + _ROUNDING:
                message = f"The localities' shares of {district} are more than 1 together."
                fields.fault("districts", "share", message, "Correct the shares.")
    _check_wards(localities, readers)


def keep_hubs(
    hubs: Mapping[str, Hub], localities: Mapping[str, Locality], codes: Mapping[str, CodeCount], readers: Readers
) -> dict[str, Hub]:
    """Return the hubs whose locality there is; note the rest, and postcodes or positions that cannot be right."""
    for hub in hubs.values():
        fields = readers[hub.id]
        locality = localities.get(hub.locality_id)
        if hub.locality_id and locality is None:
            _note_unknown(fields, "locality_id", hub.locality_id, localities)
        if locality and locality.council_id != hub.council_id:
            message = f"`{locality.id}` is a locality of `{locality.council_id}`, not of `{hub.council_id}`."
            fields.fault("locality_id", "council", message, "Correct one of the two.")
        _check_position(hub, codes, fields)
    return {hub.id: hub for hub in hubs.values() if hub.locality_id in localities}


def rank_wards(localities: Mapping[str, Locality], today: date) -> dict[str, str]:
    """Return ward code -> locality id; where rules of several times claim a ward, the one in force, else the latest."""
    ranked = sorted(localities.values(), key=lambda each: (_is_in_force(each, today), each.valid_from or date.min))
    return {ward: locality.id for locality in ranked for ward in locality.wards}


def _is_in_force(locality: Locality, today: date) -> bool:
    return (locality.valid_from or date.min) <= today < (locality.valid_to or date.max)


def _check_wards(localities: Mapping[str, Locality], readers: Readers) -> None:
    claims: dict[str, list[Locality]] = {}
    for locality in localities.values():
        for ward in locality.wards:
            other = next((each for each in claims.get(ward, ()) if _overlap(each, locality)), None)
            if other:
                message = f"Ward {ward} belongs to `{other.id}` at the same time."
                readers[locality.id].fault("wards", "duplicate", message, "Take it out of one of them.", item=ward)
            claims.setdefault(ward, []).append(locality)


def _overlap(one: Locality, other: Locality) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    return starts < min(one.valid_to or date.max, other.valid_to or date.max)


def _check_position(hub: Hub, codes: Mapping[str, CodeCount], fields: FieldReader) -> None:
    if not hub.postcode:
        return
    try:
        code = Postcode.parse(hub.postcode)
    except PostcodeError:
        fields.fault("postcode", "postcode", f'"{hub.postcode}" is no postcode.', "Write for example `L20 4AA`.")
        return
    if code.repaired or code.text != hub.postcode:
        fields.fault("postcode", "postcode", f'"{hub.postcode}" is not how it is written.', f"Write `{code.text}`.")
    near = codes.get(code.sector) or codes.get(code.district)
    if near and hub.point and miles(origin=near.point, destination=hub.point) > FARTHEST:
        message = f"The position is more than {FARTHEST} miles from the middle of {near.code}."
        fields.fault("latitude", "position", message, "Look the position of its postcode up.")


def check_services(
    councils: Mapping[str, Council],
    hubs: Mapping[str, Hub],
    services: Collection[str],
    readers: Mapping[str, Readers],
) -> None:
    """Note front doors and hubs that name a service there is not: their page and their place in lists go by it."""
    for council in councils.values():
        if council.front_door.service_id and council.front_door.service_id not in services:
            _note_unknown(readers["councils"][council.id], "front_door", council.front_door.service_id, services)
    for hub in hubs.values():
        if hub.service_id and hub.service_id not in services:
            _note_unknown(readers["hubs"][hub.id], "service_id", hub.service_id, services)


def _note_unknown(fields: FieldReader, key: str, written: str, known: Collection[str]) -> None:
    hint = suggest(written, known, otherwise=f"Known: {', '.join(list(known)[:20])}.")
    fields.fault(key, "unknown", f"There is no `{written}`.", hint, item=written)
