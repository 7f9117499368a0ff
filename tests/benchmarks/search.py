"""`python3 -m tests.benchmarks.search`: how fast the search is, beside others, and whether it is as fast as it must be."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.compare import compare
from tests.benchmarks.equality import compare_with_whoosh
from tests.benchmarks.measure import Row, print_table
from tests.benchmarks.profiling import print_profile
from tests.benchmarks.typos import measure_typos
from tests.benchmarks.world import World, make_world

if TYPE_CHECKING:  # what the web needs is imported where it is measured: engines' processes stay small
    from tests.benchmarks.site_folder import Site

SIZES = (1_000, 5_000, 20_000, 100_000)
SITE_SIZE = 5_000  # services of the catalogue that is measured as a site


@dataclass(frozen=True)
class Run:
    """What was asked for, and where there is room to work."""

    sizes: tuple[int, ...]
    is_quick: bool
    has_datasette: bool
    folder: Path

    def engines(self) -> Iterator[Row]:
        """Compare engines at every size."""
        for size in self.sizes:
            (room := self.folder / f"engines-{size}").mkdir()
            yield from compare(
                make_world(size), room, rounds=3 if self.is_quick else 9, batch=20 if self.is_quick else 40
            )
            shutil.rmtree(room)

    def equality(self) -> Iterator[Row]:
        """Compare with Whoosh's own search."""
        yield from compare_with_whoosh(self._world(), self.folder / "equality", queries=30 if self.is_quick else 120)

    def typos(self) -> Iterator[Row]:
        """Mend slips."""
        yield from measure_typos(self._world(), self.folder / "index", slips=300)

    def page(self) -> Iterator[Row]:
        """Measure a results page in process."""
        from tests.benchmarks.web_page import measure_page

        yield from measure_page(self._site(), queries=20 if self.is_quick else 80)

    def served(self) -> Iterator[Row]:
        """Measure the real server, beside Datasette where wished."""
        from tests.benchmarks.served import measure_served

        yield from measure_served(self._site(), seconds=2 if self.is_quick else 8, has_datasette=self.has_datasette)

    def half_sent(self) -> Iterator[Row]:
        """Hold half-sent requests open."""
        from tests.benchmarks.half_sent import measure_half_sent

        yield from measure_half_sent(self._site())

    def start(self) -> Iterator[Row]:
        """Measure starts and the memory of a worker."""
        from tests.benchmarks.start import measure_start

        yield from measure_start(self._site(), times=1 if self.is_quick else 5)

    def changed(self) -> Iterator[Row]:
        """Change the catalogue of a running site."""
        from tests.benchmarks.changed import measure_change

        yield from measure_change(self._site(), seconds=20 if self.is_quick else 60)

    def profile(self) -> Iterator[Row]:
        """Print where our own search spends its time."""
        for size in self.sizes:
            print_profile(make_world(size), self.folder / "index", pages=100)
        yield from ()

    def _world(self) -> World:
        return make_world(min(self.sizes) if self.is_quick else SITE_SIZE)

    def _site(self) -> "Site":
        from tests.benchmarks.site_folder import make_site

        return make_site(make_world(1_000 if self.is_quick else SITE_SIZE), self.folder / "site")


STEPS: dict[str, Callable[[Run], Iterator[Row]]] = {
    "engines": Run.engines,
    "equality": Run.equality,
    "typos": Run.typos,
    "page": Run.page,
    "served": Run.served,
    "half-sent": Run.half_sent,
    "start": Run.start,
    "changed": Run.changed,
}


def main() -> int:
    """Measure what was asked for and print one table; return 1 when a target is missed."""
    asked = _read_arguments()
    rows: list[Row] = []
    try:
        with tempfile.TemporaryDirectory(prefix="search-benchmark-") as folder:
            run = Run(asked.sizes, asked.quick, asked.datasette, Path(folder))
            for name, step in {**STEPS, "profile": Run.profile}.items():
                if name in (asked.only or STEPS):
                    print(f"measuring: {name} ...", file=sys.stderr, flush=True)
                    rows += step(run)
    finally:  # what was measured before a failure is worth reading too
        print_table(rows)
    return 1 if any(row.is_ok is False for row in rows) else 0


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.benchmarks.search", description=__doc__)
    parser.add_argument("--sizes", type=_read_sizes, default=SIZES, help="services, for example 1000,5000")
    parser.add_argument(
        "--only", action="append", choices=[*STEPS, "profile"], help="may be repeated; default: all but profile"
    )
    parser.add_argument(
        "--quick", action="store_true", help="few rounds and a small site: to try a change, not to judge it"
    )
    parser.add_argument(
        "--datasette", action="store_true", help="install Datasette aside and serve the same services with it"
    )
    return parser.parse_args()


def _read_sizes(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
