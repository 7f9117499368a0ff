"""`python3 -m tests`: every check and every test, real browser included; with arguments, those for pytest alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from portal.bootstrap import CHECKOUT
from tests.browser import ensure_browser
from tests.postgres import ensure_postgres

IN_MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30  # bytes; a whole run leaves about 1 GB behind until the next ones push it out
CHECKS = (
    ("ruff", "check", "--quiet"),
    ("ruff", "format", "--check", "--quiet"),
    ("mypy",),
    ("lint-imports",),
    ("pytest",),
    ("python", "-m", "tests.reliability"),
)


def main() -> int:
    """Run everything, also after a failure; return 1 when anything failed."""
    ensure_browser()
    ensure_postgres()
    checks = [("pytest", *sys.argv[1:])] if sys.argv[1:] else CHECKS
    failed = [check for check in checks if _run(*check) != 0]
    for check in failed:
        print(f"failed: {' '.join(check)}", file=sys.stderr)
    return 1 if failed else 0


def _run(tool: str, *words: str) -> int:
    print(f"\n== {tool} {' '.join(words)}", flush=True)
    command = [Path(sys.prefix) / "bin" / tool, *words]
    return subprocess.run(command, cwd=CHECKOUT, env={**os.environ, **_in_memory()}, check=False).returncode


def _in_memory() -> dict[str, str]:
    """Keep temporary folders in memory where there is room: hundreds of databases are synced to disk at every step."""
    has_room = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM
    return {"TMPDIR": str(IN_MEMORY)} if has_room and "TMPDIR" not in os.environ else {}


if __name__ == "__main__":
    sys.exit(main())
