import traceback
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, Integer, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.store.transactions import StoreUnavailable, reading, writing
from tests.engines import Databases

notes = table("notes", column("id", Integer))


@pytest.fixture
def with_notes(engine: Engine) -> Engine:
    with writing(engine) as db:
        db.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT NOT NULL DEFAULT '')"))
    return engine


def ids(engine: Engine) -> list[int]:
    with reading(engine) as db:
        return list(db.execute(select(notes.c.id).order_by(notes.c.id)).scalars())


def add(engine: Engine, number: int) -> None:
    with writing(engine) as db:
        db.execute(notes.insert().values(id=number))


def test_what_was_written_is_there_for_another_process(with_notes: Engine, databases: Databases) -> None:
    add(with_notes, 1)
    assert ids(databases.again(with_notes)) == [1]


def test_a_block_that_raises_leaves_nothing(with_notes: Engine) -> None:
    with pytest.raises(LookupError), writing(with_notes) as db:
        db.execute(notes.insert().values(id=1))
        raise LookupError
    assert ids(with_notes) == []


def test_making_a_table_is_undone_too(engine: Engine) -> None:
    with pytest.raises(LookupError), writing(engine) as db:
        db.execute(text("CREATE TABLE leftovers (id INTEGER)"))
        raise LookupError
    assert "leftovers" not in inspect(engine).get_table_names()


def test_reading_cannot_write(with_notes: Engine) -> None:
    with pytest.raises(StoreUnavailable) as refused, reading(with_notes) as db:
        db.execute(notes.insert().values(id=1))
    assert refused.value.code == "read_only"
    add(with_notes, 2)  # the same connection, out of the pool again
    assert ids(with_notes) == [2]


def test_reading_sees_one_state_from_beginning_to_end(with_notes: Engine, impatient: Engine) -> None:
    with ThreadPoolExecutor(1) as pool, reading(with_notes) as db:
        assert db.execute(select(notes.c.id)).all() == []
        written = pool.submit(add, impatient, 1)  # PostgreSQL lets it through, SQLite keeps it waiting
        assert written.exception(10) is None or "busy" in str(written.exception())
        assert db.execute(select(notes.c.id)).all() == []


def test_a_lock_that_is_not_given_up_is_reported_as_busy(with_notes: Engine, impatient: Engine) -> None:
    with pytest.raises(StoreUnavailable) as refused, writing(with_notes) as db:
        db.execute(notes.insert().values(id=1))
        add(impatient, 1)
    assert refused.value.code == "busy"


def test_what_points_nowhere_is_refused(engine: Engine) -> None:
    with writing(engine) as db:
        db.execute(text("CREATE TABLE parents (id INTEGER PRIMARY KEY)"))
        db.execute(text("CREATE TABLE children (parent_id INTEGER REFERENCES parents (id))"))
    with pytest.raises(IntegrityError), writing(engine) as db:
        db.execute(text("INSERT INTO children VALUES (7)"))


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO no_such_table (words) VALUES (:words)",
        "INSERT INTO notes (id, words) VALUES (7, :words)",
        "INSERT INTO notes (id, words) SELECT NULL, :words",
        "UPDATE notes SET words = :words, id = NULL",
        "INSERT INTO notes (id, words) VALUES (8, :words), (8, :words)",
    ],
)
def test_an_error_never_repeats_what_a_family_wrote(with_notes: Engine, statement: str) -> None:
    words = "at my " + "sister's"  # in two, so that the line shown in the traceback does not hold it
    with writing(with_notes) as db:
        db.execute(text("CREATE UNIQUE INDEX once ON notes (words)"))
        db.execute(text("INSERT INTO notes (id, words) VALUES (1, :words)"), {"words": words})
    with pytest.raises((StoreUnavailable, DBAPIError)) as failed, writing(with_notes) as db:
        db.execute(text(statement), {"words": words})
    assert words not in "".join(traceback.format_exception(failed.value))
