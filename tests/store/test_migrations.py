from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex

import portal.referrals.tables
import portal.teams.tables
import portal.visits.tables  # noqa: F401  # imported so that every room's tables stand in the metadata
from portal.store.engine import UnsafeStore, open_engine
from portal.store.migrations import migrate
from portal.store.tables import metadata
from portal.store.transactions import reading, writing


def test_the_migrations_make_exactly_the_tables_of_the_code(engine: Engine) -> None:
    with reading(engine) as db:
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_a_migrated_table_has_the_keys_and_constraints_of_the_code(engine: Engine, tmp_path: Path, table: str) -> None:
    fresh = open_engine(f"sqlite:///{tmp_path}/fresh/portal.sqlite3")
    with writing(fresh) as db:
        metadata.create_all(db)
    assert shape(engine, table) == shape(fresh, table)


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    before = Path(engine.url.database or "").read_bytes()
    migrate(engine)
    assert Path(engine.url.database or "").read_bytes() == before


def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    engines = [open_engine(f"sqlite:///{tmp_path}/data/portal.sqlite3") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, engines))
    assert set(inspect(engines[0]).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/data/portal.sqlite3")
    with writing(engine) as db:
        db.execute(text("CREATE TABLE staff_sessions (in_the_way INTEGER)"))
    with pytest.raises(Exception, match="failed"):
        migrate(engine)
    assert inspect(engine).get_table_names() == ["staff_sessions"]


def test_a_database_of_a_newer_release_is_refused(engine: Engine) -> None:
    with writing(engine) as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnsafeStore) as refused:
        migrate(engine)
    assert refused.value.code == "unknown_revision"


def shape(engine: Engine, table: str) -> dict[str, object]:
    """Describe a table's columns, keys and constraints, names included, in an order that does not matter."""
    found = inspect(engine)
    return {
        "columns": sorted(map(repr, found.get_columns(table))),
        "primary key": repr(found.get_pk_constraint(table)),
        "foreign keys": sorted(map(repr, found.get_foreign_keys(table))),
        "unique": sorted(map(repr, found.get_unique_constraints(table))),
        "checks": sorted(map(repr, found.get_check_constraints(table))),
        "indexes": sorted(map(describe_index, found.get_indexes(table))),
    }


def describe_index(index: ReflectedIndex) -> str:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return repr((index["name"], index["column_names"], index["unique"], options))
