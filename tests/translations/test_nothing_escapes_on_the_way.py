"""Every word on pages that come of something done: a list, a page to take away, a report, a request looked up."""

import re

import pytest

from tests.page import Page
from tests.page_client import PageClient
from tests.translations.pseudo import LOCALE, escaped

ABUSE = "national-domestic-abuse-helpline"
ON_THE_LIST = ("childline", ABUSE, "stepchange")
RING = ({"danger": "no"}, {"asker": "parent"}, {"postcode": "L20 4AA"}, {})
CONTACT = {"name": "1", "detail": "0151 496 0000", "may_ring": "yes", "may_leave_message": "no", "may_contact": "y"}


@pytest.fixture
def pack(stranger: PageClient) -> Page:
    """A page to take away."""
    stranger.post(f"/{LOCALE}/shortlist/add", {"service": list(ON_THE_LIST)})
    shortlist = stranger.get(f"/{LOCALE}/shortlist")
    return stranger.submit_and_follow(shortlist, {"pack": "y"}, action=f"/{LOCALE}/shortlist")


def test_a_list_says_nothing_that_cannot_be_translated(stranger: PageClient, names: list[str]) -> None:
    stranger.post(f"/{LOCALE}/shortlist/add", {"service": list(ON_THE_LIST)})
    assert escaped(stranger.get(f"/{LOCALE}/shortlist"), names) == []
    assert escaped(stranger.get(f"/{LOCALE}/services/childline"), names) == []


def test_a_page_to_take_away_says_nothing_that_cannot_be_translated(
    stranger: PageClient, names: list[str], pack: Page
) -> None:
    assert escaped(pack, names) == []
    codes = re.search(r"/p/([A-Z0-9-]+)", pack.html)
    assert codes is not None
    assert escaped(stranger.get(f"/{LOCALE}/p/{codes[1]}"), names) == []
    assert escaped(stranger.get(f"/{LOCALE}/p/ZZZZ", status=404), names) == []


def test_telling_of_a_fault_says_nothing_that_cannot_be_translated(stranger: PageClient, names: list[str]) -> None:
    form = stranger.get(f"/{LOCALE}/services/kooth/report")
    assert escaped(form, names) == []
    assert escaped(stranger.submit(form, {}, status=422), names) == []
    assert escaped(stranger.submit_and_follow(form, {"field": "phone", "words": "1"}), names) == []


def test_a_request_looked_up_says_nothing_that_cannot_be_translated(stranger: PageClient, names: list[str]) -> None:
    page = stranger.get(f"/{LOCALE}/ask/step/1?way=ring_me")
    for answer in (*RING, CONTACT, {}):
        assert escaped(page, names) == [], page.path
        page = stranger.submit_and_follow(page, answer)
    assert escaped(page, names) == [], page.path
    kept = stranger.submit(page, action=f"/{LOCALE}/follow/new", status=200)
    assert escaped(kept, names) == []
    reference, words = (text.strip() for text in re.findall(r'class="reference"[^>]*>([^<]+)<', kept.html))
    form = stranger.get(f"/{LOCALE}/follow/")
    wrong = stranger.submit(form, {"reference": "1", "words": "2"}, action=f"/{LOCALE}/follow/", status=422)
    assert escaped(wrong, names) == []
    typed = {"reference": reference, "words": words}
    found = stranger.follow(stranger.submit(form, typed, action=f"/{LOCALE}/follow/"))
    assert escaped(found, names) == []
