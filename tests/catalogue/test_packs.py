from datetime import date
from pathlib import Path

import pytest

from portal.catalogue.codes import assign_codes
from portal.catalogue.load import load_catalogue
from portal.catalogue.packs import PackItem, find_by_codes
from tests.catalogue.folders import change, write_catalogue

HUB, GONE = (assign_codes([name], ())[name] for name in ("northtown-hub", "gone"))
TODAY = date(2026, 11, 21)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_catalogue(tmp_path)
    gone = f"- {{code: {GONE}, service_id: gone, retired: 2026-11-01, name: Old, instead: [northtown-hub], need: send}}"
    (tmp_path / "codes.yaml").write_text(f"- {{code: {HUB}, service_id: northtown-hub}}\n{gone}\n")
    return tmp_path


def find(folder: Path, code: str) -> PackItem:
    return find_by_codes(load_catalogue(folder).catalogue, [code], TODAY)[0]


def test_a_code_stands_for_its_service(folder: Path) -> None:
    item = find(folder, HUB)
    assert item.is_current
    assert item.service
    assert item.service.id == "northtown-hub"


def test_a_retired_one_is_named_with_what_to_use_instead(folder: Path) -> None:
    item = find(folder, GONE)
    assert item.service is None
    assert item.gone
    assert (item.gone.name, item.gone.retired) == ("Old", date(2026, 11, 1))
    assert [each.id for each in item.instead] == ["northtown-hub"]
    assert item.need
    assert item.need.id == "send"


@pytest.mark.parametrize(
    ("old", "new", "has_ended"),
    [
        ("cost: free", "cost: free\nstatus: temporarily closed", False),
        ("cost: free", "cost: free\nstatus: unconfirmed", False),
        ("    closes_at: 17:00\n", "    closes_at: 17:00\n    valid_to: 2026-11-20\n", True),
    ],
)
def test_one_that_changed_is_not_current_and_leads_to_other_help(
    folder: Path, old: str, new: str, has_ended: bool
) -> None:
    change(folder, "services/northtown-hub.yaml", old, new)
    item = find(folder, HUB)
    assert (item.is_current, item.has_ended) == (False, has_ended)
    assert item.need
    assert item.need.id == "early-help"


def test_a_code_nobody_has_is_nothing(folder: Path) -> None:
    assert find(folder, "XXB") == PackItem("XXB")
