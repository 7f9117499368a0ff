import sqlite3
import stat
import traceback
from pathlib import Path

import pytest
from sqlalchemy import Engine, Integer, column, create_engine, select, table, text

from portal.store import engine as engine_module
from portal.store.engine import UnsafeStore, open_engine, refuse_unsafe
from portal.store.transactions import StoreUnavailable, reading, writing

notes = table("notes", column("id", Integer))


@pytest.fixture
def with_notes(engine: Engine) -> Engine:
    with writing(engine) as db:
        db.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY)"))
    return engine


def ids(engine: Engine) -> list[int]:
    with reading(engine) as db:
        return list(db.execute(select(notes.c.id).order_by(notes.c.id)).scalars())


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


def test_a_pragma_that_does_not_take_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine_module.PRAGMAS, "synchronous", ("NORMAL", "3"))
    engine = open_engine(f"sqlite:///{tmp_path}/data/portal.sqlite3")
    with pytest.raises(UnsafeStore, match="synchronous"):
        engine.connect()


def test_a_file_left_in_wal_mode_is_brought_back(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    old = sqlite3.connect(folder / "portal.sqlite3")
    old.execute("PRAGMA journal_mode = WAL")
    old.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    old.close()
    with open_engine(f"sqlite:///{folder}/portal.sqlite3").connect() as db:
        assert db.execute(text("PRAGMA journal_mode")).scalar_one() == "delete"


def test_only_the_owner_can_read_the_file_its_folder_and_its_journal(with_notes: Engine) -> None:
    path = Path(with_notes.url.database or "")
    with writing(with_notes) as db:
        db.execute(notes.insert().values(id=1))
        journal = path.with_name(f"{path.name}-journal")
        assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    refuse_unsafe(with_notes)


@pytest.mark.parametrize(("name", "mode", "code"), [("", 0o750, "folder_mode"), ("portal.sqlite3", 0o640, "file_mode")])
def test_a_store_open_to_others_is_refused(engine: Engine, name: str, mode: int, code: str) -> None:
    folder = Path(engine.url.database or "").parent
    (folder / name).chmod(mode)
    with pytest.raises(UnsafeStore) as refused:
        refuse_unsafe(engine)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sqlite://", "not_a_file"),
        ("sqlite:///:memory:", "not_a_file"),
        ("sqlite:///file:x?mode=memory&uri=true", "not_a_file"),
        ("mysql://host/name", "unknown_database"),
    ],
)
def test_a_database_that_keeps_nothing_is_refused(url: str, code: str) -> None:
    with pytest.raises(UnsafeStore) as refused:
        open_engine(url)
    assert refused.value.code == code


def test_what_was_written_is_there_for_another_process(with_notes: Engine) -> None:
    with writing(with_notes) as db:
        db.execute(notes.insert().values(id=1))
    with create_engine(with_notes.url).connect() as db:
        assert db.execute(select(notes.c.id)).scalars().all() == [1]


def test_a_block_that_raises_leaves_nothing(with_notes: Engine) -> None:
    with pytest.raises(LookupError), writing(with_notes) as db:
        db.execute(notes.insert().values(id=1))
        raise LookupError
    assert ids(with_notes) == []


def test_making_a_table_is_undone_too(engine: Engine) -> None:
    with pytest.raises(LookupError), writing(engine) as db:
        db.execute(text("CREATE TABLE leftovers (id INTEGER)"))
        raise LookupError
    with reading(engine) as db:
        assert db.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'leftovers'")).scalar_one() == 0


def test_reading_cannot_write(with_notes: Engine) -> None:
    with pytest.raises(StoreUnavailable) as refused, reading(with_notes) as db:
        db.execute(notes.insert().values(id=1))
    assert refused.value.code == "read_only"
    with writing(with_notes) as db:  # the same connection, out of the pool again
        db.execute(notes.insert().values(id=2))
    assert ids(with_notes) == [2]


def test_reading_sees_one_state_from_beginning_to_end(with_notes: Engine) -> None:
    other = create_engine(with_notes.url, connect_args={"timeout": 0})
    with reading(with_notes) as db:
        assert db.execute(select(notes.c.id)).all() == []
        with pytest.raises(Exception, match="locked"), other.begin() as writer:
            writer.execute(notes.insert().values(id=1))
        assert db.execute(select(notes.c.id)).all() == []


def test_writing_takes_the_lock_before_the_first_statement(with_notes: Engine) -> None:
    other = sqlite3.connect(with_notes.url.database or "", timeout=0, isolation_level=None)
    with writing(with_notes), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_lock_that_is_not_given_up_is_reported_as_busy(with_notes: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine_module.PRAGMAS, "busy_timeout", ("50", "50"))
    impatient = open_engine(with_notes.url.render_as_string())
    with pytest.raises(StoreUnavailable) as refused, writing(with_notes), writing(impatient):
        pass
    assert refused.value.code == "busy"


def test_a_full_disk_is_reported_and_nothing_is_written(with_notes: Engine) -> None:
    with pytest.raises(StoreUnavailable) as refused, writing(with_notes) as db:
        db.execute(text(f"PRAGMA max_page_count = {db.execute(text('PRAGMA page_count')).scalar_one()}"))
        db.execute(text("CREATE TABLE big (data BLOB)"))
        db.execute(text("INSERT INTO big VALUES (zeroblob(100000))"))
    assert refused.value.code == "full"
    assert ids(with_notes) == []


def test_the_driver_begins_nothing_by_itself(with_notes: Engine) -> None:
    connection = with_notes.raw_connection()
    connection.cursor().execute("INSERT INTO notes VALUES (1)")
    connection.close()
    assert ids(with_notes) == [1]


def test_foreign_keys_hold(engine: Engine) -> None:
    with writing(engine) as db:
        db.execute(text("CREATE TABLE parents (id INTEGER PRIMARY KEY)"))
        db.execute(text("CREATE TABLE children (parent_id INTEGER REFERENCES parents (id))"))
    with pytest.raises(Exception, match="FOREIGN KEY"), writing(engine) as db:
        db.execute(text("INSERT INTO children VALUES (7)"))


def test_an_error_never_repeats_what_a_family_wrote(engine: Engine) -> None:
    words = "at my " + "sister's"  # in two, so that the line shown in the traceback does not hold it
    with pytest.raises(StoreUnavailable) as failed, writing(engine) as db:
        db.execute(text("INSERT INTO no_such_table VALUES (:words)"), {"words": words})
    assert words not in "".join(traceback.format_exception(failed.value))
