"""What is to be looked at in places that load without a fault."""

from datetime import date
from pathlib import Path

import pytest

from portal.places.check import FindingCode, check_areas
from portal.places.gazetteer import Gazetteer
from portal.places.load import load_areas
from portal.places.models import Point, Record
from tests.places.conftest import EAST, FILES, HUB, TODAY, write_places
from tests.places.postcode_samples import NORTH, SOUTH, OneRecord

ALL_WARDS = {(NORTH, "E05000001"): 5, (NORTH, "E05000002"): 5, (NORTH, "E05000003"): 5, (SOUTH, "E05000004"): 5}
KNOWN = {
    name: text.replace("  phone:", "  assured_date: 2026-10-01\n  phone:")
    for name, text in FILES.items()
    if name.startswith("councils/")
}


def found(
    folder: Path,
    changed: dict[str, str] | None = None,
    *,
    wards: dict[tuple[str, str], int] | None = None,
    records: OneRecord | None = None,
    today: date = TODAY,
) -> list[tuple[FindingCode, dict[str, str]]]:
    """Return what is found in the made-up places, whose doors were checked lately."""
    areas, faults = load_areas(write_places(folder, {**KNOWN, **(changed or {})}), today)
    assert faults == ()
    return [(each.code, dict(each.detail)) for each in check_areas(areas, Gazetteer(areas, records), today, wards)]


def test_sound_places_need_no_look(tmp_path: Path) -> None:
    assert found(tmp_path) == []
    assert found(tmp_path, wards=ALL_WARDS) == []


def test_a_ward_of_the_file_that_no_locality_claims_is_named(tmp_path: Path) -> None:
    wards = {**ALL_WARDS, (NORTH, "E05999999"): 7, (NORTH, ""): 2, (EAST, "E05888888"): 9}
    assert found(tmp_path, wards=wards) == [
        (FindingCode.WARD_MISSING, {"ward": "", "council": "Northtown Council", "postcodes": "2"}),
        (FindingCode.WARD_UNCLAIMED, {"ward": "E05999999", "council": "Northtown Council", "postcodes": "7"}),
    ]


def test_a_council_that_is_not_divided_by_wards_claims_none(tmp_path: Path) -> None:
    undivided = {"localities/south-all.yaml": FILES["localities/south-all.yaml"].replace("wards: [E05000004]", "")}
    assert found(tmp_path, undivided, wards=ALL_WARDS) == []


def test_a_claimed_ward_of_which_the_file_has_nothing_is_named(tmp_path: Path) -> None:
    wards = {pair: count for pair, count in ALL_WARDS.items() if pair[1] != "E05000003"}
    assert found(tmp_path, wards=wards) == [
        (FindingCode.WARD_UNKNOWN, {"ward": "E05000003", "locality": "north-dock"}),
    ]


def test_wards_that_have_ended_only_warn(tmp_path: Path) -> None:
    ended = FILES["localities/north-hill.yaml"] + "valid_to: 2026-05-07\n"
    assert found(tmp_path, {"localities/north-hill.yaml": ended}) == [
        (FindingCode.RULES_ENDED, {"locality": "north-hill", "ended": "2026-05-07"})
    ]


@pytest.mark.parametrize(
    ("council", "ward", "code"),
    [
        (NORTH, "E05000003", FindingCode.HUB_IN_OTHER_LOCALITY),
        (SOUTH, "E05000004", FindingCode.HUB_IN_OTHER_COUNCIL),
        (EAST, "E05888888", FindingCode.HUB_IN_OTHER_COUNCIL),
        (NORTH, "E05000001", None),
    ],
)
def test_a_hub_whose_postcode_lies_elsewhere_is_named(
    tmp_path: Path, council: str, ward: str, code: FindingCode | None
) -> None:
    records = OneRecord("ZE1 1AA", Record(council, ward, Point(53.45, -2.95)))
    assert [each for each, _ in found(tmp_path, records=records)] == ([code] if code else [])


def test_without_a_file_a_hub_is_held_against_its_sector(tmp_path: Path) -> None:
    astray = HUB.format(
        name="Astray", council="northtown", locality="north-hill", postcode="ZE1 3AA", latitude=53.44, everybody="no"
    )
    assert found(tmp_path, {"hubs/astray.yaml": astray}) == [
        (
            FindingCode.HUB_IN_OTHER_COUNCIL,
            {"hub": "astray", "postcode": "ZE1 3AA", "precision": "sector", "council": "Southtown Council"},
        )
    ]


def test_a_hub_without_hours_is_named(tmp_path: Path) -> None:
    shut = FILES["hubs/hill-library.yaml"].partition("opening:")[0]
    assert found(tmp_path, {"hubs/hill-library.yaml": shut}) == [
        (FindingCode.HUB_WITHOUT_HOURS, {"hub": "hill-library"})
    ]


def test_a_front_door_is_due_after_half_a_year_or_when_nobody_knows(tmp_path: Path) -> None:
    assert found(tmp_path, today=date(2027, 4, 2)) == []
    due = {"council": "Northtown Council", "assured": "2026-10-01"}
    assert found(tmp_path, today=date(2027, 4, 3))[0] == (FindingCode.DOOR_OVERDUE, due)
    name = "councils/northtown.yaml"
    assert found(tmp_path, {name: FILES[name]}) == [
        (FindingCode.DOOR_NEVER_CHECKED, {"council": "Northtown Council"}),
    ]
