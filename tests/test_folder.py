"""The catalogue's folder is read once; the next start opens what was kept, as long as every file is the same."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal.catalogue import last_good, load
from portal.catalogue.read_service import read_service
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


def test_a_folder_in_place_of_a_file_that_was_read_leaves_the_last_good_catalogue(
    first: tuple[Path, Folder], tmp_path: Path
) -> None:
    shutil.copytree(first[0], tmp_path / "var")
    shutil.copytree(resource_dir("services_catalogue"), tmp_path / "catalogue")
    path = tmp_path / "catalogue" / "services" / "childline.yaml"
    path.unlink()
    path.mkdir()
    loaded = load_folder(tmp_path / "catalogue", var=tmp_path / "var", today=TODAY)
    assert [(fault.file, fault.code) for fault in loaded.faults] == [("services/childline.yaml", "unreadable")]
    assert loaded.catalogue.services == first[1].catalogue.services


def test_a_changed_file_is_read(first: tuple[Path, Folder], tmp_path: Path) -> None:
    shutil.copytree(first[0], tmp_path / "var")
    folder = tmp_path / "catalogue"
    shutil.copytree(resource_dir("services_catalogue"), folder)
    path = folder / "services" / f"{next(iter(first[1].catalogue.services))}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# checked again\n", encoding="utf-8")
    loaded = load_folder(folder, var=tmp_path / "var", today=TODAY)
    assert loaded.catalogue.services == first[1].catalogue.services
    assert loaded.catalogue.version != first[1].catalogue.version


def change_and_load(var: Path, folder: Path, name: str, text: str) -> Folder:
    (folder / "services" / name).write_text(text, encoding="utf-8")
    return load_folder(folder, var=var, today=TODAY)


def test_of_many_services_only_the_file_that_changed_is_read(
    first: tuple[Path, Folder], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(first[0], tmp_path / "var")
    folder = tmp_path / "catalogue"
    shutil.copytree(resource_dir("services_catalogue"), folder)
    line = (folder / "services" / "childline.yaml").read_text(encoding="utf-8")
    read: list[str] = []
    monkeypatch.setattr(load, "read_service", lambda reader, key: (read.append(key), read_service(reader, key))[1])
    loaded = change_and_load(tmp_path / "var", folder, "childline.yaml", line.replace("name: ", "name: New ", 1))
    assert read == ["childline"]
    assert loaded.catalogue.services["childline"].name == f"New {first[1].catalogue.services['childline'].name}"
    assert loaded.catalogue.services == {**first[1].catalogue.services} | {
        "childline": loaded.catalogue.services["childline"]
    }
    faulty = change_and_load(tmp_path / "var", folder, "childline.yaml", "name: [")
    assert "services/childline.yaml" in {fault.file for fault in faulty.faults}
    assert change_and_load(tmp_path / "var", folder, "childline.yaml", line).catalogue == first[1].catalogue


def test_what_a_file_says_is_judged_by_the_other_files_as_they_are_now(
    first: tuple[Path, Folder], tmp_path: Path
) -> None:
    shutil.copytree(first[0], tmp_path / "var")
    folder = tmp_path / "catalogue"
    shutil.copytree(resource_dir("services_catalogue"), folder)
    gone = first[1].catalogue.services["childline"].organization_id
    (folder / "organizations" / f"{gone}.yaml").unlink()
    faults = load_folder(folder, var=tmp_path / "var", today=TODAY).faults
    assert ("services/childline.yaml", "dangling") in [(fault.file, fault.code) for fault in faults]


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
