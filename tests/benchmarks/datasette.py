"""Datasette in an environment of its own, serving the same services with full-text search and facets."""

import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from portal.catalogue.load import load_catalogue
from portal.search.words.text import cut
from tests.benchmarks.clients import ask_once
from tests.benchmarks.words import STOPPED

_FACETS = ("need", "cost", "delivery")
_SETTINGS = ("suggest_facets", "off", "default_cache_ttl", "0", "sql_time_limit_ms", "10000")


@contextmanager
def serve_datasette(folder: Path, words: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Install and start Datasette; give its process's id, its port and the paths of its pages."""
    environment = folder / "datasette"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    subprocess.run([environment / "bin" / "pip", "install", "--quiet", "datasette"], check=True)
    _write_database(folder)
    port = _find_free_port()
    settings = [word for at in range(0, len(_SETTINGS), 2) for word in ("--setting", *_SETTINGS[at : at + 2])]
    command = [
        str(environment / "bin" / "datasette"),
        "serve",
        str(folder / "services.db"),
        "--port",
        str(port),
        *settings,
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_until_ready(port)
            yield process.pid, port, [_path(each) for each in words[:60]]
        finally:
            process.terminate()


def _write_database(folder: Path) -> None:
    services = load_catalogue(folder / "catalogue").catalogue.services.values()
    db = sqlite3.connect(folder / "services.db")
    with db:
        db.execute("CREATE TABLE services(id TEXT, name TEXT, description TEXT, need TEXT, cost TEXT, delivery TEXT)")
        rows = [(s.id, s.name, s.description, s.needs[0], str(s.cost), str(s.delivery[0])) for s in services]
        db.executemany("INSERT INTO services VALUES (?, ?, ?, ?, ?, ?)", rows)
        db.execute(
            "CREATE VIRTUAL TABLE services_fts USING fts5(name, description, content=services, tokenize='porter unicode61')"
        )
        db.execute("INSERT INTO services_fts(services_fts) VALUES ('rebuild')")
    db.close()


def _path(words: str) -> str:
    telling = [word for word in cut(words) if word not in STOPPED] or ["families"]
    fields = [("_search", " OR ".join(telling)), ("_searchmode", "raw"), ("_size", "20")]
    return f"/services/services?{urlencode([*fields, *(('_facet', each) for each in _FACETS)])}"


def _find_free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_ready(port: int) -> None:
    for _ in range(300):
        try:
            ask_once(port, "/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("Datasette did not start.")
