"""Ways in which storage fails while a site runs, and its own small disk to fail on."""

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.forced_errors import lock_while
from tests.reliability.site import Part, Site

MEGABYTES = 24


@dataclass(frozen=True)
class Fault:
    """A fault that lasts as long as its block."""

    name: str
    begin: Callable[[Site, list[Part]], AbstractContextManager[None]]
    needs_mount: bool = False


@contextmanager
def own_mount(folder: Path) -> Iterator[bool]:
    """Put a folder on a small disk of its own where we may; tell whether it is so."""
    kept = folder.with_name(f"{folder.name}-kept")
    folder.rename(kept)
    folder.mkdir(mode=0o700)
    options = f"size={MEGABYTES}m,mode=0700"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False, capture_output=True)
    is_mounted = mounted.returncode == 0
    try:
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def fill(site: Site, _parts: list[Part]) -> Iterator[None]:
    """Leave not a byte."""
    filler = site.var / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"x" * size) == size:
                    continue
            except OSError:
                continue
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def lock(site: Site, _parts: list[Part]) -> Iterator[None]:
    """Hold the write lock in another process's place."""
    with lock_while(site):
        yield


@contextmanager
def forbid(site: Site, _parts: list[Part]) -> Iterator[None]:
    """Take the right to write from file and folder."""
    file = site.var / "portal.sqlite3"
    file.chmod(0o400)
    site.var.chmod(0o500)
    try:
        yield
    finally:
        site.var.chmod(0o700)
        file.chmod(0o600)


@contextmanager
def limit(_site: Site, parts: list[Part]) -> Iterator[None]:
    """Let no file grow past a few bytes."""
    before = [resource.prlimit(part.process.pid, resource.RLIMIT_FSIZE) for part in parts]
    for part, (_soft, hard) in zip(parts, before, strict=True):
        resource.prlimit(part.process.pid, resource.RLIMIT_FSIZE, (512, hard))
    try:
        yield
    finally:
        for part, limits in zip(parts, before, strict=True):
            resource.prlimit(part.process.pid, resource.RLIMIT_FSIZE, limits)


FAULTS = (
    Fault("disk full", fill, needs_mount=True),
    Fault("locked", lock),
    Fault("read-only", forbid),
    Fault("file limit", limit),
)
