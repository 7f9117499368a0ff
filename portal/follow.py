"""Follow the catalogue's folder: a change is built aside and put in place at once, while pages go on being answered."""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event, Thread

from flask import Flask, g

from portal.catalogue.load import compute_version
from portal.local_time import local_day
from portal.parts import Parts

# Between two looks; a change is taken up at the second look that sees it, when nobody is writing any more.
SECONDS = 3.0
_log = logging.getLogger(__name__)

Stamp = tuple[date, frozenset[tuple[str, int, int]]]


class Follower:
    """Renews a site's parts when files changed, or the day, by which the rules for places are in force.

    New parts take the old ones' place in one assignment; a request keeps those it began with.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        parts = self._parts
        self._known = (local_day(parts.clock()), parts.catalogue.version)
        self._seen: Stamp | None = None
        self._read: Stamp | None = None
        self._stop = Event()

    def start(self) -> Callable[[], None]:
        """Look every few seconds in a thread of its own, until the returned function is called."""
        Thread(target=self._run, name="follow", daemon=True).start()
        return self._stop.set

    def look(self) -> bool:
        """Renew the parts if the files are others than those read and rest since the last look; tell whether it did."""
        parts = self._parts
        stamp = (local_day(parts.clock()), frozenset(_stat_files(parts.settings.catalogue_folder)))
        is_resting, self._seen = stamp == self._seen, stamp
        if stamp == self._read or not is_resting:
            return False
        known = (stamp[0], compute_version(parts.settings.catalogue_folder))
        is_new = known != self._known
        if is_new:
            renewed = parts.renew()
            self._show_once(renewed)
            self._app.extensions["parts"] = renewed
            _log.info(
                "catalogue renewed with %d services, %d faults", len(renewed.catalogue.services), len(renewed.faults)
            )
        self._known, self._read = known, stamp
        return is_new

    def _show_once(self, renewed: Parts) -> None:
        """Make a page of results with the new parts, so that nobody waits for what pages share."""
        for locale in renewed.locales_in_use:
            with self._app.test_request_context(f"/{locale}/search"):
                g.parts = renewed
                self._app.full_dispatch_request()

    @property
    def _parts(self) -> Parts:
        parts: Parts = self._app.extensions["parts"]
        return parts

    def _run(self) -> None:
        while not self._stop.wait(SECONDS):
            try:
                self.look()
            except Exception:  # noqa: BLE001  # whatever ails the building, the old parts stay; it is logged and tried again
                _log.exception("catalogue not renewed")


def _stat_files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, time of change in nanoseconds and size in bytes of every file."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _stat_files(Path(entry.path))
            else:
                status = entry.stat(follow_symlinks=entry.is_file())  # an editor's link to nowhere has no file
                yield entry.path, status.st_mtime_ns, status.st_size
