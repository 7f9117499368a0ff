"""Look a whole postcode up in the file that the operator imported; it is only ever read, and replaced as a whole."""

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.places.models import Point, Record
from portal.places.postcode import Postcode

SCHEMA_VERSION = 2
_LIVE = "SELECT council, ward, latitude, longitude, use FROM postcode JOIN area ON id = area WHERE code = ?"
_TERMINATED = "SELECT council, ward, latitude, longitude, use FROM terminated JOIN area ON id = area WHERE code = ?"
_ANY = "SELECT 1 FROM postcode WHERE code BETWEEN ? AND ? LIMIT 1"
_ALL = "SELECT code, council, latitude, longitude, use FROM postcode JOIN area ON id = area"
_WARDS = "SELECT council, ward, sum(live) FROM area WHERE live > 0 GROUP BY council, ward"


@dataclass(frozen=True)
class Edition:
    """Where the imported postcodes came from; `rows` are live codes, `imported_at` is ISO 8601."""

    product: str
    edition: str
    rows: int
    sha256: str
    imported_at: str


@dataclass(frozen=True)
class LivePostcode:
    """A row of the file: a code without its space, and the council's GSS code, empty where none is given."""

    code: str
    council: str
    point: Point | None
    is_large_user: bool


class ImportedPostcodes:
    """A file of postcodes. Each thread has its own connection; a new file put in its place is noticed at the next look."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = threading.local()

    def find(self, code: Postcode) -> Record | None:
        """Return what the file says of the postcode, the live before the terminated, or None."""
        db = self._connection()
        key = code.outward + code.inward
        live = db.execute(_LIVE, (key,)).fetchone() if db else None
        row = live or (db.execute(_TERMINATED, (key,)).fetchone() if db else None)
        if row is None:
            return None
        council, ward, latitude, longitude, use = row
        point = None if latitude is None else Point(latitude, longitude)
        return Record(council, ward, point, is_large_user=bool(use), is_terminated=live is None)

    def has_area_of(self, code: Postcode) -> bool:
        """Tell whether the file has any live postcode of the same area, such as L."""
        db = self._connection()
        between = (f"{code.area}0", f"{code.area}:")  # the sign that follows 9
        return db is not None and db.execute(_ANY, between).fetchone() is not None

    def edition(self) -> Edition | None:
        """Return where the file came from, or None where nothing was imported."""
        db = self._connection()
        row = db.execute("SELECT product, edition, rows, sha256, imported_at FROM edition").fetchone() if db else None
        return Edition(*row) if row else None

    def live(self) -> Iterator[LivePostcode]:
        """Yield every live postcode; none where nothing was imported."""
        db = self._connection()
        for code, council, latitude, longitude, use in db.execute(_ALL) if db else ():
            yield LivePostcode(code, council, None if latitude is None else Point(latitude, longitude), bool(use))

    def wards(self) -> dict[tuple[str, str], int]:
        """Return the live codes by council and ward (GSS, empty where none); nothing where nothing was imported."""
        db = self._connection()
        return count_wards(db) if db else {}

    def _connection(self) -> sqlite3.Connection | None:
        """Return this thread's connection to the file that lies there now, None where there is none of our making."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        stamp = (status.st_ino, status.st_mtime_ns)
        db: sqlite3.Connection | None = getattr(self._own, "db", None)
        if getattr(self._own, "stamp", None) != stamp:
            if db:
                db.close()
            db = self._own.db = open_read_only(self._path)
            self._own.stamp = stamp
        return db


def count_wards(db: sqlite3.Connection) -> dict[tuple[str, str], int]:
    """Return the live codes of an imported file by council and ward."""
    return {(council, ward): live for council, ward, live in db.execute(_WARDS)}


def open_read_only(path: Path) -> sqlite3.Connection | None:
    """Open an imported file for reading; None where it is not of this version's making."""
    try:
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.DatabaseError:  # a folder, or not to be read
        return None
    try:
        version = db.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        version = None
    if version == (SCHEMA_VERSION,):
        return db
    db.close()
    return None
