"""A bad change never takes the site down."""

from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context

import pytest

from portal.catalogue.last_good import has_copy
from portal.yaml_files import Fault
from tests.catalogue.folders import change, load_and_keep, write_file

TODAY = date(2026, 11, 30)
HUB_FILE = "services/northtown-hub.yaml"


def test_a_faultless_catalogue_is_used_and_kept(folder, tmp_path):
    loaded = load_and_keep(folder, tmp_path / "keep", TODAY)
    assert (loaded.faults, loaded.folder) == ((), folder)
    assert has_copy(tmp_path / "keep", loaded.catalogue.version)


def test_a_bad_change_leaves_the_last_good_catalogue_in_use_and_tells_the_fault(folder, tmp_path):
    good = load_and_keep(folder, tmp_path / "keep", TODAY)
    change(folder, HUB_FILE, "cost: free", "cost: cheap")
    loaded = load_and_keep(folder, tmp_path / "keep", TODAY)
    assert [(fault.file, fault.code) for fault in loaded.faults] == [(HUB_FILE, "choice")]
    assert loaded.catalogue == good.catalogue
    assert loaded.folder == tmp_path / "keep" / good.catalogue.version


def test_a_fault_in_the_places_counts_too(folder, tmp_path):
    good = load_and_keep(folder, tmp_path / "keep", TODAY)
    fault = Fault("places/hubs/x.yaml", 1, "name", "missing", "`name` is missing.")
    write_file(folder, "places/hubs/x.yaml", "nam: x\n")
    loaded = load_and_keep(folder, tmp_path / "keep", TODAY, place_faults=(fault,))
    assert (loaded.faults, loaded.catalogue.version) == ((fault,), good.catalogue.version)


def test_without_a_copy_the_sound_rest_is_used(folder, tmp_path):
    change(folder, HUB_FILE, "cost: free", "cost: cheap")
    loaded = load_and_keep(folder, tmp_path / "keep", TODAY)
    assert (len(loaded.faults), set(loaded.catalogue.services)) == (1, {"abuse-line"})
    assert not (tmp_path / "keep").exists()


def test_a_mended_catalogue_is_used_again_and_becomes_the_copy(folder, tmp_path):
    load_and_keep(folder, tmp_path / "keep", TODAY)
    change(folder, HUB_FILE, "cost: free", "cost: cheap")
    load_and_keep(folder, tmp_path / "keep", TODAY)
    change(folder, HUB_FILE, "cost: cheap", "cost: low")
    mended = load_and_keep(folder, tmp_path / "keep", TODAY)
    assert (mended.faults, mended.folder) == ((), folder)
    write_file(folder, HUB_FILE, "")
    assert load_and_keep(folder, tmp_path / "keep", TODAY).catalogue == mended.catalogue


def test_only_the_last_two_copies_are_kept(folder, tmp_path):
    versions = []
    for number in range(4):
        change(folder, "organizations/northtown-council.yaml", "", f"# change {number}")
        versions.append(load_and_keep(folder, tmp_path / "keep", TODAY).catalogue.version)
    assert {path.name for path in (tmp_path / "keep").iterdir()} == {
        ".lock",
        "current",
        *(f"{each}.zip" for each in versions[-2:]),
    }


def test_processes_that_start_together_keep_one_whole_copy(folder, tmp_path):
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        loading = [processes.submit(load_and_keep, folder, tmp_path / "keep", TODAY) for _ in range(8)]
        loaded = [each.result() for each in loading]
    assert [each.faults for each in loaded] == [()] * 8
    packed = f"{loaded[0].catalogue.version}.zip"
    assert {path.name for path in (tmp_path / "keep").iterdir()} == {".lock", "current", packed}


def test_a_damaged_copy_is_not_used(folder, tmp_path):
    damage(tmp_path / "keep", load_and_keep(folder, tmp_path / "keep", TODAY))
    change(folder, HUB_FILE, "cost: free", "cost: cheap")
    loaded = load_and_keep(folder, tmp_path / "keep", TODAY)
    assert (loaded.folder, set(loaded.catalogue.services)) == (folder, {"abuse-line"})


def test_a_damaged_copy_is_made_again(folder, tmp_path):
    good = load_and_keep(folder, tmp_path / "keep", TODAY)
    damage(tmp_path / "keep", good)
    load_and_keep(folder, tmp_path / "keep", TODAY)
    change(folder, HUB_FILE, "cost: free", "cost: cheap")
    assert load_and_keep(folder, tmp_path / "keep", TODAY).catalogue == good.catalogue


def test_what_was_unpacked_and_then_changed_is_unpacked_again(folder, tmp_path):
    good = load_and_keep(folder, tmp_path / "keep", TODAY)
    change(folder, HUB_FILE, "cost: free", "cost: cheap")
    load_and_keep(folder, tmp_path / "keep", TODAY)
    change(tmp_path / "keep" / good.catalogue.version, HUB_FILE, "A place to go.", "A place")
    assert load_and_keep(folder, tmp_path / "keep", TODAY).catalogue == good.catalogue


@pytest.mark.parametrize(("byte", "bit"), [(4, 7), (6, 0), (6, 5), (8, 3), (8, 1), (18, 3)])
def test_a_copy_with_one_wrong_bit_in_how_it_is_packed_is_not_used(folder, tmp_path, byte, bit):
    good = load_and_keep(folder, tmp_path / "keep", TODAY)
    packed = tmp_path / "keep" / f"{good.catalogue.version}.zip"
    whole = bytearray(packed.read_bytes())
    for start in (0, whole.index(b"PK\x01\x02") + 2):  # the same fields stand before a file and in the list of all
        whole[start + byte] ^= 1 << bit
    packed.write_bytes(whole)
    change(folder, HUB_FILE, "cost: free", "cost: cheap")
    assert load_and_keep(folder, tmp_path / "keep", TODAY).folder == folder


def damage(keep, loaded):
    packed = keep / f"{loaded.catalogue.version}.zip"
    packed.write_bytes(packed.read_bytes().replace(b"A place to go.", b"A place to do."))


def test_where_no_copy_can_be_written_the_site_goes_on_and_says_so(folder, tmp_path):
    (tmp_path / "keep").write_text("a file in the way", encoding="utf-8")
    loaded = load_and_keep(folder, tmp_path / "keep", TODAY)
    assert [fault.code for fault in loaded.faults] == ["not-kept"]
    assert set(loaded.catalogue.services) == {"northtown-hub", "abuse-line"}
