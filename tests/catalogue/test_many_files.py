"""Of many files another process reads half: the catalogue and its faults are the same, wherever a file was read."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalogue.folders import HUB, change, write_file

LOAD = """
import os, resource, sys
from datetime import date
from pathlib import Path
from portal.catalogue.load import load_catalogue
from portal.yaml_files import format_fault

processors, folder = int(sys.argv[1]), Path(sys.argv[2])
os.sched_getaffinity, os.nice = lambda _pid: range(processors), lambda _more: 0
loaded = load_catalogue(folder, today=date(2026, 11, 30))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 0)
print(list(loaded.catalogue.services.values()))
print(*map(format_fault, loaded.faults), sep="\\n")
"""
PLANTED = [
    ("minimum_age: 0", "minimum_age: abc", ":7: minimum_age: "),
    ("cost: free", "costs: free", ":10: costs: "),
    (
        "[early-help, parenting]",
        "[early-help, parentng]",
        ":4: needs: There is no `parentng`. Did you mean `parenting`?",
    ),
    ("assured_date: 2026-11-21", "assured_date: 2027-11-21", ":25: assured_date: "),
    ("[en, ar]", "[en, ar", ":24: "),
]


@pytest.fixture
def many(folder: Path) -> Path:
    """A sound catalogue of many services."""
    for number in range(600):
        write_file(folder, f"services/made-{number:03}.yaml", HUB.replace("Northtown Family Hub", f"Hub {number}"))
    return folder


def load(folder: Path, processors: int) -> tuple[bool, str, list[str]]:
    """Return whether another process read some files, the services, and the faults."""
    command = [sys.executable, "-c", LOAD, str(processors), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    is_shared, services, *faults = done.stdout.splitlines()
    return is_shared == "True", services, faults


def test_two_processes_read_what_one_reads(many: Path) -> None:
    for start in (100, 400):
        for number, (old, new, _told) in enumerate(PLANTED, start=start):
            change(many, f"services/made-{number}.yaml", old, new)
    alone, together = load(many, 1), load(many, 2)
    assert (alone[0], together[0]) == (False, True)
    assert together[1:] == alone[1:]
    for start in (100, 400):
        for number, (_old, _new, told) in enumerate(PLANTED, start=start):
            assert any(line.startswith(f"services/made-{number}.yaml{told}") for line in together[2]), told
    assert together[1].count("Service(") == 602 - 2 * len(PLANTED)


def test_few_files_are_read_by_one_process(folder: Path) -> None:
    is_shared, _services, faults = load(folder, 2)
    assert not is_shared
    assert faults == [""]
