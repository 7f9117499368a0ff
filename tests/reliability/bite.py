"""Sabotaged builds: each breaks one promise, and the test or row that stands for it has to go red."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.reliability.copies import make_copy, python_of, site_of
from tests.reliability.sabotage import SABOTAGES, Sabotage
from tests.reliability.site import make_site
from tests.reliability.table import Row, Run

AT_ONCE = 2
PASSED, FAILED = 0, 1  # of pytest; anything else is neither
LONGEST = 600  # seconds for one build's tests


def measure(run: Run) -> Iterator[Row]:
    """Try every sabotaged build, and first the sound one, which has to pass all of it."""
    sound = make_copy(run.room("sound"))
    tests, watched = [test for each in SABOTAGES for test in each.tests], [each for each in SABOTAGES if each.is_sound]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        passing = pool.submit(_passes, sound, tests)
        holding = pool.map(lambda each: _holds(run, each, sound, "sound"), watched)
        caught = list(pool.map(lambda each: _is_caught(run, each), SABOTAGES))
    faults = [] if passing.result() and all(holding) else ["the sound build fails"]
    faults += [f"not caught: {each.name}" for each, is_caught in zip(SABOTAGES, caught, strict=True) if not is_caught]
    told = f"{sum(caught)} of {len(SABOTAGES)} caught{''.join(f'; {fault}' for fault in faults)}"
    yield Row("the tests bite", f"{len(SABOTAGES)} sabotaged builds, {len(SABOTAGES)} caught", told, not faults)


def _is_caught(run: Run, sabotage: Sabotage) -> bool:
    copy = make_copy(run.room(_slug(sabotage)), sabotage.changes)
    if sabotage.is_sound:
        return not _holds(run, sabotage, copy, "sabotaged")
    return not _passes(copy, sabotage.tests)


def _holds(run: Run, sabotage: Sabotage, copy: Path, build: str) -> bool:
    site = site_of(make_site(run.room(f"site-{build}-{_slug(sabotage)}")), copy)
    return sabotage.is_sound is not None and sabotage.is_sound(site)


def _passes(copy: Path, tests: Sequence[str]) -> bool:
    """Run tests of a copy on SQLite; raise where they neither pass nor fail."""
    words = ("-q", "-n0", "-p", "no:cacheprovider", "-k", "not postgresql", *tests)
    done = subprocess.run(
        [python_of(copy), "-m", "pytest", *words],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    has_failed = any(line.startswith("FAILED ") for line in done.stdout.splitlines())
    if done.returncode != PASSED and not (done.returncode == FAILED and has_failed):
        raise RuntimeError(f"the tests of {copy.name} did not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode == PASSED


def _slug(sabotage: Sabotage) -> str:
    return sabotage.name.replace(" ", "-")
