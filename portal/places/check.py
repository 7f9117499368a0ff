"""What to look at in places that load without a fault: wards, hubs that lie elsewhere, hours and doors not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.places.areas import Areas
from portal.places.gazetteer import Gazetteer
from portal.places.models import Hub, PlaceError
from portal.places.postcode import Postcode, PostcodeError

DOOR_GOOD_FOR = timedelta(days=183)  # a number or its hours may have changed after half a year


class FindingCode(StrEnum):
    """What was found; its `detail` fills the sentence."""

    WARD_UNCLAIMED = "ward_unclaimed"
    WARD_MISSING = "ward_missing"
    WARD_UNKNOWN = "ward_unknown"
    RULES_ENDED = "rules_ended"
    HUB_IN_OTHER_COUNCIL = "hub_in_other_council"
    HUB_IN_OTHER_LOCALITY = "hub_in_other_locality"
    HUB_WITHOUT_HOURS = "hub_without_hours"
    DOOR_OVERDUE = "door_overdue"
    DOOR_NEVER_CHECKED = "door_never_checked"


_SENDS_WRONG = {FindingCode.WARD_UNCLAIMED, FindingCode.HUB_IN_OTHER_COUNCIL, FindingCode.HUB_IN_OTHER_LOCALITY}


@dataclass(frozen=True)
class Finding:
    """One thing to look at."""

    code: FindingCode
    detail: tuple[tuple[str, str], ...]

    @property
    def sends_wrong(self) -> bool:
        """Tell whether families are sent to a wrong door while it stays so, rather than only less well informed."""
        return self.code in _SENDS_WRONG


def check_areas(
    areas: Areas, gazetteer: Gazetteer, today: date, wards: Mapping[tuple[str, str], int] | None = None
) -> tuple[Finding, ...]:
    """Return what to look at; `wards`: the imported file's live codes by council and ward (GSS), empty without a file.

    Wards claimed twice at one time are faults already when the places are loaded.
    """
    return (
        *_check_wards(areas, wards or {}),
        *_check_dates(areas, today),
        *(finding for hub in areas.hubs.values() for finding in _check_hub(hub, areas, gazetteer)),
        *_check_doors(areas, today),
    )


def _check_wards(areas: Areas, wards: Mapping[tuple[str, str], int]) -> Iterator[Finding]:
    """Compare the wards of the file with those that localities claim, in councils where any locality claims some."""
    ruled = {areas.localities[locality].council_id for locality in areas.wards.values()}
    for (gss, ward), count in sorted(wards.items()):
        council = areas.councils_by_gss.get(gss)
        if council and council.id in ruled and ward not in areas.wards:
            code = FindingCode.WARD_UNCLAIMED if ward else FindingCode.WARD_MISSING
            yield _finding(code, ward=ward, council=council.name, postcodes=str(count))
    filed = {ward for _gss, ward in wards}
    imported = {areas.council_id(gss) for gss, _ward in wards}
    for ward, locality_id in areas.wards.items():
        if ward not in filed and areas.localities[locality_id].council_id in imported:
            yield _finding(FindingCode.WARD_UNKNOWN, ward=ward, locality=locality_id)


def _check_dates(areas: Areas, today: date) -> Iterator[Finding]:
    for locality in areas.localities.values():
        if locality.valid_to and locality.valid_to <= today:
            yield _finding(FindingCode.RULES_ENDED, locality=locality.id, ended=locality.valid_to.isoformat())


def _check_hub(hub: Hub, areas: Areas, gazetteer: Gazetteer) -> Iterator[Finding]:
    """Compare where the hub's postcode lies with the council and locality its file names."""
    if not hub.opening:
        yield _finding(FindingCode.HUB_WITHOUT_HOURS, hub=hub.id)
    if not hub.postcode:
        return
    try:
        place = gazetteer.find(Postcode.parse(hub.postcode))
    except (PlaceError, PostcodeError):  # what is no postcode is a fault of the file
        return
    named = {"hub": hub.id, "postcode": place.postcode, "precision": place.precision.value}
    if place.outside or place.council not in (None, hub.council_id):
        council = areas.name_of(place.council or place.outside or "") or place.outside or ""
        yield _finding(FindingCode.HUB_IN_OTHER_COUNCIL, **named, council=council)
    elif place.locality not in (None, hub.locality_id):
        yield _finding(FindingCode.HUB_IN_OTHER_LOCALITY, **named, locality=place.locality or "")


def _check_doors(areas: Areas, today: date) -> Iterator[Finding]:
    for council in areas.councils.values():
        assured = council.front_door.assured_date
        if assured is None:
            yield _finding(FindingCode.DOOR_NEVER_CHECKED, council=council.name)
        elif today - assured > DOOR_GOOD_FOR:
            yield _finding(FindingCode.DOOR_OVERDUE, council=council.name, assured=assured.isoformat())


def _finding(code: FindingCode, /, **detail: str) -> Finding:
    return Finding(code, tuple(detail.items()))
