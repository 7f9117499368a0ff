"""What takes longest begins early where nothing was ever made, and ends with a start that failed."""

import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from signal import SIGTERM
from types import SimpleNamespace

import pytest

from portal import aside

Started = list[tuple[tuple[str, ...], bool, "subprocess.Popen[bytes]"]]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Started]:
    """Let the processes that make things run this code instead; the list names the languages and store of each."""

    def arrange(code: str) -> Started:
        started: Started = []

        def run(locales: Collection[str], *, with_store: bool, gives_way: bool) -> "subprocess.Popen[bytes]":
            started.append((tuple(locales), with_store, subprocess.Popen([sys.executable, "-c", code])))
            return started[-1][2]

        monkeypatch.setattr(aside, "_start", run)
        return started

    return arrange


def test_the_first_wish_waits_for_what_began_early_and_the_next_is_made_then(
    tmp_path: Path, start: Callable[[str], Started]
) -> None:
    started = start("")
    with aside.preparing_early(tmp_path / "var", ("en",)) as prepare:
        prepare(("en",), with_store=True)
        assert [(locales, store, process.returncode) for locales, store, process in started] == [(("en",), True, 0)]
        prepare(("ar",))
    assert [(locales, store) for locales, store, _process in started] == [(("en",), True), (("ar",), False)]


def test_what_began_early_is_through_even_where_nobody_waited(tmp_path: Path, start: Callable[[str], Started]) -> None:
    started = start("import time; time.sleep(0.2)")
    with aside.preparing_early(tmp_path / "var", ()):
        pass
    assert [process.returncode for _locales, _store, process in started] == [0]


def test_it_ends_with_a_start_that_failed(tmp_path: Path, start: Callable[[str], Started]) -> None:
    started = start("import time; time.sleep(600)")
    with pytest.raises(SystemExit), aside.preparing_early(tmp_path / "var", ("en",)):
        sys.exit("Not safe to work with.")
    assert [process.returncode for _locales, _store, process in started] == [-SIGTERM]


def test_where_something_was_kept_nothing_begins(tmp_path: Path, start: Callable[[str], Started]) -> None:
    started = start("")
    (tmp_path / "kept").mkdir()
    with aside.preparing_early(tmp_path, ("en",)) as prepare:
        assert started == []
        prepare(("en",))
    assert [(locales, store) for locales, store, _process in started] == [(("en",), False)]


def test_what_gives_way_is_started_so(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def start(command: list[str]) -> "subprocess.Popen[bytes]":
        started.append(command[3:])
        return subprocess.Popen([sys.executable, "-c", ""])

    monkeypatch.setattr(aside, "subprocess", SimpleNamespace(Popen=start))
    aside.prepare_aside(("en", "ar"), gives_way=True)
    aside.prepare_aside(("en",), with_store=True)
    assert started == [["prepare", "--give-way", "en", "ar"], ["prepare", "--store", "en"]]
