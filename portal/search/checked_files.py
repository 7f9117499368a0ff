"""Files that tell whether they are whole and made of what they should be: a hash of both stands at their beginning."""

import hashlib
from mmap import ACCESS_READ, mmap
from pathlib import Path

_SUM = 32  # bytes of the hash


class DamagedFile(ValueError):
    """Say that a file is not whole, or made of something else."""


def write_checked(path: Path, content: bytes, *, made_of: str) -> None:
    """Write `content`, which was made of what `made_of` names."""
    with path.open("wb") as file:
        file.write(_sum(content, made_of))
        file.write(content)


def open_checked(path: Path, *, made_of: str) -> memoryview:
    """Map the content of a file from disk; raises `DamagedFile` or `OSError` unless it is what was written."""
    with path.open("rb") as file:
        if file.seek(0, 2) <= _SUM:
            raise DamagedFile(path)
        whole = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    content = whole[_SUM:]
    if _sum(content, made_of) != whole[:_SUM]:
        raise DamagedFile(path)
    return content


def _sum(content: bytes | memoryview, made_of: str) -> bytes:
    found = hashlib.sha256(made_of.encode() + b"\0")
    found.update(content)
    return found.digest()
