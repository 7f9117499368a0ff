"""The programs that rows need: installed when we may, never skipped."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from portal.bootstrap import install_debian_packages
from tests.browser import ensure_browser
from tests.postgres import ensure_postgres

# Playwright's own driver needs libatomic1, which a bare Debian lacks.
FULL_BROWSER = ("chromium", "libatomic1")


def ensure_programs(rows: Iterable[str]) -> None:
    """Install what the rows need and is missing; where we may not, end with the line to run."""
    wanted = set(rows)
    if "synced" in wanted and not shutil.which("strace"):
        install_debian_packages("strace")
    if "device" in wanted and not Path(full_browser()).exists():
        install_debian_packages(*FULL_BROWSER)
    if wanted & {"points", "twice", "stopped", "bite"}:
        ensure_postgres()
    if "bite" in wanted:
        ensure_browser()


def full_browser() -> str:
    """Return the path of the whole Chromium: FULL_CHROMIUM when set, else Debian's. The headless shell keeps no pages."""
    return os.environ.get("FULL_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
