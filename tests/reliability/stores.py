"""Databases of both kinds for rows that work on the store itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from portal.store.engine import open_engine
from portal.store.migrations import migrate
from tests.engines import PostgresqlDatabases, SqliteFiles
from tests.postgres import running_server

Databases: TypeAlias = SqliteFiles | PostgresqlDatabases
KINDS = ("SQLite", "PostgreSQL")


@contextmanager
def both_kinds(folder: Path) -> Iterator[dict[str, Databases]]:
    """Give a maker of databases for each kind, one by one deleted at the end."""
    file = folder / "migrated" / "portal.sqlite3"
    _migrate(f"sqlite:///{file}")
    with running_server() as server:
        server.run("CREATE DATABASE migrated TEMPLATE template0")
        _migrate(server.address("migrated"))
        made: dict[str, Databases] = {
            "SQLite": SqliteFiles(folder, file),
            "PostgreSQL": PostgresqlDatabases(server, "migrated"),
        }
        try:
            yield made
        finally:
            for databases in made.values():
                databases.close()


def hang_up(databases: Databases) -> None:
    """Close every connection: a server takes a hundred, and a row makes a database for each of its turns."""
    for engine in databases.engines:
        engine.dispose()


def _migrate(address: str) -> None:
    engine = open_engine(address)
    migrate(engine)
    engine.dispose()
