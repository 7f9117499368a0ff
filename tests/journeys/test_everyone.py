"""Every page in every state, in English and Arabic, on a phone and a desk, by every check: `checks.py` says which."""

import fcntl
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.checks import Looker, Problems, look_at
from tests.journeys.gather import Gathered, files_app, gather

PARTS = 4
GROUPS = [("public", "en"), ("public", "ar"), ("staff", "en")]


@pytest.fixture(scope="session")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Gathered]:
    """All states, walked by one process of the run and read by the others."""
    shared = tmp_path_factory.getbasetemp().parent / "states"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = shared / "states.json"
        if not kept.exists():
            kept.write_text(json.dumps([each.to_json() for each in gather(shared / "site")]), encoding="utf-8")
    found = [Gathered.from_json(each) for each in json.loads(kept.read_text(encoding="utf-8"))]
    return {(each.site, each.locale): each for each in found}


@pytest.fixture(scope="session")
def looker(
    browser: Browser, gathered: dict[tuple[str, str], Gathered], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Looker]:
    """The browser's page that all states are shown in."""
    found = Looker(browser, files_app(tmp_path_factory.getbasetemp().parent / "states" / "site"))
    yield found
    found.context.close()


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("site", "locale"), GROUPS)
def test_everyone_can_use_every_page(
    gathered: dict[tuple[str, str], Gathered], looker: Looker, site: str, locale: str, part: int
) -> None:
    wrong: dict[str, Problems] = {}
    for state in gathered[site, locale].states[part::PARTS]:
        if found := look_at(looker, state, is_public=site == "public"):
            wrong[state.name] = found
    assert wrong == {}


@pytest.mark.parametrize(("site", "locale"), GROUPS)
def test_no_page_of_the_routes_list_was_left_out(
    gathered: dict[tuple[str, str], Gathered], site: str, locale: str
) -> None:
    assert gathered[site, locale].missing == []


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_pages_are_told_apart_by_their_titles(gathered: dict[tuple[str, str], Gathered], locale: str) -> None:
    titles: dict[str, set[str]] = {}
    for state in gathered["public", locale].states:
        # The asking pages say nothing on purpose: their titles stay in the browser's history.
        if state.page.status == 200 and not state.endpoint.startswith("ask."):
            titles.setdefault(state.page.title, set()).add(state.endpoint)
    assert {title: sorted(found) for title, found in titles.items() if len(found - {"area.change"}) > 1} == {}
