"""Services that are kept packed are the same services: all of them, in order, each opened when it is asked for."""

from pathlib import Path

import pytest

from portal.catalogue import packed_services
from portal.catalogue.load import load_catalogue
from portal.catalogue.models import Catalogue
from portal.catalogue.packed_services import PackedServices, pack_services
from portal.kept import Keeper
from portal.resources import resource_dir


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(resource_dir("services_catalogue")).catalogue


def test_they_are_the_services_that_were_packed_in_their_order(catalogue: Catalogue) -> None:
    packed = pack_services(catalogue.services.values())
    assert packed == catalogue.services
    assert list(packed) == list(catalogue.services)
    assert len(packed) == len(catalogue.services)


def test_one_that_is_not_there_is_not_there(catalogue: Catalogue) -> None:
    packed = pack_services(catalogue.services.values())
    assert "no-such-service" not in packed
    assert packed.get("no-such-service") is None


def test_outlines_tell_the_same_as_the_services(catalogue: Catalogue) -> None:
    assert pack_services(catalogue.services.values()).outlines == catalogue.outlines


def test_none_is_opened_to_tell_how_many_there_are_and_what_they_are_for(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_services.PackedServices, "_unpack", lambda *_args: pytest.fail("opened"))
    packed = pack_services(catalogue.services.values())
    assert len(packed) == len({each.id for each in packed.outlines if each.needs})
    assert "childline" in packed


def test_only_so_many_stay_open(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_services, "MOST_OPEN", 1)
    packed = pack_services(catalogue.services.values())
    first, second = list(packed)[:2]
    opened = packed[first]
    assert packed[first] is opened
    assert packed[second]
    assert packed[first] is not opened
    assert packed[first] == opened


def test_kept_on_disk_they_are_the_same(catalogue: Catalogue, tmp_path: Path) -> None:
    Keeper(tmp_path / "kept").keep("services", "1", ["before", pack_services(catalogue.services.values()), "after"])
    before, packed, after = Keeper(tmp_path / "kept").find("services", "1") or ()
    assert isinstance(packed, PackedServices)
    assert packed == catalogue.services
    assert packed.outlines == catalogue.outlines
    assert (before, after) == ("before", "after")
    Keeper(tmp_path / "kept").keep("services", "2", [packed])
    assert Keeper(tmp_path / "kept").find("services", "2") == [catalogue.services]
