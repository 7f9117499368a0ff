import sys

import pytest

from portal.store.engine import open_engine
from portal.store.errors import UnsafeStore
from portal.store.transactions import StoreUnavailable, reading


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sqlite://", "not_a_file"),
        ("sqlite:///:memory:", "not_a_file"),
        ("sqlite:///file:x?mode=memory&uri=true", "not_a_file"),
        ("mysql://host/name", "unknown_database"),
        ("postgresql+psycopg2://host/name", "unknown_database"),
        ("portal.sqlite3", "unknown_database"),
    ],
)
def test_a_database_that_keeps_nothing_or_that_nobody_tested_is_refused(url: str, code: str) -> None:
    with pytest.raises(UnsafeStore) as refused:
        open_engine(url)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_address_may_be_written_as_people_write_it(kind: str) -> None:
    assert open_engine(f"{kind}://portal@localhost/portal").driver == "psycopg"


def test_without_its_driver_postgresql_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("portal.store.postgresql")
    monkeypatch.delitem(sys.modules, "portal.store.postgresql")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UnsafeStore, match="pip install"):
        open_engine("postgresql://localhost/portal")


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://portal@db.council.example/portal", "verify-full"),
        ("postgresql://portal@192.0.2.7/portal", "verify-full"),
        ("postgresql://portal@/portal?host=db.council.example", "verify-full"),
        ("postgresql://portal@db.council.example/portal?sslmode=require", "require"),
        ("postgresql://portal@localhost/portal", None),
        ("postgresql://portal@127.0.0.1/portal", None),
        ("postgresql://portal@[::1]/portal", None),
        ("postgresql:///portal?host=/run/postgresql", None),
    ],
)
def test_over_a_network_the_servers_certificate_is_verified(address: str, mode: str | None) -> None:
    assert open_engine(address).url.query.get("sslmode") == mode


def test_a_server_that_is_not_there_is_reported() -> None:
    with pytest.raises(StoreUnavailable, match="failed"), reading(open_engine("postgresql:///portal?host=/nowhere")):
        pass


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_nothing_crosses_a_network_in_clear(mode: str) -> None:
    with pytest.raises(UnsafeStore) as refused:
        open_engine(f"postgresql://portal@db.council.example/portal?sslmode={mode}")
    assert refused.value.code == "no_tls"
