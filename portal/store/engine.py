"""Open the database so that what was committed is on disk, and refuse to work with one that is not safe."""

from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from portal.store import sqlite
from portal.store.errors import UnsafeStore
from portal.store.transactions import reading

_POSTGRESQL = {"postgresql", "postgres", "postgresql+psycopg"}


def open_engine(url: str) -> Engine:
    """Open the database at `url` (sqlite:////folder/file or postgresql://...); a SQLite file is made for its owner only."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise UnsafeStore("unknown_database", "no address of one") from error
    if address.get_backend_name() == "sqlite":
        return sqlite.open_file(address)
    if address.drivername in _POSTGRESQL:
        return _open_server(address)
    raise UnsafeStore("unknown_database", address.drivername)


def refuse_unsafe(engine: Engine) -> None:
    """Raise `UnsafeStore` where the file is open to others or a connection does not keep its promises.

    Raises `StoreUnavailable` where it does not answer.
    """
    if engine.dialect.name == "sqlite":
        sqlite.refuse_open_file(engine.url)
    with reading(engine):
        return


def _open_server(address: URL) -> Engine:
    try:
        from portal.store import postgresql  # noqa: PLC0415 - only those who keep PostgreSQL need its driver
    except ModuleNotFoundError as error:
        raise UnsafeStore("no_driver", "PostgreSQL needs psycopg: pip install 'psycopg[binary]'") from error
    return postgresql.open_server(address)
