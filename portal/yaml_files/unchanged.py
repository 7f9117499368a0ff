"""Read a folder that others may be writing to, so that what was read and the hash of it belong together."""

from collections.abc import Callable
from errno import EAGAIN
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

_TRIES = 5  # readings, before a folder in which somebody goes on writing is given up


def read_unchanged(
    folder: Path, *, compute_version: Callable[[Path], str], read: Callable[[str], T], version: str = ""
) -> T:
    """Return what `read` gives for the version of `folder`, read again where a file changed meanwhile.

    So the version is that of the very content that was read, and what is kept by it is opened for no other. `version` is
    what was computed just before, if anything. Raises `OSError` where the folder goes on changing.
    """
    version = version or compute_version(folder)
    for _ in range(_TRIES):
        before, found = version, read(version)
        version = compute_version(folder)
        if version == before:
            return found
    raise OSError(EAGAIN, "It goes on changing while it is read", str(folder))
