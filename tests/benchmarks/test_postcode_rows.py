"""The made-up directory is one that the importer takes whole."""

from pathlib import Path

from portal.places.importer import import_postcodes
from portal.places.postcode_columns import Product
from tests.benchmarks.measure import Row
from tests.benchmarks.postcode_lookups import measure_lookups
from tests.benchmarks.postcode_rows import write_directory
from tests.places.postcode_samples import NOW


def test_a_made_up_directory_is_imported_whole_and_looked_up(tmp_path: Path) -> None:
    source, target = tmp_path / "ONSPD_MAY_2026_UK.csv", tmp_path / "postcodes.sqlite3"
    write_directory(source, 1_000)
    report = import_postcodes([source], target, now=NOW)
    assert report.edition.product == Product.ONSPD
    assert report.edition.rows + report.terminated == report.tally.rows == 1_000
    assert not report.tally.refused
    rows = measure_lookups(target)
    assert all(isinstance(row, Row) for row in rows)
    assert [row.target for row in rows] == ["<= 20 us", "", "", ""]
