"""Set up what a command needs before anything third-party is installed: standard library only.

A checkout gets its own `.venv` beside `portal/`, filled from a lock file whose every line carries hashes;
an installed portal (`pip install .`) already has what it needs and is left alone.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
RUN_LOCK = CHECKOUT / "portal" / "requirements.lock"
TEST_LOCK = CHECKOUT / "tests" / "requirements.lock"


def enter_environment(*, lock: Path, module: str) -> None:
    """Re-execute `python -m module` inside the checkout's own environment, made from `lock`; return when already there."""
    if not _is_checkout() or Path(sys.prefix) == _environment():
        return
    with _one_at_a_time():
        prepare_environment(lock)
    python = str(_python())
    os.execv(python, [python, "-m", module, *sys.argv[1:]])


def prepare_environment(lock: Path) -> None:
    """Make `.venv` hold exactly what `lock` names; do nothing when its stamp says so already."""
    if _stamp(lock).exists() and _python().exists():
        return
    print(f"Setting up {_environment()} (once) ...", flush=True)
    if not _python().exists():
        _make_environment()
    install = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", str(lock)]
    subprocess.run([str(_python()), "-m", "pip", *install], check=True)
    _stamp(lock).touch()
    if lock == TEST_LOCK:  # it holds all of the other (tests/guards/test_locks.py)
        _stamp(RUN_LOCK).touch()


def _is_checkout() -> bool:
    return (CHECKOUT / "setup.cfg").exists() and (CHECKOUT / "services_catalogue").is_dir()


def _environment() -> Path:
    return CHECKOUT / ".venv"


def _python() -> Path:
    return _environment() / "bin" / "python"


def _stamp(lock: Path) -> Path:
    return _environment() / f".{hashlib.sha256(lock.read_bytes()).hexdigest()[:20]}"


def _make_environment() -> None:
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian leaves it out of a bare python3; only the import tells
    except ImportError:
        install_debian_packages("python3-venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(_environment())], check=True)
        return
    venv.create(_environment(), with_pip=True, clear=True, symlinks=True)


def install_debian_packages(*packages: str) -> None:
    """Install `packages` when we may, else stop with the line a person has to run."""
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"{' '.join(packages)} is missing. As root, run:\n    {line}")
    subprocess.run(
        line, shell=True, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold a lock so that two commands started together do not both fill the environment."""
    with (CHECKOUT / ".venv.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
