"""The catalogue's folder: what it says now, or, where it has faults, the last good copy; opened from what was kept if it can be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from portal.catalogue.last_good import has_copy, keep_copy, load_or_last_good
from portal.catalogue.load import Loaded, compute_hashes, compute_version
from portal.catalogue.models import Catalogue
from portal.catalogue.packed_services import PackedServices, pack_services
from portal.catalogue.read_before import ReadBefore
from portal.kept import Keeper
from portal.places.areas import Areas
from portal.places.load import load_areas
from portal.yaml_files import Fault

Keep = Callable[[], tuple[Fault, ...]]


@dataclass(frozen=True)
class Folder:
    """What is used of the catalogue's folder, and what is wrong with it."""

    catalogue: Catalogue
    areas: Areas
    faults: tuple[Fault, ...]


def load_folder(folder: Path, *, var: Path, today: date, prepare: Callable[[], None] = lambda: None) -> Folder:
    """Load catalogue and places, both from the last good copy in `var` where either has a fault, and keep them there.

    The next start need then not read them. `prepare` may have another process do it. Raises `OSError` where the folder
    changes under the reading.
    """
    found, keep = open_folder(folder, var=var, today=today, prepare=prepare)
    return replace(found, faults=(*found.faults, *keep()))


def open_folder(
    folder: Path, *, var: Path, today: date, prepare: Callable[[], None] = lambda: None
) -> tuple[Folder, Keep]:
    """Return the same, and what keeps it in `var` by the hash of the files and returns what is wrong with that."""
    keeper, last_good = Keeper(var / "kept"), var / "last-good-catalogue"
    version = compute_version(folder)
    for is_again in (False, True):
        if is_again:
            prepare()
        kept = _find_kept(keeper, version, today, folder / "places")
        if kept is not None and has_copy(last_good, kept.catalogue.version):
            return kept, tuple
    areas, place_faults = load_areas(folder / "places", today)
    before = _find_read(keeper)
    loaded = load_or_last_good(folder, last_good, today, place_faults=place_faults, before=before, version=version)
    if loaded.folder != folder:
        areas, _faults = load_areas(loaded.folder / "places", today)
    found = Folder(loaded.catalogue, areas, loaded.faults)

    return found, partial(_keep, folder, keeper, last_good, version, today, found, loaded)


def _keep(
    folder: Path, keeper: Keeper, last_good: Path, version: str, today: date, found: Folder, loaded: Loaded
) -> tuple[Fault, ...]:
    faults, (last, hashes) = keep_copy(loaded, last_good), compute_hashes(folder)
    is_same = last == version  # looked at last: then all that stood there before is of this version
    if not faults and (is_same or loaded.catalogue.version == version):
        rest = replace(found, catalogue=replace(found.catalogue, services={}))
        packed = pack_services(found.catalogue.services.values())
        keeper.keep("catalogue", version, [today, rest, packed])
        if is_same and not loaded.faults:
            keeper.keep("read", "services", [ReadBefore(hashes, packed)])
    return faults


def _find_read(keeper: Keeper) -> ReadBefore | None:
    """Return the services of the last catalogue without a fault, whatever its version, to be told by their files' hashes."""
    (found,) = keeper.find("read", "services") or (None,)
    return found if isinstance(found, ReadBefore) else None


def _find_kept(keeper: Keeper, version: str, today: date, places: Path) -> Folder | None:
    """Return what was kept of this version.

    It was checked on a day: on an earlier one its dates may lie ahead, and its faults are looked for anew each day, as are
    the rules for places that are in force.
    """
    checked_on, rest, services = keeper.find("catalogue", version) or (None, None, None)
    if not isinstance(checked_on, date) or not isinstance(rest, Folder) or not isinstance(services, PackedServices):
        return None
    found = replace(rest, catalogue=replace(rest.catalogue, services=services))
    if today == checked_on:
        return found
    areas, faults = load_areas(places, today)
    return replace(found, areas=areas) if today > checked_on and not (found.faults or faults) else None
