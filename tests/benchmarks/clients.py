"""Browsers that ask one page after the other over kept connections, in a process of their own."""

import http.client
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

CLIENTS = 4
_SPAWN = multiprocessing.get_context("spawn")


Asked = tuple[float, float]  # when by time.monotonic(), and how long the answer took, in seconds


def ask_for(port: int, paths: Sequence[str], seconds: float) -> list[float]:
    """Return how long each answer took, asking for `seconds` from all clients at once."""
    return [took for _when, took in ask_timed(port, paths, seconds)]


def ask_timed(port: int, paths: Sequence[str], seconds: float) -> list[Asked]:
    """Return the same with the time when each was asked for."""
    with _SPAWN.Pool(1) as pool:
        return pool.apply(_ask_all, (port, list(paths), seconds))


def ask_once(port: int, path: str) -> float:
    """Return how long one answer takes on a new connection; anything but 200 raises."""
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        _ask(connection, path)
    finally:
        connection.close()
    return time.perf_counter() - start


def _ask_all(port: int, paths: list[str], seconds: float) -> list[Asked]:
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as pool:
        asking = [pool.submit(_ask_until, port, paths[number:] + paths[:number], end) for number in range(CLIENTS)]
        return [one for each in asking for one in each.result()]


def _ask_until(port: int, paths: list[str], end: float) -> list[Asked]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    asked = []
    for path in cycle(paths):
        start = time.monotonic()
        if start >= end:
            break
        _ask(connection, path)
        asked.append((start, time.monotonic() - start))
    connection.close()
    return asked


def _ask(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
