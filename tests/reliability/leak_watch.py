"""Look for canaries wherever something is told or left: answers, mails, logs, files."""

import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability.browser import Answer
from tests.reliability.canary import (
    ALWAYS,
    AT_THE_END,
    REPORTER,
    WORD,
    Canary,
    Place,
    find_in_answers,
    find_in_bytes,
)
from tests.reliability.following import Kept
from tests.reliability.mail_sink import Mail
from tests.reliability.site import Part, Site

LOOK_EVERY = 0.5  # seconds
_DATABASE = "portal.sqlite3"  # and its journal


@dataclass
class Seen:
    """What was found so far, and what families were shown once: words and references, that nobody else is told."""

    hits: set[str] = field(default_factory=set)
    kept: list[Kept] = field(default_factory=list)

    @property
    def shown(self) -> tuple[Canary, ...]:
        """Return words and references, to be looked for."""
        return tuple(canary for kept in self.kept for canary in kept.canaries)

    def look_at_answers(self, answers: Iterable[Answer], also: Iterable[Canary] = ()) -> None:
        """Look into what a browser was told beside the pages themselves."""
        self.hits.update(find_in_answers(answers, (*ALWAYS, *also)))

    def look_at_log(self, part: Part) -> None:
        """Look into all that a part has printed and logged."""
        self._look(part.log.encode(), Place.LOG, f"log of {part.words}", (*AT_THE_END, *self.shown))

    def look_at_mail(self, mail: Mail) -> None:
        """Look into a mail beside the line that says to whom: a family's holds nothing but fixed words."""
        to, text = mail.to[0], mail.text.replace(f"To: {mail.to[0]}\n", "", 1)
        place = Place.FAMILY_MAIL if is_to_family(mail) or REPORTER in to else Place.MAIL
        self._look(text.encode(), place, place.value, (*AT_THE_END, *self.shown))

    def look_at_files(self, site: Site, canaries: Iterable[Canary], known: dict[Path, int]) -> None:
        """Look into all files of data and all temporary ones that have changed since they were `known`."""
        looked = tuple(canaries)
        for path, changed_at in _find_files(site).items():
            if known.get(path) == changed_at:
                continue
            known[path] = changed_at
            place = Place.DATABASE if path.name.startswith(_DATABASE) else Place.FILE
            self._look(_read(path, place), place, f"file {path.name}", looked)

    def _look(self, data: bytes, place: Place, where: str, canaries: Iterable[Canary]) -> None:
        self.hits.update(f"{where}: {name}" for name in find_in_bytes(data, place, canaries))


@contextmanager
def watching_files(site: Site, seen: Seen) -> Iterator[None]:
    """Look into all files again and again, and once when all has ended: then nothing waits for an answer any more."""
    is_over, known = threading.Event(), dict[Path, int]()

    def go_on() -> None:
        while not is_over.wait(LOOK_EVERY):
            seen.look_at_files(site, ALWAYS, known)

    watcher = threading.Thread(target=go_on)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()
    seen.look_at_files(site, (*AT_THE_END, *seen.shown), {})


def is_to_family(mail: Mail) -> bool:
    """Tell whether a mail went to a family that asked for messages."""
    return mail.to[0].startswith(WORD)


def _find_files(site: Site) -> dict[Path, int]:
    """Return the files that may hold what somebody wrote, each with the moment in which it was last changed."""
    found = {}
    for folder in (site.var, site.folder / "tmp"):
        for path in [each for each in folder.rglob("*") if each.suffix != ".yaml"]:  # the kept copy of the catalogue
            with suppress(FileNotFoundError):  # what was there a moment ago
                if path.is_file():
                    found[path] = path.stat().st_mtime_ns
    return found


def _read(path: Path, place: Place) -> bytes:
    """Read a file, of the database by another process: closing it here would give up all locks this process has on it."""
    if place is Place.DATABASE:
        return subprocess.run(["cat", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    try:
        return path.read_bytes()
    except FileNotFoundError:  # what was there a moment ago
        return b""
