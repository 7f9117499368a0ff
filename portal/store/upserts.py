"""INSERT with an answer for a row that is there already, in the words of the database at hand."""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_into(db: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Start an INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`; `rowcount` tells what it did."""
    insert = _insert_into_postgresql(table) if db.dialect.name == "postgresql" else sqlite.insert(table)
    return insert.execution_options(preserve_rowcount=True)  # PostgreSQL's driver forgets the count of an INSERT else


def _insert_into_postgresql(table: Table) -> "postgresql.Insert":
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - only those who keep PostgreSQL need its dialect

    return postgresql.insert(table)
