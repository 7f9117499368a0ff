"""A real browser for the journeys: Debian's headless Chromium, installed when we may, never skipped."""

import os
import shutil
from pathlib import Path

from portal.bootstrap import install_debian_packages

# Playwright's own driver needs libatomic1, which a bare Debian lacks; without the fonts Arabic is boxes.
PACKAGES = ("chromium-headless-shell", "fonts-noto-core", "libatomic1")


def browser_path() -> str | None:
    """Return the browser's path: CHROMIUM when set, else Debian's."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell")


def ensure_browser() -> None:
    """Install the browser when it is missing; where we may not, end with the line to run (or set CHROMIUM=/path)."""
    path = browser_path()
    if path is None or not Path(path).exists():
        install_debian_packages(*PACKAGES)
