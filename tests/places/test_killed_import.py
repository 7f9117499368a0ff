"""An import that is killed, whenever it is, leaves the old file whole and no obstacle to the next."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.postcode_rows import write_directory
from tests.places.postcode_samples import find, run

ROWS = 60_000
IMPORT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from portal.places.importer import import_postcodes
print("begun", flush=True)
import_postcodes([Path(sys.argv[1])], Path(sys.argv[2]), now=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a made-up directory that takes a moment to import."""
    path = tmp_path_factory.mktemp("directory") / "ONSPD_MAY_2026_UK.csv"
    write_directory(path, ROWS)
    return path


@pytest.mark.parametrize("after", [0.0, 0.05, 0.15, 0.3], ids=lambda after: f"{after} s")
def test_a_killed_import_leaves_the_old_file_and_the_next_one_works(
    code_point: Path, directory: Path, target: Path, after: float
) -> None:
    run(code_point, target)
    command = [sys.executable, "-c", IMPORT, str(directory), str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
    assert find(target, "L1 0AA") is not None or find(target, "AB1 0AB") is not None
    assert run(directory, target).edition.rows == ROWS * 2 // 3
    assert [path.name for path in sorted(target.parent.iterdir())] == ["postcodes.sqlite3", "postcodes.sqlite3.lock"]
