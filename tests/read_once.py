"""The shipped catalogue is read and indexed once a process, not once a test: hundreds of sites stand on the same one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import portal.parts
from portal.catalogue.models import Catalogue
from portal.config import Settings
from portal.folder import Folder
from portal.search.index import Index


@pytest.fixture(scope="session", autouse=True)
def shipped_catalogue_is_read_once() -> Iterator[None]:
    """Remember what `portal.parts` makes of the shipped folder; any other folder is read as ever."""
    read, build = portal.parts._load_folder, portal.parts.build_index
    folders: dict[date, Folder] = {}
    indexes: dict[tuple[str, str], Index] = {}

    def read_once(settings: Settings, *, today: date) -> Folder:
        if settings.catalogue != Path():
            return read(settings, today=today)
        if today not in folders:
            folders[today] = read(settings, today=today)
        return folders[today]

    def build_once(catalogue: Catalogue, *, locale: str, **rest: object) -> Index:
        if not any(catalogue is loaded.catalogue for loaded in folders.values()):
            return build(catalogue, locale=locale, **rest)  # type: ignore[arg-type]  # handed on as they came
        key = (catalogue.version, locale)
        if key not in indexes:
            indexes[key] = build(catalogue, locale=locale, **rest)  # type: ignore[arg-type]  # handed on as they came
        return indexes[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal.parts, "_load_folder", read_once)
        patch.setattr(portal.parts, "build_index", build_once)
        yield
