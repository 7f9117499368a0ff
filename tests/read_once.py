"""The shipped catalogue is read and indexed once a process, not once a test: hundreds of sites stand on the same one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import portal.prepared
from portal.catalogue.models import Catalogue
from portal.folder import Folder
from portal.resources import resource_dir
from portal.search.index import Index


@pytest.fixture(scope="session", autouse=True)
def shipped_catalogue_is_read_once() -> Iterator[None]:
    """Remember what `portal.prepared` makes of the shipped folder; any other folder is read as ever."""
    read, build = portal.prepared.load_folder, portal.prepared.build_index
    shipped = resource_dir("services_catalogue")
    folders: dict[date, Folder] = {}
    indexes: dict[tuple[str, str], Index] = {}

    def read_once(folder: Path, *, today: date, **rest: object) -> Folder:
        if folder != shipped:
            return read(folder, today=today, **rest)  # type: ignore[arg-type]  # handed on as they came
        if today not in folders:
            folders[today] = read(folder, today=today, **rest)  # type: ignore[arg-type]  # handed on as they came
        return folders[today]

    def build_once(catalogue: Catalogue, *, locale: str, **rest: object) -> Index:
        if not any(catalogue is loaded.catalogue for loaded in folders.values()):
            return build(catalogue, locale=locale, **rest)  # type: ignore[arg-type]  # handed on as they came
        key = (catalogue.version, locale)
        if key not in indexes:
            indexes[key] = build(catalogue, locale=locale, **rest)  # type: ignore[arg-type]  # handed on as they came
        return indexes[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal.prepared, "load_folder", read_once)
        patch.setattr(portal.prepared, "build_index", build_once)
        yield
