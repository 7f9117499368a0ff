"""The page about accessibility tells what the last test of every page found, and nothing better."""

import json
from pathlib import Path

from portal.web.labels.tested import CHECK
from portal.web.public.tested import RESULT, load_test_run
from tests.journeys.checks import SORTS
from tests.page_client import PageClient


def test_every_sort_of_check_has_its_words() -> None:
    assert sorted(CHECK) == sorted(SORTS)


def test_the_result_was_written_by_the_command_and_names_only_checks_there_are() -> None:
    run = load_test_run(RESULT)
    assert run.pages > 50
    assert set(run.wrong_on) <= set(SORTS)


def test_the_page_shows_the_last_result(reader: PageClient) -> None:
    run, page = load_test_run(), reader.get("/en/accessibility")
    assert f"looked at {run.pages} pages" in page.text
    assert page.text.count("Something wrong on") == len(run.wrong_on)
    assert page.text.count("Nothing wrong") == len(CHECK) - len(run.wrong_on)
    assert "No disabled person has tested the site yet" in page.text
    assert "Equality Advisory and Support Service" in page.text


def test_a_fault_that_was_found_is_told(tmp_path: Path) -> None:
    told = {"day": "2026-03-10", "commit": "abc", "pages": {"public en": 3, "staff en": 2}, "wrong_on": {"axe": 1}}
    (tmp_path / "result.json").write_text(json.dumps(told))
    run = load_test_run(tmp_path / "result.json")
    assert (run.pages, run.public, run.staff, run.wrong_on) == (5, {"en": 3}, 2, {"axe": 1})
