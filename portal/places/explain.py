"""How an answer was reached, step by step, for `portal places explain`."""

from dataclasses import dataclass
from enum import StrEnum

from portal.places.areas import Areas
from portal.places.gazetteer import CERTAIN, Gazetteer, Records
from portal.places.models import PlaceError
from portal.places.postcode import Postcode, PostcodeError, parse_place_text
from portal.places.routing import door_for


class StepCode(StrEnum):
    """What a step says; its `detail` fills the sentence."""

    READ = "read"
    REPAIRED = "repaired"
    NOT_READ = "not_read"
    IN_FILE = "in_file"
    NOT_IN_FILE = "not_in_file"
    SHARES = "shares"
    NO_SHARES = "no_shares"
    LARGE_USER = "large_user"
    COUNCIL = "council"
    OUTSIDE = "outside"
    ASK = "ask"
    LOCALITY = "locality"
    NO_LOCALITY = "no_locality"
    DOOR = "door"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Step:
    """One step: what happened, and the values that decided it."""

    code: StepCode
    detail: tuple[tuple[str, str], ...] = ()


def explain(text: str, areas: Areas, records: Records | None = None) -> tuple[Step, ...]:
    """Return the steps from what was typed to whose door it is."""
    try:
        code = parse_place_text(text)
    except PostcodeError as error:
        return (_step(StepCode.NOT_READ, reason=error.code),)
    steps = [_step(StepCode.REPAIRED if code.repaired else StepCode.READ, code=code.text)]
    if records and isinstance(code, Postcode):
        steps.append(_explain_record(code, records))
    sector = code.sector if isinstance(code, Postcode) else code.text
    steps.append(_explain_shares(sector, code.district, areas))
    return (*steps, *_explain_place(code.text, areas, records))


def _explain_record(code: Postcode, records: Records) -> Step:
    record = records.find(code)
    if record is None:
        return _step(StepCode.NOT_IN_FILE)
    live = "no" if record.is_terminated else "yes"
    return _step(StepCode.IN_FILE, council=record.council, ward=record.ward, live=live)


def _explain_shares(sector: str, district: str, areas: Areas) -> Step:
    count = areas.codes.get(sector) or areas.codes.get(district)
    if count is None:
        return _step(StepCode.NO_SHARES, code=district)
    shares = ", ".join(f"{areas.name_of(gss) or gss} {number}" for gss, number in count.councils.items())
    needed = f"{CERTAIN:.0%}"
    return _step(StepCode.SHARES, code=count.code, postcodes=str(count.postcodes), shares=shares, needed=needed)


def _explain_place(text: str, areas: Areas, records: Records | None) -> list[Step]:
    try:
        place = Gazetteer(areas, records).find(parse_place_text(text))
    except PlaceError as error:
        return [_step(StepCode.UNKNOWN, reason=error.code)]
    steps = [_step(StepCode.LARGE_USER)] if place.is_large_user else []
    if place.outside:
        return [*steps, _step(StepCode.OUTSIDE, council=areas.name_of(place.outside) or place.outside)]
    if place.council is None:
        return [
            *steps,
            _step(StepCode.ASK, councils=", ".join(areas.name_of(each) or each for each in place.candidates)),
        ]
    door = door_for(areas, place)
    where = StepCode.LOCALITY if door.locality else StepCode.NO_LOCALITY
    return [
        *steps,
        _step(StepCode.COUNCIL, council=door.council.name, precision=place.precision),
        _step(where, **({"locality": door.locality.name, "basis": door.locality.basis} if door.locality else {})),
        _step(StepCode.DOOR, door=door.team_name or door.council.name, phone=door.phone, rules=door.rule_version),
    ]


def _step(step: StepCode, /, **detail: str) -> Step:
    return Step(step, tuple(detail.items()))
