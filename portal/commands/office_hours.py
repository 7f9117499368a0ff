"""When the councils' offices work, as their files say now: a worker runs for months, and a council adds days it is shut."""

import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from portal.commands.shared import today
from portal.config import Settings
from portal.places.load import load_areas
from portal.places.models import Calendar

Marks: TypeAlias = frozenset[tuple[str, int, int]]
_log = logging.getLogger(__name__)


class OfficeHours(Mapping[str, Calendar]):
    """Calendars by council id, read anew once a council's file has changed; while a file is faulty, the last good ones."""

    def __init__(self, settings: Settings) -> None:
        self._places = settings.catalogue_folder / "places"
        self._seen: Marks = frozenset()
        self._calendars: Mapping[str, Calendar] = {}

    def __getitem__(self, council_id: str) -> Calendar:
        return self._now()[council_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    def _now(self) -> Mapping[str, Calendar]:
        try:
            marks = _marks(self._places / "councils")
            if marks != self._seen:
                self._read()
                self._seen = marks
        except (
            OSError
        ) as error:  # a file that goes while it is looked at, a folder that goes on changing: at the next look
            _log.error("office hours %s", type(error).__name__)
        return self._calendars

    def _read(self) -> None:
        areas, faults = load_areas(self._places, today())
        if not faults or not self._calendars:
            self._calendars = {council.id: council.calendar for council in areas.councils.values()}


def _marks(folder: Path) -> Marks:
    """Return name, time and size of every council's file."""
    found = [(path.name, path.stat()) for path in folder.glob("*.yaml")]
    return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)
