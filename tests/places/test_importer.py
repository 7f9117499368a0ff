import sqlite3
import zipfile
from pathlib import Path

import pytest

from portal.places.areas import Areas
from portal.places.imported import ImportedPostcodes
from portal.places.importer import import_postcodes
from portal.places.models import Point, Record
from portal.places.postcode import Postcode
from portal.places.postcode_columns import Product
from tests.places.postcode_samples import (
    CODE_POINT,
    LATER,
    NEW,
    NORTH,
    NOW,
    NSPL,
    OLD,
    SOUTH,
    find,
    ons_file,
    ons_row,
    run,
    write,
)


def test_code_point_is_read_with_padded_codes_and_without(code_point: Path, target: Path) -> None:
    report = run(code_point, target)
    assert (report.edition.product, report.edition.rows, report.tally.no_position) == (Product.CODE_POINT, 4, 1)
    first = find(target, "L1 0AA")
    assert first == Record(NORTH, "E05000001", Point(53.396727, -2.981033))
    assert find(target, "WA10 2AB") == Record("", "", None)
    blank = find(target, "L3 5AG")
    assert blank is not None
    assert (blank.council, blank.point is None) == ("", False)
    assert find(target, "L1 0AB") is None


@pytest.mark.parametrize(
    ("header", "product"),
    [(OLD, Product.ONSPD), (NEW, Product.ONSPD), (LATER, Product.ONSPD), (NSPL, Product.NSPL)],
    ids=["to 2025", "from 2025", "later", "NSPL"],
)
def test_ons_files_are_read_by_what_their_columns_are_called(
    tmp_path: Path, target: Path, header: str, product: Product
) -> None:
    rows = [ons_row(header, "L20 4AA"), ons_row(header, "L20 4AB", usertype="1", wd="E99999999")]
    report = run(write(tmp_path, {"ONSPD_MAY_2026_UK.csv": ons_file(header, *rows)}) / "ONSPD_MAY_2026_UK.csv", target)
    assert (report.edition.product, report.edition.edition, report.edition.rows) == (product, "MAY 2026", 2)
    assert find(target, "L20 4AA") == Record(NORTH, "E05000001", Point(53.45, -2.95))
    assert find(target, "L20 4AB") == Record(NORTH, "", Point(53.45, -2.95), is_large_user=True)


def test_terminated_codes_are_kept_apart_and_the_live_one_wins(tmp_path: Path, target: Path) -> None:
    rows = [
        ons_row(NEW, "L20 4AA", doterm="201001", lad=SOUTH),
        ons_row(NEW, "L20 4AA"),
        ons_row(NEW, "L20 4AB", doterm="201001"),
    ]
    report = run(write(tmp_path / "in", {"x.csv": ons_file(NEW, *rows)}), target)
    assert (report.edition.rows, report.terminated) == (1, 2)
    live, ended = find(target, "L20 4AA"), find(target, "L20 4AB")
    assert live is not None
    assert ended is not None
    assert (live.council, live.is_terminated, ended.is_terminated) == (NORTH, False, True)


@pytest.mark.parametrize(("grid", "latitude"), [("9", ""), ("9", "99.999999"), ("8", "99.999999")])
def test_codes_without_a_position_have_none(tmp_path: Path, target: Path, grid: str, latitude: str) -> None:
    nowhere = {"grid": grid, "lat": latitude, "long": "0.000000", "lad": "M99999999", "wd": "M99999999"}
    run(write(tmp_path / "in", {"x.csv": ons_file(NEW, ons_row(NEW, "IM1 1AD", **nowhere))}), target)
    assert find(target, "IM1 1AD") == Record("M99999999", "M99999999", None)


@pytest.mark.parametrize("is_wanted", [True, False])
def test_northern_ireland_is_left_out_unless_asked_for(tmp_path: Path, target: Path, is_wanted: bool) -> None:
    rows = [ons_row(NEW, "L20 4AA"), ons_row(NEW, "BT1 1AA", lad="N09000003", wd="N08000318", lat="54.6", long="-5.93")]
    report = run(write(tmp_path / "in", {"x.csv": ons_file(NEW, *rows)}), target, with_northern_ireland=is_wanted)
    assert (find(target, "BT1 1AA") is not None) == is_wanted
    assert report.tally.northern_ireland == (0 if is_wanted else 1)


def test_a_zip_is_read_without_its_documents_and_parts(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "ONSPD_MAY_2026.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Data/ONSPD_MAY_2026_UK.csv", ons_file(NEW, ons_row(NEW, "L20 4AA"), ons_row(NEW, "PR8 1AA")))
        archive.writestr("Data/multi_csv/ONSPD_MAY_2026_UK_L.csv", ons_file(NEW, ons_row(NEW, "L20 4AA")))
        archive.writestr("Documents/LAD names and codes.csv", "LAD25CD,LAD25NM\n")
    report = run(path, target)
    assert (report.files, report.edition.rows) == (("Data/ONSPD_MAY_2026_UK.csv",), 2)


def test_the_parts_of_some_areas_are_enough(tmp_path: Path, target: Path) -> None:
    parts = {
        f"multi_csv/ONSPD_MAY_2026_UK_{area}.csv": ons_file(NEW, ons_row(NEW, f"{area}1 1AA")) for area in ("L", "PR")
    }
    assert run(write(tmp_path / "Data", parts), target).edition.rows == 2


def test_a_reader_notices_the_new_file(tmp_path: Path, code_point: Path, target: Path) -> None:
    records = ImportedPostcodes(target)
    assert (records.find(Postcode.parse("L20 4AA")), records.edition()) == (None, None)
    run(code_point, target)
    before = records.find(Postcode.parse("L20 4AA"))
    run(write(tmp_path / "in", {"x.csv": ons_file(NEW, ons_row(NEW, "L20 4AA"))}), target)
    after, edition = records.find(Postcode.parse("L20 4AA")), records.edition()
    assert before is not None
    assert after is not None
    assert edition is not None
    assert (before.council, after.council, edition.product) == (SOUTH, NORTH, Product.ONSPD)


def test_a_file_of_another_making_is_as_good_as_none(target: Path) -> None:
    target.parent.mkdir()
    sqlite3.connect(target).execute("CREATE TABLE other (x)").connection.close()
    assert find(target, "L20 4AA") is None
    target.write_text("no database")
    assert find(target, "L20 4AA") is None


def test_the_report_counts_by_council_and_names_wards_nobody_claims(tmp_path: Path, target: Path, areas: Areas) -> None:
    rows = [ons_row(NEW, "L20 4AA"), ons_row(NEW, "L20 4AB", wd="E05999999"), ons_row(NEW, "L20 4AD", lad="E06000001")]
    report = run(write(tmp_path / "in", {"x.csv": ons_file(NEW, *rows, ons_row(NEW, "L20 4AA"))}), target)
    assert report.councils == {NORTH: 2, "E06000001": 1}
    assert report.unclaimed_wards(areas) == {"E05999999": 1}
    assert report.duplicates == 1


def test_a_comma_between_quotes_moves_no_column(tmp_path: Path, target: Path) -> None:
    odd = ons_row(NEW, "L20 4AB", cty25cd="Here, there", imd20ind='a "word"')
    rows = [ons_row(NEW, "L20 4AA"), odd, ons_row(NEW, "L20 4AD").replace('"', "")]
    report = run(write(tmp_path / "in", {"x.csv": ons_file(NEW, *rows)}), target)
    assert (report.edition.rows, dict(report.tally.refused)) == (3, {})
    assert find(target, "L20 4AB") == find(target, "L20 4AD") == Record(NORTH, "E05000001", Point(53.45, -2.95))


def test_the_wards_of_the_file_can_be_asked_for_later(tmp_path: Path, code_point: Path, target: Path) -> None:
    assert ImportedPostcodes(target).wards() == {}
    report = run(code_point, target)
    assert ImportedPostcodes(target).wards() == report.wards
    assert report.wards == {(NORTH, "E05000001"): 1, (SOUTH, "E05000004"): 1, ("", ""): 2}


@pytest.mark.parametrize(("text", "has"), [("L9 9ZZ", True), ("LA1 1AA", False), ("WA1 1AA", True), ("W1A 1AA", False)])
def test_a_file_knows_which_areas_it_has(code_point: Path, target: Path, text: str, has: bool) -> None:
    code = Postcode.parse(text)
    assert not ImportedPostcodes(target).has_area_of(code)
    run(code_point, target)
    assert ImportedPostcodes(target).has_area_of(code) == has


def test_progress_ends_with_the_whole(code_point: Path, target: Path) -> None:
    told: list[tuple[int, int]] = []
    import_postcodes([code_point], target, now=NOW, progress=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (len(CODE_POINT), len(CODE_POINT))


def test_a_folder_where_the_imported_file_belongs_holds_no_postcodes(tmp_path: Path) -> None:
    assert ImportedPostcodes(tmp_path).edition() is None
