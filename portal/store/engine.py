"""Open the database so that what was committed is on disk, and refuse to work with one that is not safe."""

import os
import stat
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

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
READ_ONLY = "portal_read_only"  # the connection's execution option that `reading` sets


class UnsafeStore(Exception):
    """Say by `code` why the database must not be used."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def open_engine(url: str) -> Engine:
    """Open the database at `url` (sqlite:////folder/file or PostgreSQL); create a SQLite file for its owner only."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address)
    if address.get_backend_name() == "postgresql":
        on_disk = {"options": "-c synchronous_commit=on"}
        return create_engine(address, hide_parameters=True, pool_pre_ping=True, connect_args=on_disk)
    raise UnsafeStore("unknown_database", address.get_backend_name())


def refuse_unsafe(engine: Engine) -> None:
    """Raise `UnsafeStore` where the file is open to others or a connection does not keep its promises."""
    if engine.dialect.name == "sqlite":
        _refuse_open_file(Path(engine.url.database or ""))
    with engine.connect() as db:
        if engine.dialect.name == "postgresql":
            _refuse_early_acknowledgement(db)


def _open_sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:" or address.database.startswith("file:"):
        raise UnsafeStore("not_a_file", "the database must be a file with a plain path")
    _create_file(Path(address.database))
    engine = create_engine(address, hide_parameters=True)  # an error's text goes to the log, a family's words do not
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


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


def _refuse_open_file(path: Path) -> None:
    for place, code in ((path, "file_mode"), (path.parent, "folder_mode")):
        try:
            found = place.stat()
        except OSError as error:
            raise UnsafeStore("no_file", str(place)) from error
        if found.st_uid != os.geteuid():
            raise UnsafeStore("owner", str(place))
        if stat.S_IMODE(found.st_mode) & 0o077:
            raise UnsafeStore(code, str(place))


def _refuse_early_acknowledgement(db: Connection) -> None:
    if db.execute(text("SHOW synchronous_commit")).scalar_one() not in {"on", "remote_apply"}:
        raise UnsafeStore("synchronous_commit")
