"""Write a file by rename, so that it is whole at all times and a full disk leaves the one before."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

_FOR_ALL = 0o644
BEGUN = ".new-"  # how the name of a file begins that is being written


@contextmanager
def written_whole(path: Path, *, is_private: bool = True) -> Iterator[Path]:
    """Yield an empty file in the folder of `path` that takes its place at the end, if it is still there then.

    What is cut short does not stay. A private file only its owner can read, another one whoever could. Raises `OSError`.
    """
    handle, name = tempfile.mkstemp(prefix=BEGUN, dir=path.parent)
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        if aside.exists():
            if not is_private:
                aside.chmod(S_IMODE(path.stat().st_mode) if path.exists() else _FOR_ALL)
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
