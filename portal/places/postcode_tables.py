"""Write imported postcodes into a new file and put it in the old one's place."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from portal.places.imported import SCHEMA_VERSION, Edition
from portal.places.postcode_rows import Row

_TABLE = (
    "CREATE TABLE {} (code TEXT PRIMARY KEY, council TEXT NOT NULL, ward TEXT NOT NULL,"
    " latitude REAL, longitude REAL, use INTEGER NOT NULL) WITHOUT ROWID"
)
_EDITION = "CREATE TABLE edition (product TEXT, edition TEXT, rows INTEGER, sha256 TEXT, imported_at TEXT)"
_INSERT = (
    "INSERT OR IGNORE INTO postcode VALUES (?, ?, ?, ?, ?, ?)",
    "INSERT OR IGNORE INTO terminated VALUES (?, ?, ?, ?, ?, ?)",
)
_COUNT = ("SELECT count(*) FROM postcode", "SELECT count(*) FROM terminated")


class PostcodeTables:
    """The tables of live and of terminated codes in a file that nobody reads yet."""

    def __init__(self, path: Path) -> None:
        self.put_rows = 0
        self._db = sqlite3.connect(path)
        self._create()

    def put(self, live: Sequence[Row], terminated: Sequence[Row]) -> None:
        """Write rows; a code that is there already stays as it is."""
        for statement, rows in zip(_INSERT, (live, terminated), strict=True):
            self._db.executemany(statement, rows)
            self.put_rows += len(rows)

    def count(self) -> tuple[int, int]:
        """Return the live and the terminated codes in the file."""
        live, terminated = (self._db.execute(statement).fetchone()[0] for statement in _COUNT)
        return live, terminated

    def count_wards(self) -> dict[tuple[str, str], int]:
        """Return the live codes by council and ward, as GSS codes."""
        rows = self._db.execute("SELECT council, ward, count(*) FROM postcode GROUP BY council, ward")
        return {(council, ward): count for council, ward, count in rows}

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
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA cache_size = -16000")  # KiB
        self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        for name in ("postcode", "terminated"):
            self._db.execute(_TABLE.format(name))
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
