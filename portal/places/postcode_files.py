"""Open what an operator names: a folder, a zip or a CSV of postcodes, as streams of rows."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from portal.places.postcode_columns import ImportFault, ImportRefused

_NOT_DATA = {"doc", "docs", "documents", "user guide", "__macosx"}
_EDITION = re.compile(r"(?:ONSPD|NSPL)[_ ](?:\d{4}_)?([A-Za-z]{3,9})[_ ](\d{4})", re.IGNORECASE)


@dataclass(frozen=True)
class PostcodeFile:
    """One CSV, on its own or inside a zip (`member`)."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """Return the name to tell people."""
        return self.member or self.path.name

    @property
    def size(self) -> int:
        """Return the bytes to be read."""
        if not self.member:
            return self.path.stat().st_size
        with zipfile.ZipFile(self.path) as archive:
            return archive.getinfo(self.member).file_size

    @property
    def edition(self) -> str:
        """Return the edition as far as the names say: "MAY 2026"."""
        match = _EDITION.search(self.name) or _EDITION.search(self.path.as_posix())
        return f"{match[1].upper()} {match[2]}" if match else ""

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open it for reading."""
        if not self.member:
            with self.path.open("rb") as file:
                yield file
        else:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as member:
                yield member


def find_files(paths: Sequence[Path]) -> tuple[PostcodeFile, ...]:
    """Return the CSV files of data in `paths`; where there is one whole file, not its parts beside it."""
    found = tuple(file for path in paths for file in _files_of(path))
    if not found:
        raise ImportRefused(ImportFault.NO_FILES, names=[str(path) for path in paths])
    return found


def read_text(stream: IO[bytes]) -> IO[str]:
    """Return the text of a file; a byte that is no UTF-8, in a column that nobody reads, does no harm."""
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")


def read_header(text: IO[str]) -> list[str]:
    """Return the first row."""
    return next(csv.reader([next(text, "")]), [])


def cut_rows(text: IO[str], width: int) -> Iterator[list[str]]:
    """Yield the other rows cut at their commas, quotes and line ends still on: three times as fast as csv does it.

    A row that has then not `width` fields, such as one with a comma between quotes, is read by csv after all.
    """
    for line in text:
        row = line.split(",")
        yield row if len(row) == width else next(csv.reader([line]), [])


def hash_files(files: Iterable[PostcodeFile]) -> str:
    """Return one sha256 over the files (a zip as a whole), for the record of where the data came from."""
    whole = hashlib.sha256()
    for path in dict.fromkeys(file.path for file in files):
        with path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


def _files_of(path: Path) -> list[PostcodeFile]:
    if path.is_dir():
        names = {child.relative_to(path).as_posix(): child for child in sorted(path.rglob("*")) if child.is_file()}
        return [PostcodeFile(names[name]) for name in _only_data(names)]
    if not path.is_file():
        raise ImportRefused(ImportFault.NO_FILES, str(path))
    if not zipfile.is_zipfile(path):
        return [PostcodeFile(path)]
    try:
        with zipfile.ZipFile(path) as archive:
            return [PostcodeFile(path, name) for name in _only_data(sorted(archive.namelist()))]
    except zipfile.BadZipFile as error:
        raise ImportRefused(ImportFault.UNREADABLE, path.name) from error


def _only_data(names: Iterable[str]) -> list[str]:
    tables = [PurePosixPath(name) for name in names if name.lower().endswith(".csv")]
    data = [name for name in tables if not _NOT_DATA.intersection(part.lower() for part in name.parts[:-1])]
    whole = [name for name in data if "multi_csv" not in name.parts]
    return [name.as_posix() for name in whole or data]
