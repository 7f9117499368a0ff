"""Change a database's tables, revision after revision; imported only where there is something to change."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from portal.store.errors import UnsafeStore
from portal.store.transactions import writing

_LOCK = 7_461_001  # the number under which PostgreSQL keeps other migrations waiting; any constant will do


def upgrade(engine: Engine, to: str) -> None:
    """Upgrade to a revision, all or nothing, one process at a time; refuse a database of a newer release as unsafe."""
    with writing(engine) as db:
        if db.dialect.name == "postgresql":
            db.execute(text("SET LOCAL lock_timeout = '2min'"))
            db.execute(text("SET LOCAL statement_timeout = 0"))
            db.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        try:
            command.upgrade(_config(db), to)
        except CommandError as error:
            raise UnsafeStore("unknown_revision", str(error)) from error


def _config(db: Connection) -> Config:
    config = Config(attributes={"connection": db})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
