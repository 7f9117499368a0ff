"""The catalogue's folder is read once; the next start opens what was kept, as long as every file is the same."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal.catalogue import last_good
from portal.folder import Folder, load_folder
from portal.resources import resource_dir

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Folder]:
    """A data folder after the first start on the shipped catalogue, and what was loaded."""
    var = tmp_path_factory.mktemp("first") / "var"
    return var, load_folder(resource_dir("services_catalogue"), var=var, today=TODAY)


@pytest.fixture
def refuse_reading(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From its call on, reading the catalogue's YAML fails."""
    return lambda: monkeypatch.setattr(last_good, "load_catalogue", lambda *_args, **_named: pytest.fail("read again"))


@pytest.mark.parametrize("days", [0, 1, 400])
def test_the_next_start_is_given_the_same_without_reading(
    first: tuple[Path, Folder], refuse_reading: Callable[[], None], days: int
) -> None:
    var, loaded = first
    refuse_reading()
    opened = load_folder(resource_dir("services_catalogue"), var=var, today=TODAY + timedelta(days=days))
    assert opened.catalogue == loaded.catalogue
    assert list(opened.catalogue.services) == list(loaded.catalogue.services)
    assert opened.areas.codes == loaded.areas.codes
    assert opened.faults == ()


def test_on_an_earlier_day_dates_may_lie_ahead_and_all_is_read(first: tuple[Path, Folder]) -> None:
    var, _loaded = first
    early = load_folder(resource_dir("services_catalogue"), var=var, today=date(2020, 1, 1))
    assert "future" in " ".join(fault.code + fault.message for fault in early.faults)


def test_a_changed_file_is_read(first: tuple[Path, Folder], tmp_path: Path) -> None:
    shutil.copytree(first[0], tmp_path / "var")
    folder = tmp_path / "catalogue"
    shutil.copytree(resource_dir("services_catalogue"), folder)
    path = folder / "services" / f"{next(iter(first[1].catalogue.services))}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# checked again\n", encoding="utf-8")
    loaded = load_folder(folder, var=tmp_path / "var", today=TODAY)
    assert loaded.catalogue.services == first[1].catalogue.services
    assert loaded.catalogue.version != first[1].catalogue.version


def test_a_lost_last_good_copy_is_made_again(first: tuple[Path, Folder], tmp_path: Path) -> None:
    shutil.copytree(first[0], tmp_path / "var")
    shutil.rmtree(tmp_path / "var" / "last-good-catalogue")
    loaded = load_folder(resource_dir("services_catalogue"), var=tmp_path / "var", today=TODAY)
    assert last_good.has_copy(tmp_path / "var" / "last-good-catalogue", loaded.catalogue.version)


def test_faults_are_kept_too_for_a_day(
    first: tuple[Path, Folder], tmp_path: Path, refuse_reading: Callable[[], None]
) -> None:
    shutil.copytree(first[0], tmp_path / "var")
    shutil.copytree(resource_dir("services_catalogue"), tmp_path / "catalogue")
    (tmp_path / "catalogue" / "services" / "childline.yaml").write_text("name: [", encoding="utf-8")
    faulty = load_folder(tmp_path / "catalogue", var=tmp_path / "var", today=TODAY)
    assert faulty.catalogue == first[1].catalogue, "the last good copy"
    refuse_reading()
    assert load_folder(tmp_path / "catalogue", var=tmp_path / "var", today=TODAY) == faulty
    with pytest.raises(pytest.fail.Exception):
        load_folder(tmp_path / "catalogue", var=tmp_path / "var", today=TODAY + timedelta(days=1))
