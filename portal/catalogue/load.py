"""Load the catalogue from its folder: everything is read, every fault is kept, what is sound makes the catalogue."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from portal.catalogue.entries import Entries, Entry
from portal.catalogue.models import Catalogue
from portal.catalogue.read_codes import check_codes, read_codes
from portal.catalogue.read_service import read_service
from portal.catalogue.read_taxonomies import (
    read_danger,
    read_danger_names,
    read_easy_word,
    read_need,
    read_organization,
    read_synonyms,
)
from portal.catalogue.rules import check_rules
from portal.catalogue.sound import build_sound_catalogue
from portal.yaml_files import Fault, FieldReader, read_fields, read_items, read_unchanged

T = TypeVar("T")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Loaded:
    """A catalogue made of everything sound in `folder`, and what is wrong, in the order of files and lines."""

    catalogue: Catalogue
    faults: tuple[Fault, ...]
    folder: Path


def load_catalogue(folder: Path, *, today: date | None = None) -> Loaded:
    """Read the catalogue in `folder`; without `today`, nothing is said about dates in the future.

    Raises `OSError` where the folder goes on changing under the reading.
    """
    return read_unchanged(folder, compute_version=compute_version, read=partial(_load, folder, today))


def check_catalogue(folder: Path, today: date) -> tuple[Fault, ...]:
    """Return everything wrong with the catalogue in `folder`, codes that are missing or out of date included."""
    loaded = load_catalogue(folder, today=today)
    return (*loaded.faults, *check_codes(folder, loaded.catalogue))


def compute_version(folder: Path) -> str:
    """Return a hash of the names and contents of all files in the catalogue's folder, the places' too."""
    root = f"{folder}{os.sep}"
    paths = [
        os.path.join(where, name)  # noqa: PTH118  a pathlib for each of thousands takes longer than reading them
        for where, _folders, names in os.walk(folder)
        for name in names
        if is_of_catalogue(name)
    ]
    return hash_files([(path.removeprefix(root).replace(os.sep, "/"), partial(_read_bytes, path)) for path in paths])


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


def _load(folder: Path, today: date | None, version: str) -> Loaded:
    entries = _read_entries(folder, today)
    check_rules(entries)
    catalogue = build_sound_catalogue(entries, version=version)
    catalogue = replace(catalogue, codes=read_codes(folder, entries.faults))
    return Loaded(catalogue, tuple(sorted(set(entries.faults))), folder)


def _read_bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _read_entries(folder: Path, today: date | None) -> Entries:
    entries = Entries(today=today, area_ids=_find_area_ids(folder))
    faults = entries.faults
    entries.organizations.update(_read_files(folder, "organizations", read_organization, faults))
    entries.services.update(_read_files(folder, "services", read_service, faults))
    entries.needs.update(_read_list(folder, "needs", read_need, faults))
    entries.dangers.update(_read_list(folder, "danger", read_danger, faults))
    if (folder / "taxonomies" / "synonyms.yaml").is_file():
        entries.synonyms.update(_read_list(folder, "synonyms", read_synonyms, faults))
    if (folder / "taxonomies" / "danger_names.yaml").is_file():
        entries.danger_names.update(_read_list(folder, "danger_names", read_danger_names, faults))
    if (folder / "taxonomies" / "easy_words.yaml").is_file():
        entries.easy_words.update(_read_list(folder, "easy_words", read_easy_word, faults))
    return entries


def _find_area_ids(folder: Path) -> frozenset[str]:
    """Return the ids of the councils and localities: their files' names."""
    return frozenset(
        path.stem for kind in ("councils", "localities") for path in (folder / "places" / kind).glob("*.yaml")
    )


def _read_files(
    folder: Path, name: str, read: Callable[[FieldReader, str], T], faults: list[Fault]
) -> Iterator[tuple[str, Entry[T]]]:
    """Yield the id and entry of each file in a folder that holds one thing per file."""
    paths = [path for path in sorted((folder / name).glob("*")) if not path.name.startswith((".", "_"))]
    if not paths:
        faults.append(
            Fault(name, 1, "", "empty", "This folder holds no files.", f"Write `{name}/ID.yaml`, one for each.")
        )
    for path in paths:
        _check_file_name(path, folder, faults)
        reader = read_fields(path, root=folder, faults=faults) if path.suffix == ".yaml" else None
        if reader is not None:
            _check_id(reader, path.stem)
            value = read(reader, path.stem)
            reader.finish()
            yield path.stem, Entry(value, reader)


def _check_file_name(path: Path, folder: Path, faults: list[Fault]) -> None:
    if path.suffix == ".yaml" and SLUG.fullmatch(path.stem):
        return
    file = path.relative_to(folder).as_posix()
    if path.suffix != ".yaml":
        faults.append(
            Fault(file, 1, "", "file-name", "Only .yaml files are read here.", f"Call it `{path.stem}.yaml`.")
        )
    else:
        better = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
        message = "A file's name is its id: small letters, digits and single hyphens."
        faults.append(Fault(file, 1, "", "file-name", message, f"Call it `{better or 'some-name'}.yaml`."))


def _check_id(reader: FieldReader, stem: str) -> None:
    """Allow an `id` that repeats the file's name, and no other."""
    if reader.text("id") not in ("", stem):
        reader.fault("id", "id", f"The file's name is the id: {stem}.", "Leave `id` out, or rename the file.")


def _read_list(
    folder: Path, name: str, read: Callable[[FieldReader], T], faults: list[Fault]
) -> Iterator[tuple[str, Entry[T]]]:
    """Yield the id and entry of each item in a taxonomy; the first of two with one id counts."""
    lines: dict[str, int] = {}
    for reader in read_items(folder / "taxonomies" / f"{name}.yaml", root=folder, faults=faults):
        value, key = read(reader), reader.text("id")
        reader.finish()
        if key and not SLUG.fullmatch(key):
            reader.fault("id", "id", f'"{key}" is not an id.', "Use small letters, digits and single hyphens.")
        if key in lines:
            reader.fault("id", "duplicate", f"`{key}` was there already, in line {lines[key]}.", "Choose another id.")
        elif key:
            lines[key] = reader.line
            yield key, Entry(value, reader)
