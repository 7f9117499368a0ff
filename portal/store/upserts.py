"""INSERT with an answer for a row that is there already, in the words of the database at hand."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Start an INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`; `rowcount` tells what it did."""
    insert = postgresql.insert(table) if db.dialect.name == "postgresql" else sqlite.insert(table)
    return insert.execution_options(preserve_rowcount=True)  # PostgreSQL's driver forgets the count of an INSERT else
