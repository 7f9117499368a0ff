"""The two ways to use the database: writing, all or nothing, and reading, which cannot write."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DataError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from portal.store.sqlite import READ_ONLY

_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
# PostgreSQL's own codes, the longest that fits: classes of two letters and single conditions of five.
_CODES = {
    "25006": "read_only",
    "25P03": "busy",  # idle for too long in a transaction
    "40": "busy",  # two writers waited for each other
    "53100": "full",
    "53": "busy",  # too many connections, out of memory
    "55P03": "busy",  # a lock that was not given up
    "57014": "busy",  # a statement that took too long
}
_WORDS = (("locked", "busy"), ("full", "full"), ("readonly", "read_only"))  # SQLite's


class StoreUnavailable(Exception):
    """Say by `code` (busy | full | read_only | failed) that the database did not answer and nothing was written.

    One exception: where the line to a PostgreSQL server breaks during the commit, nobody knows whether it was written.
    What must not happen twice has a unique key, so that it can be repeated.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write all or nothing: commit to disk at the end, or undo everything when the block raises.

    SQLite lets one writer in at a time, from the first moment. PostgreSQL lets many in: whoever reads a row to change
    it locks it, and `with_for_update`, one statement or a unique key decides who comes first.
    """
    with _naming_failures(), engine.connect() as db, db.begin():
        yield db


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read one unchanging state of the database; a write raises."""
    options = _SNAPSHOT if engine.dialect.name == "postgresql" else {READ_ONLY: True}
    with _naming_failures(), engine.connect() as connection:
        db = connection.execution_options(**options)
        with db.begin():
            yield db


@contextmanager
def _naming_failures() -> Iterator[None]:
    try:
        yield
    except (DataError, IntegrityError):  # the database answers, and what it was asked is wrong
        raise
    except DatabaseError as error:  # a missing table too, and a damaged file
        raise StoreUnavailable(_code_for(error)) from error
    except PoolTimeoutError as error:  # every connection of the pool is in use
        raise StoreUnavailable("busy") from error


def _code_for(error: DBAPIError) -> str:
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return _CODES.get(state, _CODES.get(state[:2], "failed"))
    return next((code for word, code in _WORDS if word in str(error.orig)), "failed")
