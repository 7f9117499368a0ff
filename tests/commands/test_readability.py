"""`portal catalogue readability`, and how plain the English of pages and catalogue has to be."""

from pathlib import Path

import pytest

from portal.commands.readability import average_grade, count_syllables, grade_of, read_texts
from portal.commands.translation_texts import Part, find_texts, texts_of
from portal.resources import resource_dir
from tests.commands.conftest import Run

HIGHEST = {Part.INTERFACE: 4.0, Part.NEEDS: 6.0, Part.SERVICES: 5.0, Part.STAFF: 5.0}  # grade 6 is a reading age of 11
READINGS = read_texts(texts_of(find_texts(resource_dir("services_catalogue"))))


def test_nothing_that_families_read_is_too_hard() -> None:
    hard = [each for each in READINGS if each.is_too_hard and each.part is not Part.STAFF]
    assert [(each.file, each.line, each.text) for each in hard] == []


@pytest.mark.parametrize("part", Part)
def test_the_average_can_be_read_at_eleven(part: Part) -> None:
    assert average_grade(each for each in READINGS if each.part is part) <= HIGHEST[part]


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("family", 3), ("away", 2), ("needed", 2), ("asked", 1), ("people", 2), ("safe", 1), ("the", 1), ("area", 3)],
)
def test_syllables_are_counted_as_people_speak(word: str, syllables: int) -> None:
    assert abs(count_syllables(word) - syllables) <= (word == "area")


def test_plain_words_have_a_lower_grade_than_official_ones() -> None:
    plain = grade_of("We talk with you. You say what would help.")
    official = grade_of("Multi-agency practitioners facilitate proportionate assessment of presenting vulnerabilities.")
    assert (plain < 2, official > 15) == (True, True)


def test_names_of_places_do_not_make_a_text_hard() -> None:
    assert grade_of("It is in Netherton and Litherland.") < 6


def test_hard_texts_are_listed_first_by_file_and_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    hard = "Multi-agency practitioners facilitate proportionate assessment of presenting vulnerabilities in collaboration with stakeholders."
    (tmp_path / "services" / "one.yaml").write_text(f"name: One\ndescription: {hard}\n")
    told = run("catalogue", "readability", "--worst", "1", status=1, PORTAL_CATALOGUE=str(tmp_path)).output
    assert told.splitlines()[-1].startswith("services_catalogue/services/one.yaml:2: too hard, grade 2")
    run("catalogue", "readability")
