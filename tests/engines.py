"""Databases to test on: the same test runs on SQLite and on PostgreSQL, each time on a new database."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Engine, text

from portal.store import postgresql, sqlite
from portal.store.engine import open_engine
from portal.store.migrations import migrate
from tests.postgres import Server, running_server

KINDS = ("sqlite", "postgresql")
on_sqlite = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("databases", ["postgresql"], indirect=True)


class Databases(Protocol):
    """A place where databases are made; all are gone after the test."""

    def new(self, *, is_migrated: bool = True) -> Engine:
        """Make a database and open it."""

    def again(self, engine: Engine) -> Engine:
        """Open a database once more, as another process does."""

    def raw_bytes(self, engine: Engine) -> bytes:
        """Return everything the database has put on disk, logs and journals too."""


class _Opened:
    def __init__(self) -> None:
        self.engines: list[Engine] = []

    def open(self, address: str) -> Engine:
        self.engines.append(open_engine(address))
        return self.engines[-1]

    def again(self, engine: Engine) -> Engine:
        return self.open(engine.url.render_as_string(hide_password=False))

    def close(self) -> None:
        for engine in self.engines:
            engine.dispose()


class SqliteFiles(_Opened):
    """Files in a folder of the test's own."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        super().__init__()
        self._folder, self._migrated, self._numbers = folder, migrated, count()

    def new(self, *, is_migrated: bool = True) -> Engine:
        path = self._folder / f"data{next(self._numbers) or ''}" / "portal.sqlite3"
        if is_migrated:
            path.parent.mkdir(mode=0o700)
            shutil.copy(self._migrated, path)
        return self.open(f"sqlite:///{path}")

    def raw_bytes(self, engine: Engine) -> bytes:
        return b"".join(path.read_bytes() for path in Path(engine.url.database or "").parent.iterdir())


class PostgresqlDatabases(_Opened):
    """Databases of the session's server."""

    _numbers = count()

    def __init__(self, server: Server, migrated: str) -> None:
        super().__init__()
        self._server, self._migrated, self._names = server, migrated, list[str]()

    def new(self, *, is_migrated: bool = True) -> Engine:
        name = f"test{next(self._numbers)}"
        self._server.run(f"CREATE DATABASE {name} TEMPLATE {self._migrated if is_migrated else 'template0'}")
        self._names.append(name)
        return self.open(self._server.address(name))

    def raw_bytes(self, engine: Engine) -> bytes:
        with engine.connect() as db:
            db.execute(text("CHECKPOINT"))
            number = db.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
        tables, journal = self._server.data / "base" / str(number), self._server.data / "pg_wal"
        files = [path for folder in (tables, journal) for path in folder.iterdir() if path.is_file()]
        return b"".join(path.read_bytes() for path in (*files, self._server.log))

    def close(self) -> None:
        super().close()
        for name in self._names:
            self._server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables of today, to copy."""
    path = tmp_path_factory.mktemp("migrated", numbered=True) / "data" / "portal.sqlite3"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server of this session, or of this worker of it."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_database(server: Server) -> str:
    """The name of a PostgreSQL database with the tables of today, to copy."""
    server.run("CREATE DATABASE migrated TEMPLATE template0")
    _migrate(server.address("migrated"))
    return "migrated"


@pytest.fixture(params=KINDS)
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Each kind of database in turn; `on_sqlite` and `on_postgresql` choose one."""
    find = request.getfixturevalue
    if request.param == "sqlite":
        made = SqliteFiles(tmp_path, find("migrated_file"))
    else:
        made = PostgresqlDatabases(find("server"), find("migrated_database"))
    yield made
    made.close()


@pytest.fixture
def engine(databases: Databases) -> Engine:
    """A new database with the tables of today."""
    return databases.new()


@pytest.fixture
def impatient(databases: Databases, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Another process on the same database that waits for a lock for a moment only."""
    monkeypatch.setitem(sqlite.PRAGMAS, "busy_timeout", ("50", "50"))
    monkeypatch.setitem(postgresql.SETTINGS, "lock_timeout", ("50ms",))
    return databases.again(engine)


def _migrate(address: str) -> None:
    engine = open_engine(address)
    migrate(engine)
    engine.dispose()
