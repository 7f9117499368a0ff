from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.catalogue.codes import LETTERS, assign_codes, is_code, read_codes_typed
from portal.catalogue.load import check_catalogue, load_catalogue
from portal.cli import main
from tests.catalogue.folders import write_catalogue

TODAY = date(2026, 11, 21)
ALL_OF_3 = [code for code in (a + b + c for a in LETTERS for b in LETTERS for c in LETTERS) if is_code(code)]


def test_no_slip_of_one_letter_and_no_exchange_of_two_makes_another_code() -> None:
    assert len(ALL_OF_3) == len(LETTERS) ** 2
    for code in ALL_OF_3:
        changed = {code[:at] + letter + code[at + 1 :] for at in range(3) for letter in LETTERS} - {code}
        changed |= {"".join(each) for each in permutations(code)} - {code}
        assert not [
            each for each in changed if is_code(each) and sum(a != b for a, b in zip(each, code, strict=True)) < 3
        ]


def test_no_code_holds_a_vowel_or_a_letter_that_looks_like_another_sign() -> None:
    assert not set("AEIOUYL0158") & set(LETTERS)


def test_ten_thousand_services_get_codes_of_three_or_four_letters_each_its_own() -> None:
    codes = assign_codes((f"service-{number}" for number in range(5000)), ())
    assert len(set(codes.values())) == 5000
    assert {len(code) for code in codes.values()} == {3, 4}
    assert all(map(is_code, codes.values()))


def test_a_taken_code_is_not_given_again() -> None:
    first = assign_codes(["a"], ())["a"]
    assert assign_codes(["a"], [first])["a"] != first


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("mwr-tgx", ("MWR", "TGX")),
        (" MWR TGX ", ("MWR", "TGX")),
        ("MWR-MWR", ("MWR",)),
        ("8W6-T5X", ("BWG", "TSX")),
        ("", ()),
        ("--", ()),
        ("<script>", ("SCRIPT",)),
    ],
)
def test_codes_are_read_as_people_type_them(typed: str, codes: tuple[str, ...]) -> None:
    assert read_codes_typed(typed) == codes


HUB, LINE, OTHER = (assign_codes([name], ())[name] for name in ("northtown-hub", "abuse-line", "gone"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_catalogue(tmp_path)
    write(tmp_path, f"- {{code: {HUB}, service_id: northtown-hub}}", f"- {{code: {LINE}, service_id: abuse-line}}")
    return tmp_path


def write(folder: Path, *lines: str) -> None:
    (folder / "codes.yaml").write_text("".join(f"{line}\n" for line in lines))


def faults_of(folder: Path) -> list[tuple[str, int, str]]:
    return [(fault.file, fault.line, fault.code) for fault in check_catalogue(folder, TODAY)]


def test_with_a_code_for_each_service_nothing_is_wrong(folder: Path) -> None:
    assert faults_of(folder) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (f"- {{code: {HUB}, service_id: northtown-hub}}", "code-reused"),
        (f"- {{code: {OTHER}, service_id: northtown-hub}}", "two-codes"),
        (f"- {{code: {OTHER}, service_id: gone}}", "gone"),
        ("- {code: ABC, service_id: northtown-hub}", "code"),
        (f"- {{code: {OTHER}, service_id: gone, retired: 2026-11-01, need: parenting}}", "missing"),
        (f"- {{code: {OTHER}, service_id: gone, retired: 2026-11-01, name: Gone}}", "instead"),
        (f"- {{code: {OTHER}, service_id: gone, retired: 2026-11-01, name: Gone, instead: [nowhere]}}", "dangling"),
        (f"- {{code: {OTHER}, service_id: gone, retired: 2026-11-01, name: Gone, need: nowhere}}", "dangling"),
        (
            f"- {{code: {OTHER}, service_id: northtown-hub, retired: 2026-11-01, name: Hub, need: parenting}}",
            "not-gone",
        ),
    ],
)
def test_a_wrong_line_is_named_by_file_and_line(folder: Path, line: str, fault: str) -> None:
    with (folder / "codes.yaml").open("a") as file:
        file.write(line + "\n")
    assert ("codes.yaml", 3, fault) in faults_of(folder)


def test_a_retired_code_is_never_another_services(folder: Path) -> None:
    gone = f"- {{code: {OTHER}, service_id: gone, retired: 2026-11-01, name: Gone, instead: [northtown-hub]}}"
    write(
        folder, f"- {{code: {LINE}, service_id: abuse-line}}", gone, f"- {{code: {OTHER}, service_id: northtown-hub}}"
    )
    assert ("codes.yaml", 3, "code-reused") in faults_of(folder)


def test_a_service_without_a_code_is_named_and_stays_on_the_site(folder: Path) -> None:
    write(folder, f"- {{code: {LINE}, service_id: abuse-line}}")
    assert faults_of(folder) == [("services/northtown-hub.yaml", 1, "no-code")]
    loaded = load_catalogue(folder, today=TODAY)
    assert loaded.faults == ()
    assert "northtown-hub" in loaded.catalogue.services


def test_the_command_gives_what_is_missing_and_changes_nothing_else(folder: Path) -> None:
    before = (folder / "codes.yaml").read_text()
    assert CliRunner().invoke(main, ["catalogue", "codes", str(folder)]).output == ""
    assert (folder / "codes.yaml").read_text() == before
    write(folder, "# kept", f"- {{code: {LINE}, service_id: abuse-line}}")
    assert CliRunner().invoke(main, ["catalogue", "codes", str(folder)]).output == f"{HUB} northtown-hub\n"
    assert (folder / "codes.yaml").read_text().splitlines()[-1] == f"- {{code: {HUB}, service_id: northtown-hub}}"
    assert (folder / "codes.yaml").read_text().startswith("# kept\n")
    assert faults_of(folder) == []


def test_a_folder_without_the_file_is_not_asked_for_it(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    assert faults_of(tmp_path) == []
