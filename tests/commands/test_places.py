"""`portal places` and `portal postcodes`."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from portal.resources import resource_dir
from tests.commands.conftest import Run
from tests.places.postcode_samples import CODE_POINT, NEW, SOUTH, ons_file, ons_row, write

FIELDS = [
    "input",
    "postcode",
    "repaired",
    "precision",
    "council",
    "ward",
    "locality",
    "covered",
    "ask",
    "candidates",
    "note",
    "error",
]


def test_postcodes_are_looked_up_a_line_at_a_time(run: Run) -> None:
    lines = run("places", "lookup", "--json", "-", typed="L32 1AA\n l321aa\nnot one\n\n").output.splitlines()
    found = [json.loads(line) for line in lines]
    assert [list(each) for each in found] == [FIELDS] * 4
    assert [each["council"] for each in found] == ["knowsley", "knowsley", None, None]
    assert [each["input"] for each in found] == ["L32 1AA", " l321aa", "not one", ""]
    assert [each["error"] for each in found] == [None, None, "not_a_postcode", "empty"]


def test_one_postcode_is_told_in_words(run: Run) -> None:
    assert run("places", "lookup", "L32 1AA").output == "L32 1AA\tknowsley\tknowsley-kirkby\tsector\n"


def test_an_answer_is_explained_step_by_step(run: Run) -> None:
    told = run("places", "explain", "L32 IAA").output
    for part in ("Repaired to L32 1AA.", "Council: Knowsley Council", "Locality: Kirkby (proposed)", "Door: "):
        assert part in told


def test_a_postcode_to_explain_may_have_its_space_without_quotes(run: Run) -> None:
    assert run("places", "explain", "L32", "1AA").output == run("places", "explain", "L32 1AA").output


def test_a_postcode_is_told_its_position_and_a_position_the_sectors_nearest_to_it(run: Run) -> None:
    code, where = run("places", "position", "L32", "1AA").output.split(": ")
    assert code == "L32 1AA"
    assert where.endswith("(as near as the sector)\n")
    near = run("places", "position", where.split(" ")[0]).output.splitlines()
    assert near[0].startswith("L32 1: ")
    assert near[0].endswith("(0.0 miles away)")
    assert len(near) == 5


@pytest.mark.parametrize("typed", ["my house", "53,high street", "95.1,2"])
def test_what_is_neither_postcode_nor_position_is_said_so(run: Run, typed: str) -> None:
    assert "no postcode and no position" in run("places", "position", typed, status=1).output


def test_a_postcode_of_which_nothing_is_known_is_said_so(run: Run) -> None:
    assert run("places", "position", "SW1A 1AA", status=1).output == "Nothing is known of SW1A 1AA.\n"


def test_sound_places_have_no_faults_but_what_is_not_known_is_named(run: Run) -> None:
    told = run("places", "check").output
    assert told.endswith("to look at. Postcodes: built-in sectors only.\n")
    assert "\nNo faults, " in told
    for part in (
        "no opening hours are known of everton-family-centre",
        "front door of Sefton Council was last checked",
    ):
        assert part in told
    assert "Wrong door" not in told
    run("places", "check", "--strict", status=1)


def test_a_fault_is_named_by_file_and_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    copytree(resource_dir("services_catalogue") / "places", folder / "places")
    (folder / "places/councils/knowsley.yaml").write_text("name: Knowsley\n")
    told = run("places", "check", status=1, PORTAL_CATALOGUE=str(folder)).output
    assert "places/councils/knowsley.yaml:1: " in told


@pytest.mark.parametrize(
    ("file", "name", "field"),
    [
        ("councils/knowsley.yaml", "knowsley-mash", "front_door"),
        ("hubs/hub-bootle-library.yaml", "library-sefton-bootle", "service_id"),
    ],
)
def test_a_door_or_hub_that_names_no_service_is_a_fault(
    run: Run, tmp_path: Path, file: str, name: str, field: str
) -> None:
    folder = Path(copytree(resource_dir("services_catalogue"), tmp_path / "catalogue"))
    assert run("catalogue", "check", str(folder)).output == "No faults.\n"
    path = folder / "places" / file
    path.write_text(path.read_text().replace(f"service_id: {name}", f"service_id: {name}s"))
    told = run("catalogue", "check", str(folder), status=1).output
    assert f": {field}: There is no `{name}s`. Did you mean `{name}`?" in told


def test_a_ward_claimed_twice_is_a_fault(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    copytree(resource_dir("services_catalogue") / "places", folder / "places")
    path = folder / "places/localities/knowsley-huyton.yaml"
    path.write_text(path.read_text().replace("wards:\n", "wards:\n  - E05010935\n"))
    told = run("places", "check", status=1, PORTAL_CATALOGUE=str(folder)).output
    assert "Ward E05010935 belongs to `knowsley-huyton` at the same time." in told


def test_imported_postcodes_answer_from_then_on(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"codes.csv": CODE_POINT.replace("E00000001", "E08000012")})
    told = run("postcodes", "import", str(folder)).output
    assert "OS Code-Point Open: 4 postcodes in use" in told
    assert "Liverpool City Council E08000012: 1" in told
    assert "No locality claims ward E05000001: 1 postcodes" in told
    found = json.loads(run("places", "lookup", "--json", "L1 0AA").output)
    assert (found["precision"], found["council"], found["ward"]) == ("postcode", "liverpool", "E05000001")
    told = run("places", "check", status=1).output
    assert "Wrong door: no locality claims ward E05000001 of Liverpool City Council: 1 postcodes" in told
    assert told.endswith("Postcodes: OS Code-Point Open.\n")
    assert "The imported file has it: council E08000012" in run("places", "explain", "L1 0AA").output


@pytest.mark.parametrize(
    ("files", "told"),
    [({"readme.txt": "nothing"}, "no list of postcodes"), ({"a.csv": "a,b\n1,2\n"}, "no column was found for")],
)
def test_what_is_no_list_of_postcodes_is_refused_in_words(
    run: Run, tmp_path: Path, files: dict[str, str], told: str
) -> None:
    output = run("postcodes", "import", str(write(tmp_path / "in", files)), status=1).output
    assert output.startswith("Nothing was imported. ")
    assert told in output


OWN = """\
name: Own Council
area_name: Owntown
gss: E00000001
label: Early help
minimum_age_alone: 13
first_reader: front_door
practice_promise: {read_working_days: 1, contact_working_days: 3}
office_hours: [{day: MO, opens_at: "09:00", closes_at: "17:00"}]
front_door: {service_id: own-door, phone: 01632 960123, assured_date: 2026-11-01}
"""


def test_a_council_gets_its_sectors_from_the_postcodes_it_imported(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "own", {"places/councils/own.yaml": OWN})
    own = {"PORTAL_CATALOGUE": str(folder)}
    told = run("places", "check", status=1, **own).output
    assert (
        "sectors.csv:1: There is no such file. Run `portal postcodes import`, then `portal postcodes sectors`" in told
    )
    assert run("postcodes", "sectors", status=1, **own).output.startswith("Nothing was written. Import a list")
    rows = [ons_row(NEW, code, **more) for code, more in POSTCODES.items()]
    run("postcodes", "import", str(write(tmp_path / "in", {"x.csv": ons_file(NEW, *rows)})), **own)
    assert run("postcodes", "sectors", **own).output.endswith("sectors.csv: 2 districts, 4 sectors.\n")
    assert (folder / "places/sectors.csv").read_text().splitlines() == [
        "level,code,postcodes,latitude,longitude,councils,use",
        "district,L20,6,53.46,-2.95,E00000002:3;E00000001:2,",
        "district,L69,1,53.45,-2.95,E00000001:1,large users",
        "sector,L20 3,1,53.5,-2.95,E00000001:1,",
        "sector,L20 4,2,53.45,-2.95,E00000001:1;E00000002:1,",
        "sector,L20 6,1,53.45,-2.95,E00000002:1,",
        "sector,L69 3,1,53.45,-2.95,E00000001:1,large users",
    ]
    assert "0 faults" in run("places", "check", **own).output.replace("No faults", "0 faults")


def test_sectors_that_a_full_disk_cuts_short_leave_the_old_ones(
    run: Run, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    old = {"places/councils/own.yaml": OWN, "places/sectors.csv": "old"}
    own = {"PORTAL_CATALOGUE": str(folder := write(tmp_path / "own", old))}
    rows = [ons_row(NEW, code, **more) for code, more in POSTCODES.items()]
    run("postcodes", "import", str(write(tmp_path / "in", {"x.csv": ons_file(NEW, *rows)})), **own)
    request.getfixturevalue("full_disk")
    told = run("postcodes", "sectors", status=1, **own).output
    assert "sectors.csv could not be written, and is as it was (File too large)." in told
    assert [(path.name, path.read_text()) for path in (folder / "places").glob("*.csv*")] == [("sectors.csv", "old")]
    assert list((folder / "places").glob(".new-*")) == []


POSTCODES = {
    "L20 3AA": {"lat": "53.500000"},
    "L20 4AA": {},
    "L20 4AB": {"lad": SOUTH},
    "L20 5AA": {"lad": SOUTH, "grid": "9", "lat": "99.999999"},  # nowhere
    "L20 6AA": {"lad": SOUTH},
    "L20 7AA": {"lad": ""},  # in no council
    "L69 3BX": {"usertype": "1"},
    "NE1 1AA": {"lad": SOUTH},
}
