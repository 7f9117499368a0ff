"""Have another process make what sites only want to open: it takes seconds, and twice the room that is needed later."""

import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Protocol


class Prepare(Protocol):
    """Makes beforehand, elsewhere, what these languages need; where it fails, it is made here."""

    def __call__(self, locales: Collection[str], *, with_store: bool = False, gives_way: bool = False) -> None:
        """Return when it is kept.

        `with_store` brings the tables up to date, too; what `gives_way` takes longer where the machine is busy.
        """


def prepare_nothing(locales: Collection[str], *, with_store: bool = False, gives_way: bool = False) -> None:
    """Leave everything to be made here: commands have nobody waiting."""


def prepare_aside(locales: Collection[str], *, with_store: bool = False, gives_way: bool = False) -> None:
    """Make it in a process of its own."""
    _start(locales, with_store=with_store, gives_way=gives_way).wait()


@contextmanager
def preparing_early(var: Path, locales: Collection[str]) -> Iterator[Prepare]:
    """Begin in a process of its own where nothing was ever made in `var`; give what waits for that, and makes the rest.

    It is through when this ends; where this ends with an error, so does that process.
    """
    if (var / "kept").exists():
        yield prepare_aside
        return
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    early, is_wanted = _start(locales, with_store=True, gives_way=False), False
    try:
        yield partial(_wait_or_prepare, early)
        is_wanted = True
    finally:
        if not is_wanted:
            early.terminate()
        early.wait()


def _wait_or_prepare(
    early: "subprocess.Popen[bytes]", locales: Collection[str], *, with_store: bool = False, gives_way: bool = False
) -> None:
    if early.returncode is None:
        early.wait()
    else:
        prepare_aside(locales, with_store=with_store, gives_way=gives_way)


def _start(locales: Collection[str], *, with_store: bool, gives_way: bool) -> "subprocess.Popen[bytes]":
    options = [*(["--store"] if with_store else []), *(["--give-way"] if gives_way else [])]
    return subprocess.Popen([sys.executable, "-m", "portal", "prepare", *options, *locales])
