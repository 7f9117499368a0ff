"""A file saved while the catalogue is read: what was read and the version it is kept by belong together."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal.catalogue import load
from portal.catalogue.load import compute_version, load_catalogue
from tests.catalogue.folders import change, load_and_keep

TODAY = date(2026, 11, 30)
HUB_FILE = "services/northtown-hub.yaml"


@pytest.fixture
def when_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], None]], None]:
    """Have something done each time that all files were read, before the reading ends."""

    def arrange(do: Callable[[int], None]) -> None:
        readings, check = iter(range(100)), load.check_rules

        def check_rules(entries: load.Entries) -> None:
            check(entries)
            do(next(readings))

        monkeypatch.setattr(load, "check_rules", check_rules)

    return arrange


def test_a_file_saved_meanwhile_is_read_again(folder: Path, when_read: Callable[..., None]) -> None:
    when_read(lambda reading: change(folder, HUB_FILE, "A place to go.", "A warm place.") if reading == 0 else None)
    loaded = load_catalogue(folder, today=TODAY)
    assert loaded.catalogue.services["northtown-hub"].description == "A warm place."
    assert loaded.catalogue.version == compute_version(folder)


def test_what_was_not_checked_never_becomes_the_last_good_copy(
    folder: Path, tmp_path: Path, when_read: Callable[..., None]
) -> None:
    when_read(lambda reading: change(folder, HUB_FILE, "cost: free", "cost: cheap") if reading == 0 else None)
    loaded = load_and_keep(folder, tmp_path / "keep", TODAY)
    assert [fault.file for fault in loaded.faults] == [HUB_FILE]
    assert not (tmp_path / "keep").exists()


def test_a_folder_that_goes_on_changing_is_not_used(folder: Path, when_read: Callable[..., None]) -> None:
    when_read(lambda reading: change(folder, HUB_FILE, "", f"# change {reading}"))
    with pytest.raises(OSError, match="changing"):
        load_catalogue(folder, today=TODAY)
