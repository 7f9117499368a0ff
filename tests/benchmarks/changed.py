"""A changed catalogue is taken up while pages are asked for: soon, none may fail, none wait."""

import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

from tests.benchmarks.clients import CLIENTS, ask_for, ask_once, ask_timed
from tests.benchmarks.measure import Row, share_at
from tests.benchmarks.site_folder import Site, page_path, running

LATEST = 60.0  # seconds until a change is shown, at full load
SLOWER = 2.0  # x the quiet p99
SLOWEST = 500.0  # milliseconds
_WARMING = 40
_NAME = "A Changed Line"
_AFTER = 1.0  # seconds of asking before the change
_LOOK = 0.5  # seconds between two looks whether it is shown


def measure_change(site: Site, *, seconds: float) -> list[Row]:
    """Return how soon a change is shown and how slow pages are until then, beside as many seconds of quiet."""
    catalogue = site.folder / "changing"
    shutil.copytree(site.folder / "catalogue", catalogue)
    environ = site.environ | {"PORTAL_CATALOGUE": str(catalogue)}
    paths = [page_path(words, locale) for words in site.words[:_WARMING] for locale in ("en", "ar")]
    with running("portal", "serve", "public", environ=environ) as (_process, port), ThreadPoolExecutor(1) as pool:
        for path in paths:
            ask_once(port, path)
        quiet = ask_for(port, paths, seconds)
        changing = pool.submit(_change_and_look, catalogue / "services" / "childline.yaml", port, seconds)
        asked = ask_timed(port, paths, seconds)
        changed_at, shown_at = changing.result()
    shutil.rmtree(catalogue)
    until = shown_at or changed_at + seconds
    changed = [took for when, took in asked if changed_at <= when <= until]
    return [
        _compare(quiet, changed),
        _tell_slowest([took for _when, took in asked], quiet),
        _tell(changed_at, shown_at),
    ]


def _change_and_look(service: Path, port: int, seconds: float) -> tuple[float, float | None]:
    """Return when the service was changed, and when that was shown."""
    time.sleep(_AFTER)
    lines = service.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("name:")]
    service.write_text("\n".join([f"name: {_NAME}", *kept, ""]), encoding="utf-8")
    changed_at = time.monotonic()
    while time.monotonic() < changed_at + seconds - _AFTER:
        with urlopen(f"http://127.0.0.1:{port}/en/services/childline") as answer:
            if _NAME in answer.read().decode():
                return changed_at, time.monotonic()
        time.sleep(_LOOK)
    return changed_at, None


def _tell(changed_at: float, shown_at: float | None) -> Row:
    name = "a change is shown while pages are asked for"
    if shown_at is None:
        return Row(name, "not within the time of asking", f"<= {LATEST:g} s", is_ok=False)
    return Row.at_most(name, shown_at - changed_at, LATEST, unit=" s")


def _compare(quiet: Sequence[float], changed: Sequence[float]) -> Row:
    before, during = share_at(quiet, 0.99), share_at(changed, 0.99)
    note = f"{during * 1e3:.1f} ms beside {before * 1e3:.1f} ms, {CLIENTS} clients, {len(changed)} pages, none failed"
    return Row.at_most("p99 until a changed catalogue is shown", during / before, SLOWER, note=note)


def _tell_slowest(changed: Sequence[float], quiet: Sequence[float]) -> Row:
    note = f"quiet {max(quiet) * 1e3:.0f} ms"
    return Row.at_most("slowest page meanwhile and after", max(changed) * 1e3, SLOWEST, unit=" ms", note=note)
