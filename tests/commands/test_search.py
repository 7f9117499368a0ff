"""`portal search`: what the results page would show."""

import json

import pytest

from tests.commands.conftest import Run


def test_one_search_is_answered_as_json(run: Run) -> None:
    words = ("my son wont go school", "--postcode", "L32 1AA", "--age", "13", "--locale", "en", "--limit", "5")
    answer = json.loads(run("search", *words, "--json").output)
    assert list(answer) == ["query", "results", "repaired", "crisis"]
    assert (answer["query"], answer["crisis"]) == ("my son wont go school", False)
    assert len(answer["results"]) == 5
    assert {tuple(each) for each in answer["results"]} == {("id", "group", "why", "miles")}
    assert {each["group"] for each in answer["results"]} <= {"near_you", "no_travel"}
    assert any("need:school-attendance" in each["why"] for each in answer["results"])


def test_each_line_of_standard_input_is_a_search(run: Run) -> None:
    lines = run("search", "-", "--json", typed="baby massage\nhe hits me\n").output.splitlines()
    first, second = (json.loads(line) for line in lines)
    assert (first["query"], first["crisis"]) == ("baby massage", False)
    assert (second["query"], second["crisis"]) == ("he hits me", True)
    assert {each["group"] for each in first["results"]} == {"elsewhere"}


def test_more_results_than_a_page_has_can_be_asked_for(run: Run) -> None:
    answer = json.loads(run("search", "help", "--postcode", "L32 1AA", "--limit", "45", "--json").output)
    ids = [each["id"] for each in answer["results"]]
    assert len(ids) == len(set(ids)) == 45


def test_a_language_that_is_not_offered_is_answered_all_the_same(run: Run) -> None:
    assert json.loads(run("search", "school", "--locale", "xx", "--json").output)["results"]


def test_a_person_reads_names(run: Run) -> None:
    told = run("search", "he hits me", "--limit", "2").output.splitlines()
    assert told[0] == "In danger now? Ring 999."
    assert told[1].startswith("1. ")


@pytest.mark.parametrize(
    "wrong", [("--postcode", "nowhere"), ("--postcode", "M1 1AA"), ("--age", "old"), ("--age", "26")]
)
def test_what_cannot_be_read_is_said(run: Run, wrong: tuple[str, str]) -> None:
    assert wrong[0] in run("search", "school", *wrong, status=2).output
