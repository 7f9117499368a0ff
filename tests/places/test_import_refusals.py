"""What an import refuses, and that the old file stays whatever happens."""

import fcntl
import zipfile
from pathlib import Path

import pytest

from portal.places.importer import import_postcodes
from portal.places.postcode_columns import ImportFault, ImportRefused
from portal.places.postcode_rows import RowFault
from tests.places.postcode_samples import CODE_POINT, NEW, NOW, find, ons_file, ons_row, run, write


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


def test_an_import_that_breaks_off_leaves_the_old_file(tmp_path: Path, code_point: Path, target: Path) -> None:
    run(code_point, target)
    other = write(tmp_path / "in", {"x.csv": ons_file(NEW, ons_row(NEW, "L20 4AA"))})

    def stop(_done: int, _whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_postcodes([other], target, now=NOW, progress=stop)
    assert find(target, "L1 0AA") is not None
    assert not target.with_name("postcodes.sqlite3.new").exists()
