"""Copy a SQLite database while it is in use, and put a copy back; PostgreSQL has pg_dump."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine


class BackupRefused(Exception):
    """Say by `code` (not_sqlite | exists | damaged | not_ours | older) why nothing was copied."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def back_up(engine: Engine, file: Path) -> int:
    """Copy the database as of one moment to a new file, checked and on disk before it has its name; return its bytes.

    Writers wait while it is copied (about a second for 500 MB on a fast disk); readers do not.
    """
    source = _database_file(engine)
    if file.exists():
        raise BackupRefused("exists", str(file))
    aside = _new_file(file)
    try:
        _copy(source, aside)
        _refuse_damaged(aside)
        _put_in_place(aside, file)
    finally:
        aside.unlink(missing_ok=True)
    return file.stat().st_size


def restore(engine: Engine, file: Path, now: datetime, *, may_drop: Callable[[set[str]], bool]) -> Path:
    """Put a backup in the database's place, in one transaction of SQLite's; return where what was there is kept.

    `may_drop` is asked with the references in the copy. Nothing else may be at work. Run the migrations afterwards: a
    backup may be older than the code.
    """
    target = _database_file(engine)
    _refuse_damaged(file)
    if not may_drop(_references(file)):
        raise BackupRefused("older", str(file))
    before = target.with_name(f"{target.name}.before-restore-{now:%Y%m%d-%H%M%S}")
    back_up(engine, before)
    engine.dispose()
    _copy(file, target)
    return before


def _database_file(engine: Engine) -> Path:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise BackupRefused("not_sqlite")
    return Path(engine.url.database)


def _new_file(file: Path) -> Path:
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return aside


def _copy(source: Path, target: Path) -> None:
    with closing(_open(source, read_only=True)) as here, closing(_open(target)) as there:
        there.execute("PRAGMA synchronous = EXTRA")
        here.backup(there)


def _open(file: Path, *, read_only: bool = False) -> sqlite3.Connection:
    mode = "ro" if read_only else "rw"
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode={mode}", uri=True, timeout=30)


def _refuse_damaged(file: Path) -> None:
    try:
        with closing(_open(file, read_only=True)) as copy:
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise BackupRefused("damaged", str(file)) from error
    if found != "ok":
        raise BackupRefused("damaged", str(file))
    if not {"alembic_version", "referrals"} <= tables:
        raise BackupRefused("not_ours", str(file))


def _references(file: Path) -> set[str]:
    with closing(_open(file, read_only=True)) as copy:
        return {reference for (reference,) in copy.execute("SELECT reference FROM referrals")}


def _put_in_place(aside: Path, file: Path) -> None:
    handle = os.open(aside, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(aside, file)
    except FileExistsError as error:
        raise BackupRefused("exists", str(file)) from error
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
