"""A catalogue's folder in one file: to make thousands of files takes longer than to read them as a catalogue."""

import os
import shutil
import tempfile
import zlib
from functools import partial
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from portal.catalogue.load import hash_files, is_of_catalogue

# What `zipfile` raises for a file in which one bit is wrong: some bits stand for packings and locks that it does not know.
_DAMAGED = (OSError, BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)


def pack_folder(folder: Path, file: Path) -> None:
    """Write everything in `folder` to `file`."""
    with ZipFile(file, "w") as packed:
        for where, _folders, names in os.walk(folder):
            inside = Path(where).relative_to(folder).as_posix()
            for name in names:
                packed.writestr(f"{inside}/{name}".removeprefix("./"), (Path(where) / name).read_bytes())


def unpack_folder(file: Path, folder: Path) -> None:
    """Make `folder` of what was packed, in place of what is there."""
    aside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
    try:
        with ZipFile(file) as packed:
            packed.extractall(aside)
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def read_version(file: Path) -> str:
    """Return the version of the folder that was packed, empty where the file is not there or was damaged."""
    try:
        with ZipFile(file) as packed:
            return hash_files(
                [(name, partial(packed.read, name)) for name in packed.namelist() if is_of_catalogue(name)]
            )
    except _DAMAGED:
        return ""
