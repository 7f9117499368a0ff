"""`python3 -m tests`: every check and every test, real browser included; with arguments, those for pytest alone."""

import subprocess
import sys
from pathlib import Path

from portal.bootstrap import CHECKOUT
from tests.browser import ensure_browser
from tests.postgres import ensure_postgres

CHECKS = (
    ("ruff", "check", "--quiet"),
    ("ruff", "format", "--check", "--quiet"),
    ("mypy",),
    ("lint-imports",),
    ("pytest",),
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
    return subprocess.run([Path(sys.prefix) / "bin" / tool, *words], cwd=CHECKOUT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
