"""Bring the database's tables to the state that this code needs."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from portal.store.transactions import reading

_VERSIONS = Path(__file__).parent / "versions"


def migrate(engine: Engine, *, to: str = "head") -> None:
    """Upgrade to a revision, all or nothing, one process at a time; refuse a database of a newer release as unsafe."""
    if to == "head" and is_newest(engine):
        return
    from portal.store.migrations.upgrade import upgrade  # noqa: PLC0415 - an eighth of a start's imports, rarely needed

    upgrade(engine, to)


def is_newest(engine: Engine) -> bool:
    """Tell whether nothing has to be done: whoever upgrades keeps some 13 MB of what it takes."""
    return _read_revision(engine) == newest_revision()


def newest_revision() -> str:
    """Return the revision that this code needs: the files of the revisions begin with their numbers."""
    return max(path.name for path in _VERSIONS.glob("[0-9]*_*.py")).partition("_")[0]


def _read_revision(engine: Engine) -> str | None:
    with reading(engine) as db:
        if not inspect(db).has_table("alembic_version"):
            return None
        return str(db.scalar(text("SELECT version_num FROM alembic_version")))
