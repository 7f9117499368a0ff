"""Load the catalogue from its folder: everything is read, every fault is kept, what is sound makes the catalogue."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from portal.catalogue.entries import Entries, Entry
from portal.catalogue.models import Catalogue
from portal.catalogue.read_before import ReadBefore, hash_file
from portal.catalogue.read_codes import check_codes, read_codes
from portal.catalogue.read_files import find_ids, read_files, read_list, start_files
from portal.catalogue.read_service import read_service
from portal.catalogue.read_taxonomies import (
    read_danger,
    read_danger_names,
    read_danger_sayings,
    read_easy_word,
    read_need,
    read_need_sayings,
    read_organization,
    read_synonyms,
)
from portal.catalogue.rules import check_rules
from portal.catalogue.sound import build_sound_catalogue
from portal.yaml_files import Fault, FieldReader, read_unchanged

T = TypeVar("T")

_SERVICES = "services/"
_CHUNK = 1 << 18  # bytes read at once


@dataclass(frozen=True)
class Loaded:
    """A catalogue made of everything sound in `folder`, and what is wrong, in the order of files and lines."""

    catalogue: Catalogue
    faults: tuple[Fault, ...]
    folder: Path


def load_catalogue(
    folder: Path, *, today: date | None = None, before: ReadBefore | None = None, version: str = ""
) -> Loaded:
    """Read the catalogue in `folder`; without `today`, nothing is said about dates in the future.

    Of services that were read `before`, only those whose files changed. `version` is the folder's, where it was computed
    just now. Raises `OSError` where the folder goes on changing under the reading.
    """
    read = partial(_load, folder, today, before)
    return read_unchanged(folder, compute_version=compute_version, read=read, version=version)


def check_catalogue(folder: Path, today: date) -> tuple[Fault, ...]:
    """Return everything wrong with the catalogue in `folder`, codes that are missing or out of date included."""
    loaded = load_catalogue(folder, today=today)
    return (*loaded.faults, *check_codes(folder, loaded.catalogue))


def compute_version(folder: Path) -> str:
    """Return a hash of the names and contents of all files in the catalogue's folder, the places' too."""
    return hash_files([(name, partial(_read_bytes, path)) for name, path in _list_files(folder)])


def compute_hashes(folder: Path) -> tuple[str, Mapping[str, bytes]]:
    """Return the same hash, and those of the services' files by name, of the very contents that it is made of."""
    hashes: dict[str, bytes] = {}

    def read(name: str, path: str) -> bytes:
        content = _read_bytes(path)
        if name.startswith(_SERVICES):
            hashes[name.removeprefix(_SERVICES)] = hash_file(content)
        return content

    version = hash_files([(name, partial(read, name, path)) for name, path in _list_files(folder)])
    return version, hashes


def is_of_catalogue(name: str) -> bool:
    """Tell whether the file called `name` says something, rather than explaining it."""
    return name.endswith((".yaml", ".csv"))


def hash_files(files: Iterable[tuple[str, Callable[[], bytes]]]) -> str:
    """Return the version of a folder that holds these names, below it, and contents, each read when its turn comes."""
    found = hashlib.sha256()
    for name, read in sorted(files, key=itemgetter(0)):
        content = read()
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _list_files(folder: Path) -> list[tuple[str, str]]:
    """Return the name below `folder`, with "/", and the path of each file that says something."""
    root = f"{folder}{os.sep}"
    paths = [
        os.path.join(where, name)  # noqa: PTH118  a pathlib for each of thousands takes longer than reading them
        for where, _folders, names in os.walk(folder)
        for name in names
        if is_of_catalogue(name)
    ]
    return [(path.removeprefix(root).replace(os.sep, "/"), path) for path in paths]


def _load(folder: Path, today: date | None, before: ReadBefore | None, version: str) -> Loaded:
    entries = _read_entries(folder, today, before)
    check_rules(entries)
    catalogue = build_sound_catalogue(entries, version=version)
    catalogue = replace(catalogue, codes=read_codes(folder, entries.faults))
    return Loaded(catalogue, tuple(sorted(set(entries.faults))), folder)


def _read_bytes(path: str) -> bytes:
    """Return what is in a file; the system is asked at once, as Python's file objects take half as long again.

    Nothing is in one that is gone by now, or in the link to nowhere that some editors leave beside what they write.
    """
    try:
        handle, parts = os.open(path, os.O_RDONLY | os.O_CLOEXEC), list[bytes]()
    except FileNotFoundError:
        return b""
    try:
        while part := os.read(handle, _CHUNK):
            parts.append(part)
    finally:
        os.close(handle)
    return b"".join(parts)


def _read_entries(folder: Path, today: date | None, before: ReadBefore | None) -> Entries:
    entries = Entries(
        today=today,
        area_ids=_find_area_ids(folder),
        service_ids=find_ids(folder, "services"),
        organization_ids=find_ids(folder, "organizations"),
    )
    faults = entries.faults
    list_services = start_files(folder, "services", read_service, faults, find=before.find if before else None)
    entries.organizations.update(read_files(folder, "organizations", read_organization, faults))
    entries.needs.update(read_list(folder, "needs", read_need, faults))
    entries.dangers.update(read_list(folder, "danger", read_danger, faults))
    entries.synonyms.update(_read_if_there(folder, "synonyms", read_synonyms, faults))
    entries.danger_names.update(_read_if_there(folder, "danger_names", read_danger_names, faults))
    entries.need_sayings.update(_read_if_there(folder, "needs_said", read_need_sayings, faults))
    entries.danger_sayings.update(_read_if_there(folder, "danger_said", read_danger_sayings, faults))
    entries.easy_words.update(_read_if_there(folder, "easy_words", read_easy_word, faults))
    entries.services.update(list_services())
    return entries


def _read_if_there(
    folder: Path, name: str, read: Callable[[FieldReader], T], faults: list[Fault]
) -> Iterable[tuple[str, Entry[T]]]:
    """Return the items of a taxonomy that a catalogue may do without."""
    return read_list(folder, name, read, faults) if (folder / "taxonomies" / f"{name}.yaml").exists() else ()


def _find_area_ids(folder: Path) -> frozenset[str]:
    """Return the ids of the councils and localities: their files' names."""
    return frozenset(
        path.stem for kind in ("councils", "localities") for path in (folder / "places" / kind).glob("*.yaml")
    )
