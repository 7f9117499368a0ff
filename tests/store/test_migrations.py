from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    inspect,
    select,
    text,
)
from sqlalchemy.engine.interfaces import ReflectedIndex

import portal.referrals.family_tables
import portal.referrals.tables
import portal.reports.tables
import portal.store.migrations
import portal.teams.tables
import portal.visits.tables  # imported so that every room's tables stand in the metadata
from portal.store.errors import UnsafeStore
from portal.store.migrations import migrate, newest_revision
from portal.store.tables import metadata
from portal.store.transactions import StoreUnavailable, reading, writing
from tests.engines import Databases

ROWS = 3
VERSION = "alembic_version"
SCRIPTS = ScriptDirectory(str(Path(portal.store.migrations.__file__).parent))
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]  # the oldest first


def test_the_migrations_make_exactly_the_tables_of_the_code(engine: Engine) -> None:
    with reading(engine) as db:
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_a_migrated_table_has_the_keys_and_constraints_of_the_code(engine: Engine, databases: Databases) -> None:
    fresh = databases.new(is_migrated=False)
    with writing(fresh) as db:
        metadata.create_all(db)
    assert shapes(engine) == shapes(fresh)


def test_the_newest_file_is_the_newest_revision() -> None:
    assert newest_revision() == REVISIONS[-1]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_any_revision_comes_forward_with_every_row(databases: Databases, revision: str) -> None:
    engine = databases.new(is_migrated=False)
    migrate(engine, to=revision)
    fill(engine)
    before = contents(engine)
    migrate(engine)
    after = contents(engine)
    assert {name: len(rows) for name, rows in before.items()} == dict.fromkeys(before, ROWS)
    for name, rows in before.items():
        assert [{column: new[column] for column in old} for old, new in zip(rows, after[name], strict=True)] == rows
    assert shapes(engine) == shapes(databases.new())


def test_processes_that_start_together_migrate_once(databases: Databases) -> None:
    engine = databases.new(is_migrated=False)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, [databases.again(engine) for _ in range(4)]))
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, VERSION}
    with reading(engine) as db:
        assert db.execute(text(f"SELECT count(*) FROM {VERSION}")).scalar_one() == 1


def test_a_migration_that_fails_leaves_nothing_behind(databases: Databases) -> None:
    engine = databases.new(is_migrated=False)
    with writing(engine) as db:
        db.execute(text("CREATE TABLE staff_sessions (in_the_way INTEGER)"))
    with pytest.raises(StoreUnavailable, match="failed"):
        migrate(engine)
    assert inspect(engine).get_table_names() == ["staff_sessions"]


def test_a_database_of_a_newer_release_is_refused(engine: Engine) -> None:
    with writing(engine) as db:
        db.execute(text(f"UPDATE {VERSION} SET version_num = '9999'"))
    with pytest.raises(UnsafeStore) as refused:
        migrate(engine)
    assert refused.value.code == "unknown_revision"


def fill(engine: Engine) -> None:
    """Put rows into every table there is, whatever its revision made it look like."""
    with writing(engine) as db:
        for table in tables_of(db):
            for number in range(1, ROWS + 1):
                db.execute(table.insert().values({column.name: value_for(column, number) for column in table.columns}))


def contents(engine: Engine) -> Mapping[str, list[dict[str, Any]]]:
    """Return the rows of every table, in the order of their keys."""
    with reading(engine) as db:
        return {
            table.name: [dict(row) for row in db.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in tables_of(db)
        }


def tables_of(db: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(db)
    return [table for table in found.sorted_tables if table.name != VERSION]


def value_for(column: Column[Any], number: int) -> object:
    """Make a value that fits a column: keys the same everywhere, so that references lead somewhere, others its own."""
    is_key = column.primary_key or bool(column.foreign_keys)
    name = "key" if is_key else column.name
    values: dict[type, object] = {
        Boolean: number % 2 == 0,
        Integer: number if is_key else number + 10 * len(name),
        DateTime: datetime(2026, 3, number, 9, len(name), 1, 7, tzinfo=UTC),
        Date: date(2026, 3, number),
        LargeBinary: bytes([0, 255, number]) + name.encode(),
        JSON: [name, number],
        String: f"{number} {name} \u0645"[: getattr(column.type, "length", None)],
    }
    return next(value for kind, value in values.items() if isinstance(column.type, kind))


def shapes(engine: Engine) -> list[str]:
    """Describe all tables' columns, keys and constraints, names included, in an order that does not matter."""
    found = inspect(engine)
    lists = (
        found.get_multi_columns(),
        found.get_multi_foreign_keys(),
        found.get_multi_unique_constraints(),
        found.get_multi_check_constraints(),
    )
    described = [f"{table} {each}" for kind in lists for (_, table), items in kind.items() for each in items]
    described += [f"{table} {key}" for (_, table), key in found.get_multi_pk_constraint().items()]
    indexes = found.get_multi_indexes().items()
    described += [f"{table} {describe_index(index)}" for (_, table), items in indexes for index in items]
    return sorted(each for each in described if not each.startswith(VERSION))


def describe_index(index: ReflectedIndex) -> str:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return repr((index["name"], index["column_names"], index["unique"], options))
