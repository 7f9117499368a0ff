"""Read the files of one kind of thing: a folder with one of them per file, or a file with a list of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from portal.beside import beside
from portal.catalogue.entries import Entry
from portal.yaml_files import Fault, FieldReader, MappingNode, read_fields, read_items

T = TypeVar("T")
Read = Callable[[FieldReader, str], T]
Find = Callable[[Path], T | None]
Part = tuple[list[tuple[Path, T]], list[Fault]]  # what was read of some files, and what is wrong with them

_MANY = 500  # files from which two processes read them
_OWN = 0.5  # share of them that is read here: so are the taxonomies, but what is read there has to be handed over
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_ENDING = re.compile(r"(\.ya?ml)*(\.[a-z]+|~)?$", re.IGNORECASE)  # what editors add stands after ours


def read_files(folder: Path, name: str, read: Read[T], faults: list[Fault]) -> Iterator[tuple[str, Entry[T]]]:
    """Yield the id and entry of each file in a folder that holds one thing per file."""
    return start_files(folder, name, read, faults)()


def find_ids(folder: Path, name: str) -> frozenset[str]:
    """Return the ids that the files of a folder have, or should have: also of those that cannot be read."""
    return frozenset(map(_id_of, _list_paths(folder, name)))


def start_files(
    folder: Path, name: str, read: Read[T], faults: list[Fault], *, find: Find[T] | None = None
) -> Callable[[], Iterator[tuple[str, Entry[T]]]]:
    """Return what yields the id and entry of each file; of many, another process reads half from now on.

    With `find`, which gives what was read before of a file that is the same, there is little left to read.
    """
    paths = _list_paths(folder, name)
    if not paths:
        faults.append(
            Fault(name, 1, "", "empty", "This folder holds no files.", f"Write `{name}/ID.yaml`, one for each.")
        )
    own = len(paths) if find or len(paths) < _MANY else int(len(paths) * _OWN)
    parts: list[Callable[[], Part[T]]] = [partial(_read_part, folder, paths[:own], read, find)]
    if paths[own:]:
        parts.append(beside(partial(_read_part, folder, paths[own:], read, None)))
    return partial(_list_entries, folder, parts, faults)


def read_list(
    folder: Path, name: str, read: Callable[[FieldReader], T], faults: list[Fault]
) -> Iterator[tuple[str, Entry[T]]]:
    """Yield the id and entry of each item in a taxonomy; the first of two with one id counts."""
    lines: dict[str, int] = {}
    for reader in read_items(folder / "taxonomies" / f"{name}.yaml", root=folder, faults=faults):
        value, key = read(reader), reader.text("id")
        reader.finish()
        if key and not _SLUG.fullmatch(key):
            reader.fault("id", "id", f'"{key}" is not an id.', "Use small letters, digits and single hyphens.")
        if key in lines:
            reader.fault("id", "duplicate", f"`{key}` was there already, in line {lines[key]}.", "Choose another id.")
        elif key:
            lines[key] = reader.line
            yield key, Entry(value, reader.file, partial(_give, reader))


def _list_paths(folder: Path, name: str) -> list[Path]:
    paths = [path for path in (folder / name).glob("*") if not path.name.startswith((".", "_"))]
    return sorted(paths, key=attrgetter("name"))


def _list_entries(
    folder: Path, parts: Iterable[Callable[[], Part[T]]], faults: list[Fault]
) -> Iterator[tuple[str, Entry[T]]]:
    for read_part in parts:
        found, noted = read_part()
        faults += noted
        for path, value in found:
            file = f"{path.parent.name}/{path.name}"
            yield path.stem, Entry(value, file, partial(_read_again, path, folder, faults))


def _read_part(folder: Path, paths: Sequence[Path], read: Read[T], find: Find[T] | None) -> Part[T]:
    found: list[tuple[Path, T]] = []
    faults: list[Fault] = []
    for path in paths:
        if find and (known := find(path)) is not None:
            found.append((path, known))
            continue
        _check_file_name(path, folder, faults)
        reader = read_fields(path, root=folder, faults=faults) if path.suffix == ".yaml" else None
        if reader is not None:
            _check_id(reader, path.stem)
            found.append((path, read(reader, path.stem)))
            reader.finish()
    return found, faults


def _read_again(path: Path, folder: Path, faults: list[Fault]) -> FieldReader:
    """Open the reader of a file once more: thousands of them take more room and time than the few that are faulty."""
    file = path.relative_to(folder).as_posix()
    return read_fields(path, root=folder, faults=faults) or FieldReader(MappingNode(), file=file, faults=faults)


def _give(reader: FieldReader) -> FieldReader:
    return reader


def _check_file_name(path: Path, folder: Path, faults: list[Fault]) -> None:
    if path.suffix == ".yaml" and _SLUG.fullmatch(path.stem):
        return
    message = "A file's name is its id: small letters, digits and single hyphens."
    if path.suffix != ".yaml":
        message = "Only .yaml files are read here."
    better = f"{_id_of(path) or 'some-name'}.yaml"
    hint = f"`{better}` is there: delete this one." if path.with_name(better).exists() else f"Call it `{better}`."
    faults.append(Fault(path.relative_to(folder).as_posix(), 1, "", "file-name", message, hint))


def _id_of(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _ENDING.sub("", path.name, count=1).lower()).strip("-")


def _check_id(reader: FieldReader, stem: str) -> None:
    """Allow an `id` that repeats the file's name, and no other."""
    if reader.text("id") not in ("", stem):
        reader.fault("id", "id", f"The file's name is the id: {stem}.", "Leave `id` out, or rename the file.")
