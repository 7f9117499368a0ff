"""A real PostgreSQL of the tests' own: Debian's server, installed when we may, never skipped."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from portal.bootstrap import install_debian_packages

PACKAGES = ("postgresql",)
USER = "portal"
_NOBODY = 65534  # PostgreSQL refuses to run as root
_IN_MEMORY = Path("/dev/shm")
_ROOM = 2**30  # bytes that one server with its tests' databases stays well below
_START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server that listens on a socket in `folder` (and on `port` of the loopback network where there is one).

    All it writes lies under `folder`.
    """

    folder: Path
    port: int | None = None

    @property
    def data(self) -> Path:
        """Return the folder of its files."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """Return the file of what it had to say."""
        return self.folder / "log"

    def address(self, database: str) -> str:
        """Return the DATABASE_URL of one of its databases."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def run(self, statement: str) -> None:
        """Run a statement that belongs to no database of its own, such as CREATE DATABASE."""
        with self.connect() as db:
            db.execute(statement.encode())

    @contextmanager
    def running_with(self, **settings: str) -> Iterator[None]:
        """Let the running server have other settings for a while."""
        before = {name: self._show(name) for name in settings}
        try:
            self._set(settings)
            yield
        finally:
            self._set(before)

    def _set(self, settings: Mapping[str, str]) -> None:
        for name, value in settings.items():
            self.run(f"ALTER SYSTEM SET {name} = '{value}'")
        self.run("SELECT pg_reload_conf()")
        while any(self._show(name) != value for name, value in settings.items()):
            time.sleep(0.01)

    def _show(self, name: str) -> str:
        with self.connect() as db:
            return str((db.execute(f"SHOW {name}".encode()).fetchone() or ("",))[0])

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """Connect as the owner of everything."""
        return psycopg.connect(host=str(self.folder), port=self.port, user=USER, dbname="postgres", autocommit=True)


def ensure_postgres() -> None:
    """Install the server when it is missing; where we may not, end with the line to run (or set POSTGRESQL=/its/bin)."""
    if not (server_programs() / "initdb").exists():
        install_debian_packages(*PACKAGES)


def server_programs() -> Path:
    """Return the folder of the server's programs: POSTGRESQL when set, else Debian's newest, else where PATH leads."""
    if named := os.environ.get("POSTGRESQL"):
        return Path(named)
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return debian[-1] if debian else Path(shutil.which("initdb") or "/nowhere/initdb").parent


@contextmanager
def running_server(*, port: int | None = None, parent: Path | None = None) -> Iterator[Server]:
    """Start a server with new data under `parent` (memory where there is room, else the disk); end it, delete all."""
    folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-", dir=parent or _roomy_folder()))
    try:
        server = Server(folder, port)
        _make_data(server)
        with _started(server):
            yield server
    finally:
        shutil.rmtree(folder)


def _roomy_folder() -> Path | None:
    """Return memory, where hundreds of databases are made and dropped in no time; None for the disk."""
    has_room = os.access(_IN_MEMORY, os.W_OK) and shutil.disk_usage(_IN_MEMORY).free > _ROOM
    return _IN_MEMORY if has_room else None


def _make_data(server: Server) -> None:
    ensure_postgres()
    if os.geteuid() == 0:
        os.chown(server.folder, _NOBODY, _NOBODY)
    kind = ("--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
    _run_program(server, "initdb", "--pgdata", str(server.data), *kind, "--no-sync").wait()


@contextmanager
def _started(server: Server) -> Iterator[None]:
    network = (f"port={server.port}", "listen_addresses=127.0.0.1") if server.port else ("listen_addresses=",)
    settings = (*network, f"unix_socket_directories={server.folder}", "max_wal_size=128MB")
    words = [word for setting in settings for word in ("-c", setting)]
    process = _run_program(server, "postgres", "-D", str(server.data), *words)
    try:
        _wait_until_it_answers(server, process)
        yield
    finally:
        process.terminate()
        process.wait(_START_SECONDS)


def _run_program(server: Server, name: str, *words: str) -> subprocess.Popen[bytes]:
    """Run a program as nobody when we are root; it ends with us however we end."""
    as_nobody = (f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups") if os.geteuid() == 0 else ()
    line = ["setpriv", *as_nobody, "--pdeathsig=INT", str(server_programs() / name), *words]
    with server.log.open("ab") as log:
        return subprocess.Popen(line, cwd=server.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _wait_until_it_answers(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"PostgreSQL did not start: {error}\n{server.log.read_text(errors='replace')}")
            time.sleep(0.02)
        else:
            return
