"""Files that tell whether they are whole and made of what they should be: a hash of both stands at their beginning."""

import hashlib
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from weakref import finalize

_SUM = 32  # bytes of the hash
_CHUNK = 1 << 18  # bytes hashed at once


class DamagedFile(ValueError):
    """Say that a file is not whole, or made of something else."""


def write_checked(path: Path, content: bytes, *, made_of: str) -> None:
    """Write `content`, which was made of what `made_of` names."""
    with path.open("wb") as file:
        file.write(_sum([content], made_of))
        file.write(content)


class CheckedFile:
    """The content of a file, taken from disk part by part: what nobody looks at takes no room in this process.

    Mapped, it would: around each look the system shows a process whatever of the file it holds in memory.
    """

    def __init__(self, path: Path, *, made_of: str) -> None:
        """Raise `DamagedFile` or `OSError` unless it is what was written."""
        self._handle = os.open(path, os.O_RDONLY)
        finalize(self, os.close, self._handle)
        with open(self._handle, "rb", closefd=False) as file:
            written = file.read(_SUM)
            if _sum(iter(partial(file.read, _CHUNK), b""), made_of) != written:
                raise DamagedFile(path)
            self.size = file.tell() - _SUM

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` up to `end`."""
        return os.pread(self._handle, end - start, _SUM + start)


def _sum(content: Iterable[bytes], made_of: str) -> bytes:
    found = hashlib.sha256(made_of.encode() + b"\0")
    for part in content:
        found.update(part)
    return found.digest()
