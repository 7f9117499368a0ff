"""Load the folder of places: every file is read, every fault noted, and what holds together is returned."""

import hashlib
import re
from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from portal.places.areas import Areas
from portal.places.read import read_council, read_hub, read_locality, read_neighbours
from portal.places.rules import check_councils, check_localities, check_services, keep_hubs, keep_owned, rank_wards
from portal.places.sectors import read_codes
from portal.yaml_files import Fault, FieldReader, read_fields, read_unchanged

T = TypeVar("T")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_areas(folder: Path, today: date, *, services: Collection[str] = ()) -> tuple[Areas, tuple[Fault, ...]]:
    """Read councils/, localities/, hubs/, neighbours.yaml and sectors.csv in `folder`, with all their faults.

    With the ids of all `services`, doors and hubs that name none of them are faults. Raises `OSError` where the folder goes
    on changing under the reading.
    """
    return read_unchanged(folder, compute_version=_hash, read=partial(_load, folder, today, services))


def _load(folder: Path, today: date, services: Collection[str], version: str) -> tuple[Areas, tuple[Fault, ...]]:
    faults: list[Fault] = []
    readers: dict[str, dict[str, FieldReader]] = {name: {} for name in ("councils", "localities", "hubs")}
    councils = _read_each(folder / "councils", read_council, readers["councils"], faults)
    neighbours = read_neighbours(folder / "neighbours.yaml", root=folder.parent, faults=faults)
    codes = read_codes(folder / "sectors.csv", root=folder.parent, faults=faults)
    check_councils(councils, neighbours, readers["councils"])
    localities = _read_each(folder / "localities", read_locality, readers["localities"], faults)
    localities = keep_owned(localities, councils, readers["localities"])
    check_localities(localities, codes, readers["localities"])
    hubs = _read_each(folder / "hubs", read_hub, readers["hubs"], faults)
    hubs = keep_hubs(keep_owned(hubs, councils, readers["hubs"]), localities, codes, readers["hubs"])
    if services:
        check_services(councils, hubs, services, readers)
    wards = rank_wards(localities, today)
    areas = Areas(councils, localities, hubs, neighbours, codes, wards, version=version)
    return areas, tuple(sorted(faults))


def _read_each(
    folder: Path, read: Callable[[FieldReader, str], T], readers: dict[str, FieldReader], faults: list[Fault]
) -> dict[str, T]:
    """Read every YAML file of `folder`, its name being the id; keep the readers, which know the lines."""
    root = folder.parent.parent
    found = {}
    for path in sorted(path for path in folder.glob("*.yaml") if not path.name.startswith(".")):
        if not _ID.fullmatch(path.stem):
            hint = "Write small letters, figures and single dashes: `northtown-library.yaml`."
            faults.append(
                Fault(path.relative_to(root).as_posix(), 1, "", "id", f"`{path.stem}` cannot be an id.", hint)
            )
        if fields := read_fields(path, root=root, faults=faults):
            readers[path.stem] = fields
            found[path.stem] = read(fields, path.stem)
    return found


def _hash(folder: Path) -> str:
    """Return a short hash of all files: the version of the rules that a request is routed by.

    A folder that is called like one of them is none, and who reads it says so.
    """
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv") and path.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return whole.hexdigest()[:16]
