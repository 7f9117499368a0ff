from datetime import date, time
from pathlib import Path

import pytest

from portal.places import load
from portal.places.areas import Areas
from portal.places.load import load_areas
from portal.places.models import Basis, OpeningHours, Point
from portal.yaml_files import Fault
from tests.places.conftest import EAST, FILES, TODAY, write_places
from tests.places.postcode_samples import NORTH, SOUTH


def load_faults(folder: Path, name: str, old: str, new: str) -> list[Fault]:
    """Return the faults after `old` became `new` in the file `name`."""
    assert old in FILES[name]
    return list(load_areas(write_places(folder, {name: FILES[name].replace(old, new)}), TODAY)[1])


def test_files_become_councils_localities_hubs_and_sectors(areas: Areas) -> None:
    assert list(areas.councils) == ["northtown", "southtown"]
    assert areas.councils["northtown"].front_door.opening == (OpeningHours("MO", time(9), time(17)),)
    assert areas.localities["north-dock"].basis == Basis.PROPOSED
    assert areas.hubs["hill-library"].point == Point(53.45, -2.95)
    assert areas.codes["ZE1 1"].councils == {NORTH: 98, SOUTH: 2}
    assert areas.codes["ZE2 9"].is_large_user
    assert areas.wards["E05000003"] == "north-dock"


def test_councils_are_known_by_code_and_by_name(areas: Areas) -> None:
    assert areas.council_id(NORTH) == "northtown"
    assert areas.council_id(EAST) is None
    assert [areas.name_of(each) for each in ("northtown", SOUTH, EAST, "E99999999")] == [
        "Northtown Council",
        "Southtown Council",
        "Easttown",
        "",
    ]


def test_the_version_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    first, again = (load_areas(write_places(tmp_path / name), TODAY)[0].version for name in ("a", "b"))
    changed = {"hubs/hill-library.yaml": FILES["hubs/hill-library.yaml"] + "note: Ring the bell.\n"}
    assert first == again
    assert load_areas(write_places(tmp_path / "c", changed), TODAY)[0].version != first


def test_a_file_saved_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, rank_wards = write_places(tmp_path), load.rank_wards

    def save_and_rank(*read: object) -> dict[str, str]:
        (folder / "hubs" / "hill-library.yaml").unlink(missing_ok=True)
        return rank_wards(*read)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(load, "rank_wards", save_and_rank)
    areas = load_areas(folder, TODAY)[0]
    assert "hill-library" not in areas.hubs
    assert areas.version == load_areas(folder, TODAY)[0].version


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "code", "hint"),
    [
        (
            "hubs/hill-library.yaml",
            "council_id: northtown",
            "council_id: norhtown",
            "council_id",
            "unknown",
            "northtown",
        ),
        ("hubs/hill-library.yaml", "north-hill", "north-hil", "locality_id", "unknown", "north-hill"),
        ("hubs/hill-library.yaml", "north-hill", "south-all", "locality_id", "council", "Correct"),
        ("hubs/hill-library.yaml", "latitude: 53.45", "latitude: 54.45", "latitude", "position", "position"),
        ("hubs/hill-library.yaml", "longitude: -2.95\n", "", "latitude", "position", "both"),
        ("hubs/hill-library.yaml", "ZE1 1AA", "ZE11AA", "postcode", "postcode", "ZE1 1AA"),
        ("hubs/hill-library.yaml", "ZE1 1AA", "High Street", "postcode", "postcode", "L20 4AA"),
        ("hubs/hill-library.yaml", '"18:00"', '"09:30"', "opening.closes_at", "order", "later"),
        (
            "hubs/hill-library.yaml",
            "opening:",
            'opening:\n  - {day: MO, opens_at: "09:00", closes_at: "10:30"}',
            "opening",
            "overlap",
            "hours",
        ),
        (
            "councils/northtown.yaml",
            "front_door:",
            "promise: {read_working_days: 3, contact_working_days: 1}\nfront_door:",
            "promise.contact_working_days",
            "order",
            "3 or more",
        ),
        ("hubs/hill-library.yaml", "kind: library", "kind: libary", "kind", "choice", "library"),
        ("hubs/hill-library.yaml", "address:", "adress:", "adress", "unknown", "address"),
        ("localities/north-hill.yaml", "council_id: northtown", "council_id: x", "council_id", "unknown", "northtown"),
        ("localities/north-hill.yaml", "E05000002", "E05000003", "wards", "duplicate", "Take it out"),
        ("localities/north-hill.yaml", "E05000002", "Church", "wards", "gss", "E05000932"),
        ("localities/north-hill.yaml", "ZE1: 0.5", "ZE9: 0.5", "districts", "unknown", "`ZE"),
        ("localities/north-hill.yaml", "ZE1: 0.5", "ZE1: 0.9", "districts", "share", "shares"),
        ("localities/north-hill.yaml", "wards:", "valid_to: 2023-01-01\nwards:", "valid_to", "order", "later"),
        ("councils/southtown.yaml", SOUTH, NORTH, "gss", "duplicate", "code"),
        ("councils/northtown.yaml", NORTH, EAST, "gss", "neighbour", "neighbours.yaml"),
        ("councils/northtown.yaml", "phone: 01632 960001", 'opening_note: ""', "front_door.phone", "missing", "phone"),
        ("neighbours.yaml", EAST, "Easttown", "gss", "gss", "E08000012"),
        ("sectors.csv", "ZE1 2,50", "ZE1 x,50", "code", "row", "L20 4"),
        ("sectors.csv", "ZE1 2,50", "ZE1 2,many", "postcodes", "row", "number"),
        ("sectors.csv", "ZE1 2,50", "ZE1 2,40", "councils", "row", "at most"),
        ("sectors.csv", "sector,ZE1 2", "district,ZE1 2", "code", "row", "district"),
        ("sectors.csv", "sector,ZE1 2", "sector,ZE1 1", "code", "duplicate", "one of them"),
        ("sectors.csv", "53.46,-2.95", "-2.95,53.46", "latitude", "row", "from 49"),
        ("sectors.csv", "large users", "office", "use", "row", "large users"),
        ("sectors.csv", "level,", "kind,", "", "columns", "level"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_write(
    tmp_path: Path, name: str, old: str, new: str, field: str, code: str, hint: str
) -> None:
    faults = load_faults(tmp_path, name, old, new)
    assert [
        fault
        for fault in faults
        if fault.file == f"places/{name}" and (fault.field, fault.code) == (field, code) and hint in fault.hint
    ], faults


def test_a_fault_stands_on_its_own_line(tmp_path: Path) -> None:
    (fault,) = load_faults(tmp_path, "sectors.csv", "ZE1 2,50", "ZE1 2,many")
    assert fault.line == 5
    (fault,) = load_faults(tmp_path, "localities/north-hill.yaml", "E05000002", "E05000003")
    assert fault.line == 6


def test_a_file_that_is_no_id_is_a_fault(tmp_path: Path) -> None:
    folder = write_places(tmp_path, {"hubs/Hill_Library.yaml": FILES["hubs/hill-library.yaml"]})
    assert [fault.code for fault in load_areas(folder, TODAY)[1]] == ["id"]


def test_what_points_nowhere_is_left_out_and_the_rest_stays(tmp_path: Path) -> None:
    changed = {"hubs/hill-library.yaml": FILES["hubs/hill-library.yaml"].replace("north-hill", "gone")}
    areas, _ = load_areas(write_places(tmp_path, changed), TODAY)
    assert sorted(areas.hubs) == ["dock-library", "south-centre", "south-library"]


def test_a_folder_without_files_gives_faults_and_no_exception(tmp_path: Path) -> None:
    areas, faults = load_areas(tmp_path / "places", TODAY)
    assert areas.councils == {}
    assert [(fault.file, fault.message) for fault in faults] == [("places/sectors.csv", "There is no such file.")]


@pytest.mark.parametrize(
    ("today", "locality"),
    [(date(2026, 5, 6), "south-all"), (date(2026, 5, 7), "south-new"), (date(2020, 1, 1), "south-new")],
)
def test_a_ward_follows_the_rule_in_force_else_the_latest(tmp_path: Path, today: date, locality: str) -> None:
    old = FILES["localities/south-all.yaml"]
    changed = {
        "localities/south-all.yaml": old + "valid_to: 2026-05-07\n",
        "localities/south-new.yaml": old.replace("2023-05-04", "2026-05-07"),
    }
    areas, faults = load_areas(write_places(tmp_path, changed), today)
    assert [fault for fault in faults if fault.field == "wards"] == []
    assert areas.wards["E05000004"] == locality


@pytest.mark.parametrize(
    "name", ["sectors.csv", "neighbours.yaml", "councils/northtown.yaml", "hubs/hill-library.yaml"]
)
def test_a_folder_called_like_a_file_is_a_fault_of_that_name(tmp_path: Path, name: str) -> None:
    folder = write_places(tmp_path)
    (folder / name).unlink()
    (folder / name).mkdir()
    assert (f"places/{name}", "unreadable") in [(fault.file, fault.code) for fault in load_areas(folder, TODAY)[1]]


def test_what_an_editor_leaves_beside_a_file_while_it_is_open_is_nothing(tmp_path: Path) -> None:
    folder = write_places(tmp_path)
    version = load_areas(folder, TODAY)[0].version
    (folder / "hubs" / ".#hill-library.yaml").symlink_to("somebody@machine.4711")
    areas, faults = load_areas(folder, TODAY)
    assert (areas.version, faults) == (version, ())
