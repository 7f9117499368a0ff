"""Each engine in a process of its own: builds in one, answers in another, so that memory is its own."""

import importlib
import multiprocessing
import pickle
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from tests.benchmarks.measure import memory_mb
from tests.benchmarks.pages import Page
from tests.benchmarks.world import World

OURS, FTS5, TANTIVY, WHOOSH = "ours", "fts5", "tantivy", "whoosh_documented"
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Timed:
    """Pages answered: the CPU seconds and the total of each."""

    seconds: tuple[float, ...]
    totals: tuple[int, ...]


class Contender:
    """One engine over one catalogue. Use it in a `with`."""

    def __init__(self, name: str, world: Path, folder: Path) -> None:
        self.name = name
        folder.mkdir()
        self.build_seconds = float(self._ask_once(_build, name, world, folder))
        self.index_mb = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
        self._connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, name, world, folder), daemon=True)
        self._process.start()
        self.open_seconds, self.memory_mb = self._connection.recv()

    def __enter__(self) -> "Contender":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.send(None)
        self._process.join()

    def answer(self, pages: Sequence[Page]) -> Timed:
        """Answer `pages`, one after the other."""
        self._connection.send(pages)
        timed: Timed
        timed, self.memory_mb = self._connection.recv()
        return timed

    @staticmethod
    def _ask_once(target: Callable[..., None], *args: object) -> float:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=target, args=(theirs, *args))
        process.start()
        value: float = ours.recv()
        process.join()
        return value


def _build(connection: Connection, name: str, world: Path, folder: Path) -> None:
    module, loaded = importlib.import_module(f"tests.benchmarks.peers.{name}"), _load(world)
    start = time.process_time()
    module.build(loaded, folder)
    connection.send(time.process_time() - start)


def _serve(connection: Connection, name: str, world: Path, folder: Path) -> None:
    module = importlib.import_module(f"tests.benchmarks.peers.{name}")
    loaded = _load(world) if name == OURS else None  # a peer's pages need nothing but its index
    start = time.process_time()
    engine = module.Engine(loaded, folder)
    connection.send((time.process_time() - start, memory_mb()))
    while pages := connection.recv():
        connection.send((_time_pages(engine, pages), memory_mb()))


def _time_pages(engine, pages: Sequence[Page]) -> Timed:  # type: ignore[no-untyped-def]  # each peer's own class
    seconds, totals = [], []
    for page in pages:
        start = time.process_time()
        answer = engine.answer(page)
        seconds.append(time.process_time() - start)
        totals.append(answer.total)
    return Timed(tuple(seconds), tuple(totals))


def _load(world: Path) -> World:
    loaded: World = pickle.loads(world.read_bytes())  # noqa: S301 - written by the process that started this one
    return loaded
