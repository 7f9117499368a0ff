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
    public: Mapping[str, int]  # pages by language
    staff: int
    wrong_on: Mapping[str, int]

    @property
    def pages(self) -> int:
        """Return how many pages were looked at in all."""
        return sum(self.public.values()) + self.staff


def load_test_run(path: Path = RESULT) -> TestRun:
    """Read the result of the last run."""
    read = json.loads(path.read_text(encoding="utf-8"))
    sites = [(name.split(), count) for name, count in read["pages"].items()]
    return TestRun(
        day=date.fromisoformat(read["day"]),
        commit=read["commit"],
        public={locale: count for (site, locale), count in sites if site == "public"},
        staff=sum(count for (site, _locale), count in sites if site == "staff"),
        wrong_on=read["wrong_on"],
    )
