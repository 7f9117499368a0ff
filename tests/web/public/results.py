"""Reading a page of results: its groups and cards; being somewhere."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tests.page import Page, text_of
from tests.page_client import PageClient


@dataclass(frozen=True)
class Card:
    """One result as a family sees it."""

    id: str
    name: str
    text: str
    tags: tuple[str, ...]
    calls: tuple[str, ...]

    @property
    def miles(self) -> float | None:
        """The miles it says, a part of one as half."""
        if any("less than" in tag for tag in self.tags):
            return 0.5
        found = re.search(r"about (\d+) mile", " ".join(self.tags))
        return float(found[1]) if found else None


def cards_of(page: Page) -> list[Card]:
    """Every card of a page, in its order."""
    return [_read(item) for item in page.main.iter("li") if item.get("class") == "card"]


def cards_in(page: Page, group: str) -> list[Card]:
    """The cards below the heading with the id `group`, up to the next heading of a group."""
    at, found = False, []
    for element in page.main.iter():
        if element.tag == "h2":
            at = element.get("id") == group
        elif at and element.tag == "li" and element.get("class") == "card":
            found.append(_read(element))
    return found


def all_cards(browser: PageClient, path: str) -> list[Card]:
    """The cards of every page of a search."""
    page, found = browser.get(path), []
    while True:
        found += cards_of(page)
        following = page.links().get("Next page") or page.links().get("More results")
        if not following:
            return found
        page = browser.get(following)


def stand_in(browser: PageClient, postcode: str) -> Page:
    """Say by a postcode where the family is; the answer is where it leads."""
    return browser.submit(browser.get("/en/area"), {"postcode": postcode}, action="/en/area")


def live_in(browser: PageClient, council: str) -> Page:
    """Say by name which council is the family's."""
    return browser.submit(browser.get("/en/area/council"), {"council": council})


def _read(item: Element) -> Card:
    link = next(item.iter("a"))
    return Card(
        id=link.get("href", "").rsplit("/", 1)[-1],
        name=text_of(link),
        text=text_of(item),
        tags=tuple(text_of(each) for each in item.iter("li") if "tag" in each.get("class", "").split()),
        calls=tuple(a.get("href", "") for a in item.iter("a") if a.get("href", "").startswith("tel:")),
    )
