"""Keep a copy of the last catalogue without a fault, so that a bad change never takes the site down."""

import fcntl
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from portal.catalogue.load import Loaded, compute_version, load_catalogue
from portal.catalogue.packed import pack_folder, read_version, unpack_folder
from portal.catalogue.read_before import ReadBefore
from portal.whole_file import written_whole
from portal.yaml_files import Fault

CURRENT = "current"
NOT_KEPT = "not-kept"  # the code of the fault that no copy could be made
_log = logging.getLogger(__name__)


def load_or_last_good(
    folder: Path,
    keep: Path,
    today: date,
    *,
    place_faults: tuple[Fault, ...] = (),
    before: ReadBefore | None = None,
    version: str = "",
) -> Loaded:
    """Load the catalogue in `folder`; where it has faults, return the last good one from `keep` with those faults.

    The answer's `folder` is where the catalogue (and its places) was read from. `place_faults` are what else is wrong
    in `folder`, `before` what was read of it earlier, `version` its hash, if that is known. Without a kept copy, what is
    sound is used.
    """
    loaded = load_catalogue(folder, today=today, before=before, version=version)
    faults = (*loaded.faults, *place_faults)
    return replace(_load_kept(keep) or loaded, faults=faults) if faults else loaded


def keep_copy(loaded: Loaded, keep: Path) -> tuple[Fault, ...]:
    """Copy the folder of a catalogue without a fault aside and swap it in; a full disk is told and stops nothing."""
    if loaded.faults:
        return ()
    try:
        _keep_current(loaded.folder, keep, loaded.catalogue.version)
    except OSError as error:
        message = f"The copy of the last good catalogue could not be written ({error.strerror})."
        return (Fault(keep.as_posix(), 1, "", NOT_KEPT, message, "Make room, or let the portal write there."),)
    return ()


def has_copy(keep: Path, version: str) -> bool:
    """Tell whether the kept copy is of `version`, without reading it all."""
    return _read_current(keep) == version and _packed(keep, version).is_file()


def _keep_current(folder: Path, keep: Path, version: str) -> None:
    """Make `folder` the kept copy, unless it is already."""
    with _alone(keep):
        before = _read_current(keep)
        is_there = _is_whole(keep, version) or _copy_aside(folder, keep, version)
        if before != version and is_there:
            _point_to(keep, version)
            _forget_others(keep, {before, version})


@contextmanager
def _alone(keep: Path) -> Iterator[None]:
    """Hold the other processes of the site back: they start together and would copy over one another."""
    keep.mkdir(parents=True, exist_ok=True)
    with (keep / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _load_kept(keep: Path) -> Loaded | None:
    """Return the kept catalogue, or None where there is none or it was damaged."""
    version = _read_current(keep)
    if not version or not _unpack(keep, version):
        return None
    loaded = load_catalogue(keep / version)
    return None if loaded.faults else loaded


def _unpack(keep: Path, version: str) -> bool:
    """Make a folder of the kept copy, unless there is one already; tell whether it is there and whole."""
    if compute_version(keep / version) == version:
        return True
    if not _is_whole(keep, version):
        return False
    try:
        with _alone(keep):
            unpack_folder(_packed(keep, version), keep / version)
    except OSError as error:
        _log.error("last good catalogue not unpacked: %s", error.strerror)
        return False
    return True


def _read_current(keep: Path) -> str:
    """Return the version of the kept copy, empty where there is none."""
    try:
        return (keep / CURRENT).read_text(encoding="ascii")
    except (FileNotFoundError, UnicodeDecodeError):
        return ""


def _packed(keep: Path, version: str) -> Path:
    return keep / f"{version}.zip"


def _is_whole(keep: Path, version: str) -> bool:
    return read_version(_packed(keep, version)) == version


def _copy_aside(folder: Path, keep: Path, version: str) -> bool:
    """Pack `folder` under its version's name, and tell so; what is changed while it is packed waits for the next start."""
    with written_whole(_packed(keep, version)) as aside:
        pack_folder(folder, aside)
        is_whole = read_version(aside) == version
        if not is_whole:
            aside.unlink()
    return is_whole


def _point_to(keep: Path, version: str) -> None:
    with written_whole(keep / CURRENT) as aside:
        aside.write_text(version, encoding="ascii")


def _forget_others(keep: Path, wanted: set[str]) -> None:
    """Remove older copies; the one before stays, as another process may be reading it."""
    for path in keep.iterdir():
        if path.name.startswith(".") or path.name == CURRENT or path.stem in wanted:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
