"""A changed catalogue is taken up while pages are asked for: none may fail, none wait."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from threading import Timer
from urllib.request import urlopen

from tests.benchmarks.clients import CLIENTS, ask_for, ask_once
from tests.benchmarks.measure import Row, share_at
from tests.benchmarks.site_folder import Site, page_path, running

SLOWER = 2.0  # x the quiet p99
SLOWEST = 500.0  # milliseconds
_WARMING = 40
_NAME = "A Changed Line"
_AFTER = 1.0  # seconds of asking before the change


def measure_change(site: Site, *, seconds: float) -> list[Row]:
    """Return how slow pages are while a change is built and swapped in, beside as many seconds of quiet."""
    catalogue = site.folder / "changing"
    shutil.copytree(site.folder / "catalogue", catalogue)
    environ = site.environ | {"PORTAL_CATALOGUE": str(catalogue)}
    paths = [page_path(words, locale) for words in site.words[:_WARMING] for locale in ("en", "ar")]
    with running("portal", "serve", "public", environ=environ) as (_process, port):
        for path in paths:
            ask_once(port, path)
        quiet = ask_for(port, paths, seconds)
        Timer(_AFTER, _change, [catalogue / "services" / "childline.yaml"]).start()
        changed = ask_for(port, paths, seconds)
        shown = _look(port)
    shutil.rmtree(catalogue)
    return [_compare(quiet, changed), _tell_slowest(changed, quiet), shown]


def _change(service: Path) -> None:
    lines = service.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("name:")]
    service.write_text("\n".join([f"name: {_NAME}", *kept, ""]), encoding="utf-8")


def _look(port: int) -> Row:
    """Return whether the change was built and swapped in while pages were asked for."""
    with urlopen(f"http://127.0.0.1:{port}/en/services/childline") as answer:
        is_shown = _NAME in answer.read().decode()
    return Row("the change is shown by then", "yes" if is_shown else "no", "yes", is_shown)


def _compare(quiet: Sequence[float], changed: Sequence[float]) -> Row:
    before, during = share_at(quiet, 0.99), share_at(changed, 0.99)
    note = f"{during * 1e3:.1f} ms beside {before * 1e3:.1f} ms, {CLIENTS} clients, {len(changed)} pages, none failed"
    return Row.at_most("p99 while a changed catalogue is taken up", during / before, SLOWER, note=note)


def _tell_slowest(changed: Sequence[float], quiet: Sequence[float]) -> Row:
    note = f"quiet {max(quiet) * 1e3:.0f} ms"
    return Row.at_most("slowest page meanwhile", max(changed) * 1e3, SLOWEST, unit=" ms", note=note)
