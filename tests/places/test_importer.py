import fcntl
import sqlite3
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.places.areas import Areas
from portal.places.imported import ImportedPostcodes
from portal.places.importer import Report, import_postcodes
from portal.places.models import Point, Record
from portal.places.postcode import Postcode
from portal.places.postcode_columns import ImportFault, ImportRefused, Product
from portal.places.postcode_rows import RowFault
from tests.places.conftest import NORTH, SOUTH

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CODE_POINT = f"""\
"L1  0AA",10,334864,389326,"E92000001","","","","{NORTH}","E05000001"
"L20 4AA",50,334868,394396,"E92000001","","","","{SOUTH}","E05000004"
"WA102AB",90,0,0,"","","","","",""
"L3 5AG",60,335369,390445,"E92000001","","","","",""
"""
OLD = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oa01,lat,long,imd"
NEW = "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,oa01cd,lat,long,imd20ind"
LATER = NEW.replace("25cd", "27cd").replace("wd27cd", "WD27CD").replace("pcds", " PCDS ")
NSPL = "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,lad25cd,wd25cd,lat,long"


def ons_row(header: str, code: str, **values: str) -> str:
    """Return a quoted row under `header`, with what a live code in Northtown has wherever `values` say nothing."""
    known = {"pcds": code, "doterm": "", "lad": NORTH, "wd": "E05000001", "usertype": "0", "grid": "1"}
    known |= {"lat": "53.450000", "long": "-2.950000", **values}
    keys = {"oslaua": "lad", "osward": "wd", "osgrdind": "grid", "gridind": "grid", "usrtypind": "usertype"}
    names = [name.strip().lower() for name in header.split(",")]
    short = [keys.get(name, "lad" if name[:3] == "lad" else "wd" if name[:2] == "wd" else name) for name in names]
    return ",".join(f'"{known.get(name, "x")}"' for name in short)


def ons_file(header: str, *rows: str) -> str:
    """Return the text of an ONS file."""
    return "\r\n".join([header, *rows, ""])


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files under `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(path: Path, target: Path, *, with_northern_ireland: bool = False) -> Report:
    """Import one path."""
    return import_postcodes([path], target, now=NOW, with_northern_ireland=with_northern_ireland)


def find(target: Path, text: str) -> Record | None:
    """Look a postcode up in an imported file."""
    return ImportedPostcodes(target).find(Postcode.parse(text))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return where the imported file goes."""
    return tmp_path / "var" / "postcodes.sqlite3"


@pytest.fixture
def code_point(tmp_path: Path) -> Path:
    """Return a folder as the Ordnance Survey packs it, padded codes and unpadded."""
    heads = "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Positional_quality_indicator\n"
    return write(
        tmp_path / "codepo_gb", {"Data/CSV/l.csv": CODE_POINT, "Doc/Code-Point_Open_Column_Headers.csv": heads}
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


def test_codes_without_a_position_have_none(tmp_path: Path, target: Path) -> None:
    nowhere = {"grid": "9", "lat": "99.999999", "long": "0.000000", "lad": "M99999999", "wd": "M99999999"}
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


def test_unknown_columns_are_refused_by_name_and_the_old_file_stays(
    tmp_path: Path, code_point: Path, target: Path
) -> None:
    run(code_point, target)
    strange = write(tmp_path / "in", {"x.csv": ons_file(NEW.replace("lad25cd", "borough"), ons_row(NEW, "L20 4AA"))})
    with pytest.raises(ImportRefused) as caught:
        run(strange, target)
    assert caught.value.code == ImportFault.UNKNOWN_HEADER
    assert [name.split(" ")[0] for name in caught.value.names] == ["council"]
    assert find(target, "L20 4AA") is not None
    assert sorted(path.name for path in target.parent.iterdir()) == ["postcodes.sqlite3", "postcodes.sqlite3.lock"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"readme.txt": "nothing"}, ImportFault.NO_FILES),
        ({"a.csv": CODE_POINT, "b.csv": ons_file(NEW, ons_row(NEW, "L20 4AA"))}, ImportFault.MIXED),
        ({"a.csv": ""}, ImportFault.UNKNOWN_HEADER),
        ({"a.csv": ons_file(NEW)}, ImportFault.NO_POSTCODES),
        ({"a.csv": ons_file(NEW, *[ons_row(NEW, "not one")] * 3)}, ImportFault.TOO_MANY_REFUSED),
    ],
)
def test_what_is_no_list_of_postcodes_is_refused(
    tmp_path: Path, target: Path, files: dict[str, str], code: ImportFault
) -> None:
    with pytest.raises(ImportRefused) as caught:
        run(write(tmp_path / "in", files), target)
    assert caught.value.code == code
    assert not target.exists()


def test_a_zip_cut_short_is_refused(tmp_path: Path, target: Path) -> None:
    path = tmp_path / "cut.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.csv", ons_file(NEW, *(ons_row(NEW, "L20 4AA") for _ in range(50))))
    whole = path.read_bytes()
    path.write_bytes(whole[:2000] + b"\0" * 50 + whole[2050:])
    with pytest.raises(ImportRefused) as caught:
        run(path, target)
    assert caught.value.code == ImportFault.UNREADABLE


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"pcds": "L20"}, RowFault.POSTCODE),
        ({"lad": "Sefton"}, RowFault.AREA_CODE),
        ({"lat": "north"}, RowFault.POSITION),
        ({"lat": "-2.95", "long": "53.45"}, RowFault.POSITION),
    ],
)
def test_a_few_wrong_rows_are_counted_with_their_line(
    tmp_path: Path, target: Path, wrong: dict[str, str], fault: RowFault
) -> None:
    good = [ons_row(NEW, f"L20 {digit}A{letter}") for digit in range(10) for letter in "ABDEFGHJLNPQRST"]
    rows = [*good[:3], ons_row(NEW, wrong.get("pcds", "L1 1AA"), **wrong), *good[3:]]
    report = run(write(tmp_path / "in", {"x.csv": ons_file(NEW, *rows)}), target)
    assert dict(report.tally.refused) == {fault: 1}
    assert report.tally.examples == {fault: ["x.csv:5"]}


def test_a_second_import_at_the_same_time_is_refused(code_point: Path, target: Path) -> None:
    target.parent.mkdir()
    with target.with_name("postcodes.sqlite3.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ImportRefused) as caught:
            run(code_point, target)
    assert caught.value.code == ImportFault.BUSY


def test_what_a_killed_import_left_is_thrown_away(code_point: Path, target: Path) -> None:
    target.parent.mkdir()
    target.with_name("postcodes.sqlite3.new").write_text("half a file")
    assert run(code_point, target).edition.rows == 4
    assert not target.with_name("postcodes.sqlite3.new").exists()


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


def test_progress_ends_with_the_whole(code_point: Path, target: Path) -> None:
    told: list[tuple[int, int]] = []
    import_postcodes([code_point], target, now=NOW, progress=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (len(CODE_POINT), len(CODE_POINT))
