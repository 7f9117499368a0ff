"""`python3 -m tests.benchmarks.postcodes`: import a national file of postcodes and look codes up, beside simpler ways."""

import argparse
import csv
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from portal.places.importer import import_postcodes
from tests.benchmarks.measure import Row, memory_mb, print_table
from tests.benchmarks.postcode_lookups import measure_lookups
from tests.benchmarks.postcode_rows import ROWS, write_directory

SLOWER = 2.2  # times csv: about twice
MEMORY = 100  # megabytes
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@dataclass(frozen=True)
class Cost:
    """What a piece of work took in a process of its own."""

    cpu: float
    wall: float
    peak_mb: float


def main() -> int:
    """Measure import and look-up, print one table; return 1 when a target is missed."""
    asked = _read_arguments()
    with tempfile.TemporaryDirectory(prefix="postcodes-benchmark-") as name:
        source, target = Path(name) / "ONSPD_MAY_2026_UK.csv", Path(name) / "postcodes.sqlite3"
        _say(f"writing {asked.rows:,} rows ...")
        write_directory(source, asked.rows)
        rows = _measure_import(source, target, rounds=asked.rounds)
        _say("looking codes up ...")
        rows += measure_lookups(target)
    print_table(rows)
    return 1 if any(row.is_ok is False for row in rows) else 0


def read_with_csv(source: Path, _target: Path) -> None:
    """Read every row as `csv` gives it, and nothing more."""
    with source.open(encoding="utf-8", newline="") as file:
        for _row in csv.reader(file):
            pass


def import_file(source: Path, target: Path) -> None:
    """Import as the command does."""
    import_postcodes([source], target, now=NOW)


def _measure_import(source: Path, target: Path, *, rounds: int) -> list[Row]:
    """Read and import in turns, so that a busy machine is as busy for both; the best of each counts."""
    read, imported = [], []
    for number in range(1, rounds + 1):
        _say(f"reading and importing, round {number} of {rounds} ...")
        read.append(_cost_of(read_with_csv, source, target))
        imported.append(_cost_of(import_file, source, target))
    fewest, fastest = min(each.cpu for each in read), min(each.cpu for each in imported)
    walls = min(each.wall for each in read), min(each.wall for each in imported)
    return [
        Row("csv.reader alone", f"{fewest:.1f} s CPU, {walls[0]:.1f} s in all"),
        Row("import", f"{fastest:.1f} s CPU, {walls[1]:.1f} s in all, {target.stat().st_size / 1e6:.0f} MB"),
        Row.at_most("import beside csv (CPU)", fastest / fewest, SLOWER),
        Row.at_most("peak memory of the import", max(each.peak_mb for each in imported), MEMORY, unit=" MB"),
    ]


def _cost_of(work: Callable[[Path, Path], None], source: Path, target: Path) -> Cost:
    """Do `work` in a fresh process, so that its memory is its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, work, source, target))
    process.start()
    theirs.close()
    cost: Cost = ours.recv()
    process.join()
    return cost


def _work(answer: Connection, work: Callable[[Path, Path], None], source: Path, target: Path) -> None:
    cpu, wall = time.process_time(), time.perf_counter()
    work(source, target)
    answer.send(Cost(time.process_time() - cpu, time.perf_counter() - wall, memory_mb(line="VmHWM")))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.benchmarks.postcodes", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="of the made-up file; default: as many as the country's")
    parser.add_argument("--rounds", type=int, default=3, help="of reading and importing")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
