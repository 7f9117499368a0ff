"""The catalogue's folder: what it says now, or, where it has faults, the last good copy; opened from what was kept if it can be."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from portal.catalogue.last_good import has_copy, load_or_last_good
from portal.catalogue.load import compute_version
from portal.catalogue.models import Catalogue, Service
from portal.kept import Keeper
from portal.places.areas import Areas
from portal.places.load import load_areas
from portal.yaml_files import Fault

_BATCH = 100  # services opened at once: some 2 ms, in which no page is answered


@dataclass(frozen=True)
class Folder:
    """What is used of the catalogue's folder, and what is wrong with it."""

    catalogue: Catalogue
    areas: Areas
    faults: tuple[Fault, ...]


def load_folder(folder: Path, *, var: Path, today: date) -> Folder:
    """Load catalogue and places, both from the last good copy in `var` where either has a fault.

    A faultless one is kept there by the hash of its files: the next start need not read it. Raises `OSError` where the
    folder changes under the reading.
    """
    keeper, last_good = Keeper(var / "kept"), var / "last-good-catalogue"
    version = compute_version(folder)
    catalogue = _find_kept(keeper, version, today) if has_copy(last_good, version) else None
    areas, place_faults = keeper.open("places", f"{version} {today}", lambda: load_areas(folder / "places", today))
    if catalogue is not None and not place_faults:
        return Folder(catalogue, areas, ())
    loaded = load_or_last_good(folder, last_good, today, place_faults=place_faults)
    if loaded.folder != folder:
        areas, _faults = load_areas(loaded.folder / "places", today)
    elif not loaded.faults and loaded.catalogue.version == version:
        _keep(keeper, loaded.catalogue, today)
    return Folder(loaded.catalogue, areas, loaded.faults)


def _keep(keeper: Keeper, catalogue: Catalogue, today: date) -> None:
    services = tuple(catalogue.services.items())
    batches = [dict(services[at : at + _BATCH]) for at in range(0, len(services), _BATCH)]
    keeper.keep("catalogue", catalogue.version, [today, replace(catalogue, services={}), *batches])


def _find_kept(keeper: Keeper, version: str, today: date) -> Catalogue | None:
    """Return the kept catalogue, unless the clock stands before the day it was checked on: dates may lie ahead then."""
    checked_on, catalogue, *batches = keeper.find("catalogue", version) or (None, None)
    if not isinstance(checked_on, date) or not isinstance(catalogue, Catalogue) or today < checked_on:
        return None
    services: dict[str, Service] = {}
    for batch in batches:
        services |= cast(dict[str, Service], batch)
    return replace(catalogue, services=services)
