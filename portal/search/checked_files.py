"""Files that tell whether they are whole and made of what they should be: a hash of both stands at their beginning."""

import hashlib
from collections.abc import Iterable
from functools import partial
from mmap import ACCESS_READ, mmap
from pathlib import Path

_SUM = 32  # bytes of the hash
_CHUNK = 1 << 18  # bytes hashed at once


class DamagedFile(ValueError):
    """Say that a file is not whole, or made of something else."""


def write_checked(path: Path, content: bytes, *, made_of: str) -> None:
    """Write `content`, which was made of what `made_of` names."""
    with path.open("wb") as file:
        file.write(_sum([content], made_of))
        file.write(content)


def open_checked(path: Path, *, made_of: str) -> memoryview:
    """Map the content of a file from disk; raises `DamagedFile` or `OSError` unless it is what was written.

    It is hashed as it is read, not as it is mapped: only what is looked at afterwards takes room in this process.
    """
    with path.open("rb") as file:
        written = file.read(_SUM)
        if _sum(iter(partial(file.read, _CHUNK), b""), made_of) != written:
            raise DamagedFile(path)
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))[_SUM:]


def _sum(content: Iterable[bytes], made_of: str) -> bytes:
    found = hashlib.sha256(made_of.encode() + b"\0")
    for part in content:
        found.update(part)
    return found.digest()
