"""What remains of a catalogue with faults, and what tells one version from another."""

from datetime import date

import pytest

from portal.catalogue.codes import assign_codes
from portal.catalogue.load import check_catalogue, load_catalogue
from portal.resources import resource_dir
from portal.yaml_files import format_fault
from tests.catalogue.folders import HUB, change, write_file

TODAY = date(2026, 11, 30)
HUB_FILE, LINE_FILE, NEEDS_FILE = "services/northtown-hub.yaml", "services/abuse-line.yaml", "taxonomies/needs.yaml"
DANGER_FILE = "taxonomies/danger.yaml"


def test_what_is_faulty_is_left_out_with_all_that_points_to_it(folder):
    change(folder, HUB_FILE, "cost: free", "cost: cheap")
    write_file(
        folder, "services/drugs.yaml", HUB.replace("[early-help, parenting]", "[send]") + "ask_via: [northtown-hub]\n"
    )
    catalogue = load_catalogue(folder, today=TODAY).catalogue
    assert set(catalogue.services) == {"abuse-line", "drugs"}
    assert catalogue.services["drugs"].ask_via == ()
    assert catalogue.needs["parenting"].nearest == ()


def test_a_faulty_organization_takes_its_services_along_without_blaming_them(folder):
    change(folder, "organizations/northtown-council.yaml", "name:", "nam:")
    loaded = load_catalogue(folder, today=TODAY)
    assert {fault.file for fault in loaded.faults} == {"organizations/northtown-council.yaml"}
    assert dict(loaded.catalogue.services) == {}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (HUB_FILE, "cost: free", "cost: cheap"),
        (HUB_FILE, "cost: free", "\tcost: free"),
        (HUB_FILE, "description: A place", "description: Drop-in: a place"),
        (LINE_FILE, "phones:", "phones: ["),
        ("organizations/northtown-council.yaml", "name:", "\tname:"),
    ],
)
def test_a_file_with_a_fault_is_named_alone_for_what_points_to_it_is_right(folder, file, old, new):
    drugs = HUB.replace("[early-help, parenting]", "[send]") + "ask_via: [northtown-hub, abuse-line]\n"
    write_file(folder, "services/drugs.yaml", drugs)
    codes = assign_codes(["northtown-hub", "abuse-line", "drugs"], ())
    lines = [f"- {{code: {code}, service_id: {each}}}\n" for each, code in codes.items()]
    write_file(folder, "codes.yaml", "".join(lines))
    assert check_catalogue(folder, TODAY) == ()
    change(folder, file, old, new)
    assert {fault.file for fault in check_catalogue(folder, TODAY)} == {file}
    assert "parenting" in load_catalogue(folder, today=TODAY).catalogue.needs


def test_a_faulty_need_takes_only_itself_along(folder):
    change(folder, NEEDS_FILE, "name: Special needs", "name: ''")
    loaded = load_catalogue(folder, today=TODAY)
    assert set(loaded.catalogue.needs) == {"safety", "domestic-abuse", "early-help", "parenting", "substance-use"}
    assert set(loaded.catalogue.services) == {"northtown-hub", "abuse-line"}


def test_a_faulty_danger_still_brings_up_the_panel(folder):
    change(folder, DANGER_FILE, "[abuse-line]", "[gone, abuse-line]")
    danger = load_catalogue(folder, today=TODAY).catalogue.dangers["violence"]
    assert (danger.words["en"], danger.crisis_lines) == (("hits me",), ("abuse-line",))


def test_a_danger_that_is_unforeseen_needs_no_words(folder):
    change(
        folder,
        DANGER_FILE,
        "- id: violence",
        "- id: other\n  is_unforeseen: yes\n  crisis_lines: [abuse-line]\n- id: violence",
    )
    assert list(check_catalogue(folder, TODAY)) == []
    assert load_catalogue(folder, today=TODAY).catalogue.dangers["other"].is_unforeseen


def test_needs_that_cannot_be_read_are_one_fault_and_not_one_for_each_service(folder):
    write_file(folder, NEEDS_FILE, "- id: 'a\n")
    assert [(fault.file, fault.code) for fault in check_catalogue(folder, TODAY)] == [(NEEDS_FILE, "syntax")]


def test_an_empty_folder_is_a_fault_for_each_part(tmp_path):
    faults = check_catalogue(tmp_path, TODAY)
    assert [(fault.file, fault.code) for fault in faults] == [
        ("organizations", "empty"),
        ("services", "empty"),
        ("taxonomies/danger.yaml", "unreadable"),
        ("taxonomies/needs.yaml", "unreadable"),
    ]


@pytest.mark.parametrize("name", ["synonyms", "needs_said"])
def test_what_widens_the_search_may_be_left_out(folder, name):
    (folder / f"taxonomies/{name}.yaml").unlink()
    assert check_catalogue(folder, TODAY) == ()


def test_the_version_follows_names_and_contents(folder):
    first = load_catalogue(folder).catalogue.version
    assert load_catalogue(folder).catalogue.version == first
    change(folder, HUB_FILE, "A place to go.", "A place to be.")
    second = load_catalogue(folder).catalogue.version
    (folder / HUB_FILE).rename(folder / "services/hub.yaml")
    assert len({first, second, load_catalogue(folder).catalogue.version}) == 3


def test_the_shipped_catalogue_has_no_fault():
    loaded = load_catalogue(resource_dir("services_catalogue"), today=TODAY)
    assert [format_fault(fault) for fault in loaded.faults] == []
    assert len(loaded.catalogue.services) >= 170
    assert {"domestic-abuse", "substance-use", "safety", "early-help", "send"} <= set(loaded.catalogue.needs)
