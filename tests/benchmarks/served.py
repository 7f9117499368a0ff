"""Results pages through the real server, beside "hello" on the same server and beside Datasette."""

from collections.abc import Sequence

from tests.benchmarks.clients import CLIENTS, ask_for, ask_once
from tests.benchmarks.datasette import serve_datasette
from tests.benchmarks.measure import Row, process_cpu, share_at
from tests.benchmarks.site_folder import Site, page_path, running

_WARMING = 60


def measure_served(site: Site, *, seconds: float, has_datasette: bool) -> list[Row]:
    """Return requests a second, the slow end and the server's CPU a request, of each."""
    paths = [page_path(words, locale) for words in site.words[:_WARMING] for locale in ("en", "ar")]
    with running("tests.benchmarks.hello") as (process, port):
        rows = [_measure("hello", process.pid, port, ["/"], seconds)]
    with running("portal", "serve", "public", environ=site.environ) as (process, port):
        rows.append(_measure("results page", process.pid, port, paths, seconds))
    if has_datasette:
        with serve_datasette(site.folder, site.words) as (pid, port, pages):
            rows.append(_measure("the same services in Datasette", pid, port, pages, seconds))
    return rows


def _measure(name: str, pid: int, port: int, paths: Sequence[str], seconds: float) -> Row:
    for path in paths:
        ask_once(port, path)
    before = process_cpu(pid)
    took = ask_for(port, paths, seconds)
    cpu = (process_cpu(pid) - before) / len(took)
    reached = (
        f"{len(took) / seconds:.0f} requests a second, p99 {share_at(took, 0.99) * 1e3:.1f} ms, {cpu * 1e6:.0f} us CPU"
    )
    return Row(f"{name}, served to {CLIENTS} clients", reached)
