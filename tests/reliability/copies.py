"""Builds of the portal with one thing wrong: a copy of the code with small changes of its text."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portal.bootstrap import CHECKOUT
from tests.reliability.site import Site

_COPIED = (
    "portal",
    "tests",
    "templates",
    "static",
    "translations",
    "services_catalogue",
    "setup.cfg",
    "pyproject.toml",
)


@dataclass(frozen=True)
class Change:
    """What stands in a file, and what stands there in the sabotaged build."""

    file: str
    before: str
    after: str


def make_copy(folder: Path, changes: Sequence[Change] = ()) -> Path:
    """Copy the code with changes into a folder; raise where a text to change is not there, or there twice."""
    for name in _COPIED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "pictures"))
        else:
            shutil.copy(source, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    for change in changes:
        _apply(folder / change.file, change)
    return folder


def python_of(copy: Path) -> str:
    """Return the interpreter that runs the copy's code and does not set up anything."""
    return str(copy / ".venv" / "bin" / "python")


def site_of(site: Site, copy: Path) -> Site:
    """Return the same site run by another build."""
    return replace(site, code=copy)


def _apply(file: Path, change: Change) -> None:
    text = file.read_text(encoding="utf-8")
    if text.count(change.before) != 1:
        raise LookupError(f"{change.file}: the text to change stands there {text.count(change.before)} times")
    file.write_text(text.replace(change.before, change.after), encoding="utf-8")
