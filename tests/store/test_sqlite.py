import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from portal.store import sqlite
from portal.store.engine import refuse_unsafe
from portal.store.errors import UnsafeStore
from portal.store.transactions import StoreUnavailable, reading, writing
from tests.engines import Databases, on_sqlite

pytestmark = on_sqlite


@pytest.fixture
def with_notes(engine: Engine) -> Engine:
    with writing(engine) as db:
        db.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY)"))
    return engine


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("temp_store", 2),
        ("busy_timeout", 5000),
    ],
)
def test_every_connection_of_the_pool_keeps_the_promise(engine: Engine, pragma: str, value: object) -> None:
    connections = [engine.raw_connection() for _ in range(4)]
    found = [db.cursor().execute(f"PRAGMA {pragma}").fetchone()[0] for db in connections]
    for db in connections:
        db.close()
    assert found == [value] * 4


def test_a_pragma_that_does_not_take_is_refused(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sqlite.PRAGMAS, "synchronous", ("NORMAL", "3"))
    engine.dispose()
    with pytest.raises(UnsafeStore, match="synchronous"):
        engine.connect()


def test_a_file_left_in_wal_mode_is_brought_back(engine: Engine) -> None:
    engine.dispose()
    old = sqlite3.connect(engine.url.database or "")
    old.execute("PRAGMA journal_mode = WAL")
    old.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    old.close()
    with engine.connect() as db:
        assert db.execute(text("PRAGMA journal_mode")).scalar_one() == "delete"


def test_only_the_owner_can_read_the_file_its_folder_and_its_journal(databases: Databases) -> None:
    new = databases.new(is_migrated=False)
    path = Path(new.url.database or "")
    with writing(new) as db:
        db.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY)"))
        assert stat.S_IMODE(path.with_name(f"{path.name}-journal").stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    refuse_unsafe(new)


@pytest.mark.parametrize(("name", "mode", "code"), [("", 0o750, "folder_mode"), ("portal.sqlite3", 0o640, "file_mode")])
def test_a_store_open_to_others_is_refused(engine: Engine, name: str, mode: int, code: str) -> None:
    folder = Path(engine.url.database or "").parent
    (folder / name).chmod(mode)
    with pytest.raises(UnsafeStore) as refused:
        refuse_unsafe(engine)
    assert refused.value.code == code


def test_writing_takes_the_lock_before_the_first_statement(with_notes: Engine) -> None:
    other = sqlite3.connect(with_notes.url.database or "", timeout=0, isolation_level=None)
    with writing(with_notes), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_full_disk_is_reported_and_nothing_is_written(with_notes: Engine) -> None:
    with pytest.raises(StoreUnavailable) as refused, writing(with_notes) as db:
        db.execute(text(f"PRAGMA max_page_count = {db.execute(text('PRAGMA page_count')).scalar_one()}"))
        db.execute(text("CREATE TABLE big (data BLOB)"))
        db.execute(text("INSERT INTO big VALUES (zeroblob(100000))"))
    assert refused.value.code == "full"
    with reading(with_notes) as db:
        assert db.execute(text("SELECT count(*) FROM notes")).scalar_one() == 0


def test_the_driver_begins_nothing_by_itself(with_notes: Engine) -> None:
    connection = with_notes.raw_connection()
    connection.cursor().execute("INSERT INTO notes VALUES (1)")
    connection.close()
    with reading(with_notes) as db:
        assert db.execute(text("SELECT count(*) FROM notes")).scalar_one() == 1


@pytest.mark.parametrize("damaged_from", [0, 4096], ids=["the head of the file", "its second page"])
def test_a_damaged_file_is_one_that_does_not_answer(with_notes: Engine, damaged_from: int) -> None:
    with_notes.dispose()
    path = Path(with_notes.url.database or "")
    whole = path.read_bytes()
    path.write_bytes(whole[:damaged_from] + b"\xab" * (len(whole) - damaged_from))
    for use in (reading, writing):
        with pytest.raises(StoreUnavailable) as failed, use(with_notes) as db:
            db.execute(text("SELECT id FROM notes"))
        assert failed.value.code == "failed"


def test_a_file_that_is_no_database_is_not_worked_with(engine: Engine) -> None:
    engine.dispose()
    Path(engine.url.database or "").write_bytes(b"no database" * 100)
    with pytest.raises(StoreUnavailable):
        refuse_unsafe(engine)
