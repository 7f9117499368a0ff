import pytest
from sqlalchemy import Engine, text

from portal.store import postgresql
from portal.store.engine import refuse_unsafe
from portal.store.errors import UnsafeStore
from portal.store.transactions import StoreUnavailable, reading, writing
from tests.engines import Databases, on_postgresql
from tests.postgres import Server

pytestmark = on_postgresql


def show(engine: Engine, name: str) -> str:
    with writing(engine) as db:
        return str(db.execute(text(f"SHOW {name}")).scalar_one())


def prefer(engine: Engine, name: str, value: str) -> None:
    """Let the database's administrator prefer a setting."""
    with writing(engine) as db:
        database = db.execute(text("SELECT current_database()")).scalar_one()
        db.execute(text(f"ALTER DATABASE {database} SET {name} = '{value}'"))
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "unsafe"),
    [
        ("synchronous_commit", "off"),
        ("synchronous_commit", "local"),
        ("TimeZone", "America/New_York"),
        ("lock_timeout", "0"),
        ("statement_timeout", "0"),
        ("idle_in_transaction_session_timeout", "0"),
    ],
)
def test_every_connection_keeps_the_promise_whatever_the_server_prefers(engine: Engine, name: str, unsafe: str) -> None:
    prefer(engine, name, unsafe)
    connections = [engine.raw_connection() for _ in range(3)]
    found = [db.cursor().execute(f"SHOW {name}").fetchone()[0] for db in connections]
    for db in connections:
        db.close()
    assert found == [postgresql.SETTINGS[name][0]] * 3


def test_a_server_that_promises_more_is_left_alone(engine: Engine) -> None:
    prefer(engine, "synchronous_commit", "remote_apply")
    assert show(engine, "synchronous_commit") == "remote_apply"


@pytest.mark.parametrize("preferred", ["serializable", "read committed"])
def test_writing_and_reading_do_not_depend_on_the_servers_isolation(engine: Engine, preferred: str) -> None:
    prefer(engine, "default_transaction_isolation", preferred)
    assert show(engine, "transaction_isolation") == "read committed"
    with reading(engine) as db:
        assert db.execute(text("SHOW transaction_isolation")).scalar_one() == "repeatable read"
    assert show(engine, "transaction_isolation") == "read committed"


@pytest.mark.parametrize("name", ["fsync", "full_page_writes"])
def test_a_server_that_would_lose_commits_with_the_power_is_refused(engine: Engine, server: Server, name: str) -> None:
    with server.running_with(**{name: "off"}):
        engine.dispose()
        with pytest.raises(UnsafeStore, match=name):
            refuse_unsafe(engine)
    refuse_unsafe(engine)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [("OLDEST", 990_000, "server_version"), ("_is_here", lambda _host: False, "no_tls")],
)
def test_a_server_too_old_or_reached_in_clear_over_a_network_is_refused(
    databases: Databases, engine: Engine, monkeypatch: pytest.MonkeyPatch, name: str, value: object, code: str
) -> None:
    other = databases.again(engine)
    monkeypatch.setattr(postgresql, name, value)
    with pytest.raises(UnsafeStore) as refused:
        refuse_unsafe(other)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "full"),
        ("40001", "busy"),
        ("40P01", "busy"),
        ("53300", "busy"),
        ("57014", "busy"),
        ("25P03", "busy"),
        ("25006", "read_only"),
        ("58030", "failed"),
        ("57P01", "failed"),
    ],
)
def test_what_the_server_reports_has_a_code(engine: Engine, state: str, code: str) -> None:
    with pytest.raises(StoreUnavailable) as failed, writing(engine) as db:
        db.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"))
    assert failed.value.code == code


def test_a_statement_that_never_ends_is_ended(
    databases: Databases, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgresql.SETTINGS, "statement_timeout", ("50ms",))
    with pytest.raises(StoreUnavailable, match="busy"), writing(databases.again(engine)) as db:
        db.execute(text("SELECT pg_sleep(10)"))


def test_after_a_connection_broke_nothing_was_written_and_the_next_one_works(engine: Engine, server: Server) -> None:
    with pytest.raises(StoreUnavailable, match="failed"), writing(engine) as db:
        db.execute(text("CREATE TABLE leftovers (id INTEGER)"))
        number = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
        server.run(f"SELECT pg_terminate_backend({number}, 1000)")
        db.execute(text("SELECT 1"))
    with reading(engine) as db:
        assert db.execute(text("SELECT to_regclass('leftovers')")).scalar_one() is None


def test_connections_that_died_while_nobody_used_them_are_made_anew(engine: Engine, server: Server) -> None:
    assert show(engine, "TimeZone") == "UTC"
    name = engine.url.database
    server.run(f"SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity WHERE datname = '{name}'")
    assert show(engine, "TimeZone") == "UTC"


def test_the_servers_log_repeats_no_values(engine: Engine, server: Server) -> None:
    words = "at my sister's"
    with pytest.raises(StoreUnavailable), writing(engine) as db:
        db.execute(text("INSERT INTO no_such_table VALUES (:words)"), {"words": words})
    assert "no_such_table" in server.log.read_text()
    assert words not in server.log.read_text()
