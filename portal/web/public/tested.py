"""What came of the last test of every page, as the test's command wrote it into the portal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

RESULT = Path(__file__).resolve().parents[2] / "accessibility.json"


@dataclass(frozen=True)
class TestRun:
    """When which pages were looked at, and on how many each sort of check found something wrong."""

    day: date
    commit: str
    pages: int
    wrong_on: Mapping[str, int]


def load_test_run(path: Path = RESULT) -> TestRun:
    """Read the result of the last run."""
    read = json.loads(path.read_text(encoding="utf-8"))
    return TestRun(date.fromisoformat(read["day"]), read["commit"], sum(read["pages"].values()), read["wrong_on"])
