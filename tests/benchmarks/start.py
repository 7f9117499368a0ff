"""From the start of the process to the first answered page, with and without what an earlier start kept; memory.

Memory is what is resident (VmRSS), all of it counted, though code of libraries and kept files are shared by the processes
of one machine: the share of this process (Pss) stands beside it.
"""

import shutil
import time
from pathlib import Path

from tests.benchmarks.clients import ask_once
from tests.benchmarks.measure import Row, memory_mb, middle, own_memory_mb, process_cpu
from tests.benchmarks.site_folder import Site, page_path, running

_MISSPELT = "depresion affter a baby"  # what mends words is made when the first is to be mended
COLD_TO_WARM, WARM_SECONDS, MEMORY = 6.0, 1.0, 150.0


def measure_start(site: Site, *, times: int) -> list[Row]:
    """Return cold and warm starts in turns, the best of each (others use the machine too), and a worker's memory."""
    cold, warm = [], []
    for number in range(times):
        var = site.folder / f"var-{number}"
        cold.append(_start(site, var))
        warm.append(_start(site, var))
        shutil.rmtree(var)
    (cold_best, cold_cpu), (warm_best, warm_cpu) = min(cold), min(warm)
    note = f"cold {cold_best:.2f} s, {cold_cpu:.2f} s CPU; median {middle([each for each, _ in cold]):.2f} s"
    warm_note = f"{warm_cpu:.2f} s CPU; median {middle([each for each, _ in warm]):.2f} s"
    var = site.folder / "var-memory"
    return [
        Row.at_most("cold start to warm start", cold_best / warm_best, COLD_TO_WARM, note=note),
        Row.at_most("warm start to the first page", warm_best, WARM_SECONDS, unit=" s", note=warm_note),
        _measure_memory(site, var, "after a cold start"),
        _measure_memory(site, var, "after a warm start"),
    ]


def _start(site: Site, var: Path) -> tuple[float, float]:
    """Return the seconds to the first page, and the CPU seconds spent until then."""
    start = time.perf_counter()
    with running("portal", "serve", "public", environ=site.environ_with(var)) as (process, port):
        ask_once(port, page_path(site.words[0]))
        return time.perf_counter() - start, process_cpu(process.pid)


def _measure_memory(site: Site, var: Path, when: str) -> Row:
    with running("portal", "serve", "public", environ=site.environ_with(var)) as (process, port):
        idle = memory_mb(process.pid)
        told = []
        for locale in ("en", "ar"):
            for words in site.words[:50]:
                ask_once(port, page_path(words, locale))
            ask_once(port, page_path(_MISSPELT, locale))
            told.append(f"with {locale} {memory_mb(process.pid):.0f}")
        note = f"at start {idle:.0f}, {', '.join(told)}; its own share {own_memory_mb(process.pid):.0f} MB"
        name = f"memory of a worker, two locales, {when}"
        return Row.at_most(name, memory_mb(process.pid), MEMORY, unit=" MB", note=note)
