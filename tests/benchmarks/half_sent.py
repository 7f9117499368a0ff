"""Requests that never end must not hold up the others."""

import socket
import time
from contextlib import ExitStack

from tests.benchmarks.clients import ask_once
from tests.benchmarks.measure import Row, show_ms
from tests.benchmarks.site_folder import Site, page_path, running

SOCKETS = 200
SLOWEST = 500.0  # milliseconds
_PAGES = 40
_HALF = b"POST /en/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Le"


def measure_half_sent(site: Site) -> list[Row]:
    """Return the slowest of some pages while many half-sent requests are open."""
    with running("portal", "serve", "public", environ=site.environ) as (_process, port), ExitStack() as stack:
        paths = [page_path(words) for words in site.words[:_PAGES]]
        quiet = [ask_once(port, path) for path in paths for _ in range(2)]
        for _ in range(SOCKETS):
            half = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            half.sendall(_HALF)
        time.sleep(0.5)  # let the server take them all in
        try:
            held = [ask_once(port, path) for path in paths]
        except OSError as error:
            return [Row(f"{SOCKETS} half-sent requests", f"no answer: {error}", "answered", is_ok=False)]
    note = f"{show_ms(held)}; quiet {show_ms(quiet[1::2])}"
    return [
        Row.at_most(
            f"slowest page beside {SOCKETS} half-sent requests", max(held) * 1e3, SLOWEST, unit=" ms", note=note
        )
    ]
