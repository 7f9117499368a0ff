"""SQLite: one file, one writer at a time, on disk before anybody is told."""

import os
import stat
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from portal.store.errors import UnsafeStore

# DELETE and not WAL: SQLite before 3.51.3 can damage a WAL file that two processes write, and Debian 12 ships 3.40.1.
# EXTRA syncs the folder too after the journal is gone, so that a commit survives a loss of power.
PRAGMAS = {
    "busy_timeout": ("5000", "5000"),
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", "3"),
    "foreign_keys": ("ON", "1"),
    "secure_delete": ("ON", "1"),
    "trusted_schema": ("OFF", "0"),
    "temp_store": ("MEMORY", "2"),
}
READ_ONLY = "portal_read_only"  # the connection's execution option that `transactions.reading` sets


def open_file(address: URL) -> Engine:
    """Open the file at `address`; make it for its owner only where there is none."""
    if not address.database or address.database == ":memory:" or address.database.startswith("file:"):
        raise UnsafeStore("not_a_file", "the database must be a file with a plain path")
    _create_file(Path(address.database))
    engine = create_engine(address, hide_parameters=True)  # an error's text goes to the log, a family's words do not
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


def refuse_open_file(address: URL) -> None:
    """Raise `UnsafeStore` where the file or its folder is not its owner's alone."""
    path = Path(address.database or "")
    for place, code in ((path, "file_mode"), (path.parent, "folder_mode")):
        try:
            found = place.stat()
        except OSError as error:
            raise UnsafeStore("no_file", str(place)) from error
        if found.st_uid != os.geteuid():
            raise UnsafeStore("owner", str(place))
        if stat.S_IMODE(found.st_mode) & 0o077:
            raise UnsafeStore(code, str(place))


def _create_file(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return


def _set_up_connection(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Switch off sqlite3's own BEGIN, then set every pragma and read it back."""
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for name, (value, expected) in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name} = {value}")
            row = cursor.execute(f"PRAGMA {name}").fetchone()
            if not row or str(row[0]) != expected:
                raise UnsafeStore("pragma", name)
    finally:
        cursor.close()


def _begin(db: Connection) -> None:
    """Begin with the write lock, or begin what cannot write: a lock is never taken half way through."""
    is_read_only = bool(db.get_execution_options().get(READ_ONLY))
    db.exec_driver_sql(f"PRAGMA query_only = {'ON' if is_read_only else 'OFF'}")
    db.exec_driver_sql("BEGIN" if is_read_only else "BEGIN IMMEDIATE")
