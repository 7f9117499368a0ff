"""The two ways to use the database: writing, all or nothing, and reading, which cannot write."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from portal.store.engine import READ_ONLY


class StoreUnavailable(Exception):
    """Say by `code` (busy | full | read_only | failed) that the database did not answer and nothing was written."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Hold the write lock from the first moment; commit to disk at the end, or undo all when the block raises."""
    with _naming_failures(), engine.connect() as db, db.begin():
        yield db


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read one unchanging state of the database; a write raises."""
    with _naming_failures(), engine.connect() as connection:
        db = connection.execution_options(**{READ_ONLY: True, "postgresql_readonly": True})
        with db.begin():
            yield db


@contextmanager
def _naming_failures() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreUnavailable(_code_for(str(error.orig))) from error
    except PoolTimeoutError as error:  # every connection of the pool is in use
        raise StoreUnavailable("busy") from error


def _code_for(message: str) -> str:
    for part, code in (("locked", "busy"), ("full", "full"), ("readonly", "read_only"), ("read-only", "read_only")):
        if part in message:
            return code
    return "failed"
