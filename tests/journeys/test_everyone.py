"""Every page in every state, in English and Arabic, on a phone and a desk, by every check: `checks.py` says which."""

import pytest

from tests.journeys.checks import Looker, Problems, find_same_titles, look_at
from tests.journeys.gather import LOCALES, Gathered

PARTS = 4
GROUPS = [(site, locale) for site in ("public", "staff") for locale in LOCALES]


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
    # Where somebody is and changing it are one page to families.
    found = [each for each in gathered["public", locale].states if each.endpoint != "area.change"]
    assert find_same_titles(found) == {}
