"""Write imported postcodes into a new file and put it in the old one's place."""

import os
import sqlite3
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from portal.places.imported import SCHEMA_VERSION, Edition, count_wards
from portal.places.postcode_rows import Row

_TABLE = (
    "CREATE TABLE {} (code TEXT PRIMARY KEY, area INTEGER NOT NULL, latitude REAL, longitude REAL, use INTEGER NOT NULL)"
    " WITHOUT ROWID"
)
_AREA = "CREATE TABLE area (id INTEGER PRIMARY KEY, council TEXT NOT NULL, ward TEXT NOT NULL, live INTEGER NOT NULL)"
_EDITION = "CREATE TABLE edition (product TEXT, edition TEXT, rows INTEGER, sha256 TEXT, imported_at TEXT)"
_ROW = "(?, ?, ?, ?, ?)"
_AT_ONCE = 100  # rows in one statement: twice as fast as one at a time
_INSERT = ("INSERT OR IGNORE INTO postcode VALUES ", "INSERT OR IGNORE INTO terminated VALUES ")
_COUNT = ("SELECT count(*) FROM postcode", "SELECT count(*) FROM terminated")


class PostcodeTables:
    """The tables of live and of terminated codes in a file that nobody reads yet."""

    def __init__(self, path: Path) -> None:
        self.put_rows = 0
        self._db = sqlite3.connect(path)
        self._create()

    def put(self, live: Sequence[Row], terminated: Sequence[Row]) -> None:
        """Write rows; a code that is there already stays as it is."""
        for insert, rows in zip(_INSERT, (live, terminated), strict=True):
            whole = len(rows) - len(rows) % _AT_ONCE
            statement = insert + ",".join([_ROW] * _AT_ONCE)
            for start in range(0, whole, _AT_ONCE):
                self._db.execute(statement, tuple(chain.from_iterable(rows[start : start + _AT_ONCE])))
            self._db.executemany(insert + _ROW, rows[whole:])
            self.put_rows += len(rows)

    def count(self) -> tuple[int, int]:
        """Return the live and the terminated codes in the file."""
        live, terminated = (self._db.execute(statement).fetchone()[0] for statement in _COUNT)
        return live, terminated

    def put_areas(self, pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Write the councils and wards that rows name by number; return their live codes where they have any."""
        live = dict(self._db.execute("SELECT area, count(*) FROM postcode GROUP BY area"))
        rows = [(number, *pair, live.get(number, 0)) for number, pair in enumerate(pairs)]
        self._db.executemany("INSERT INTO area VALUES (?, ?, ?, ?)", rows)
        return count_wards(self._db)

    def finish(self, edition: Edition) -> None:
        """Write where the codes came from, and all of it to the file."""
        row = (edition.product, edition.edition, edition.rows, edition.sha256, edition.imported_at)
        self._db.execute("INSERT INTO edition VALUES (?, ?, ?, ?, ?)", row)
        self._db.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _create(self) -> None:
        """Make the tables without a journal: what breaks off is thrown away."""
        self._db.execute("PRAGMA page_size = 16384")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA cache_size = -16000")  # KiB
        self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        for name in ("postcode", "terminated"):
            self._db.execute(_TABLE.format(name))
        self._db.execute(_AREA)
        self._db.execute(_EDITION)


def swap_in(aside: Path, target: Path) -> None:
    """Put the finished file in the old one's place, so that after a power cut there is one or the other."""
    _sync(aside)
    aside.replace(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
