"""TLS with a real server at 0.0.0.0, which leads to this machine but is not one of its own addresses."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.store.engine import open_engine
from portal.store.transactions import StoreUnavailable, reading
from tests.certificates import make_certificate
from tests.postgres import USER, Server, running_server

HOST = "0.0.0.0"  # noqa: S104 - connected to, not listened on


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with running_server(port=port) as server:
        yield server


@contextmanager
def encrypted(server: Server, folder: Path, name: str = HOST) -> Iterator[Path]:
    """Give the server a certificate for `name`, and yield that of its issuer, which is itself."""
    certificate = make_certificate(folder / "server.pem", name, 1)
    theirs = server.folder / "server.pem"
    shutil.copy(certificate, theirs)
    theirs.chmod(0o600)
    os.chown(theirs, server.data.stat().st_uid, -1)
    with server.running_with(ssl="on", ssl_cert_file=str(theirs), ssl_key_file=str(theirs)):
        yield certificate


def is_encrypted(server: Server, rest: str = "") -> bool:
    """Connect as the portal does and tell whether what goes over the network is encrypted."""
    engine = open_engine(f"postgresql://{USER}@{HOST}:{server.port}/postgres{rest}")
    try:
        with reading(engine) as db:
            return bool(db.execute(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")).scalar_one())
    finally:
        engine.dispose()


def test_a_server_whose_issuer_we_trust_for_its_name_is_used_encrypted(server: Server, tmp_path: Path) -> None:
    with encrypted(server, tmp_path) as issuer:
        assert is_encrypted(server, f"?sslrootcert={issuer}")


def test_a_server_with_another_ones_certificate_is_refused(server: Server, tmp_path: Path) -> None:
    with encrypted(server, tmp_path, "192.0.2.7") as issuer, pytest.raises(StoreUnavailable):
        is_encrypted(server, f"?sslrootcert={issuer}")


def test_a_server_whose_issuer_nobody_knows_is_refused_unless_said_otherwise(server: Server, tmp_path: Path) -> None:
    with encrypted(server, tmp_path):
        with pytest.raises(StoreUnavailable):
            is_encrypted(server)
        assert is_encrypted(server, "?sslmode=require")


@pytest.mark.parametrize("rest", ["", "?sslmode=require", "?sslmode=verify-full"])
def test_a_server_without_tls_gets_nothing(server: Server, rest: str) -> None:
    with pytest.raises(StoreUnavailable):
        is_encrypted(server, rest)
