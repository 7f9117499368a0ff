"""From the front page to a printed page of three services, on a phone: counted and timed; and how it prints."""

import re
from collections.abc import Iterator
from time import monotonic

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import PHONE, Portal, watched_page
from tests.journeys.test_finding import RULES

MOST_SECONDS, MOST_INTERACTIONS = 60, 12
TAP, LETTER = 1.2, 0.25  # seconds somebody takes to find and press a thing, and to type a letter on a phone
EIGHT = (
    "childline", "kooth", "ypas", "liverpool-citizens-support", "whisc", "north-liverpool-foodbank",
    "library-liverpool-central", "crisis-and-resilience-fund",
)  # fmt: skip
MARGINS = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")
PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")


class Hand:
    """Somebody's hand on a phone: every tap and every box filled in is one interaction and takes a person's time."""

    def __init__(self) -> None:
        self.interactions = 0
        self.seconds = 0.0
        self._since = monotonic()

    def tap(self, thing: Locator) -> None:
        thing.click()
        self._count(TAP)

    def type(self, box: Locator, words: str) -> None:
        box.fill(words)
        self._count(TAP + LETTER * len(words))

    @property
    def took(self) -> float:
        """Seconds the machine took, and those a person would have."""
        return monotonic() - self._since + self.seconds

    def _count(self, seconds: float) -> None:
        self.interactions += 1
        self.seconds += seconds


@pytest.fixture
def phone(browser: Browser, portal: Portal) -> Iterator[Page]:
    yield from watched_page(browser.new_context(viewport=PHONE, base_url=portal.public), portal)


def add_button(page: Page, number: int) -> Locator:
    return page.get_by_role("button", name=re.compile("^Add to my list")).nth(number)


def make_pack(page: Page, service_ids: tuple[str, ...], *, locale: str = "en", words: str = "") -> None:
    """Put services on the list and make the page."""
    for each in service_ids:
        page.goto(f"/en/services/{each}")
        add_button(page, 0).click()
    page.goto("/en/shortlist")
    if words:
        for box in page.locator("input[name^=line-]").all():
            box.fill(words[:80])
    page.locator("summary").click()
    page.get_by_label("What we agreed").fill(words)
    page.get_by_label("Who does what next").fill(words)
    page.get_by_label("Language of the paper").select_option(locale)
    page.get_by_role("button", name="Make the page").click()


def sheets(page: Page, size: str) -> int:
    return len(PAGE_OBJECT.findall(page.pdf(format=size, margin=MARGINS)))


def test_three_services_are_on_paper_in_a_minute_and_twelve_interactions(phone: Page) -> None:
    phone.goto("/en/")
    hand = Hand()
    hand.type(phone.get_by_label("What do you need help with?"), "my son wont go school")
    hand.type(phone.get_by_label("Postcode"), "L32 1AA")
    hand.tap(phone.get_by_role("button", name="Find help"))
    for number in range(3):
        hand.tap(add_button(phone, number))
    hand.tap(phone.get_by_role("link", name="It is on your list. See your list"))
    hand.tap(phone.get_by_role("button", name="Make the page"))
    phone.evaluate("window.print = () => { window.printed = true }")
    hand.tap(phone.get_by_role("button", name="Print"))
    assert phone.evaluate("window.printed")
    assert phone.locator(".pack-list > li").count() == 3
    assert sheets(phone, "A4") == 1
    print(f"{hand.interactions} interactions, {hand.took:.0f} seconds")
    assert hand.interactions <= MOST_INTERACTIONS
    assert hand.took <= MOST_SECONDS


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_eight_services_with_words_print_on_one_sheet_of_either_size(phone: Page, locale: str) -> None:
    make_pack(phone, EIGHT, locale=locale, words="We ring the school on Monday and meet at the library. " * 5)
    expect(phone.locator(".pack-list > li")).to_have_count(8)
    assert {size: sheets(phone, size) for size in ("A5", "A4")} == {"A5": 1, "A4": 1}


def test_the_button_says_where_it_is_that_it_is_done(phone: Page) -> None:
    phone.goto("/en/search?q=school")
    add_button(phone, 4).click()
    done = phone.get_by_role("link", name="It is on your list. See your list")
    expect(done).to_be_visible()
    expect(done).to_be_in_viewport()
    assert done.count() == 1


def test_all_of_it_works_without_scripts(page_without_scripts: Page) -> None:
    make_pack(page_without_scripts, ("childline", "kooth"))
    expect(page_without_scripts.locator(".qr svg")).to_be_visible()
    address = page_without_scripts.get_by_label("Address to pass on").input_value()
    page_without_scripts.goto(address)
    expect(page_without_scripts.locator("main")).to_contain_text("Childline")
    assert page_without_scripts.get_by_role("button", name="Copy").count() == 0


def test_what_stands_under_the_code_is_what_is_copied(phone: Page) -> None:
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    make_pack(phone, ("childline",))
    phone.get_by_role("button", name="Share").click()
    expect(phone.get_by_role("button", name="Copied")).to_be_visible()
    address = phone.get_by_label("Address to pass on").input_value()
    assert phone.evaluate("navigator.clipboard.readText()") == address
    assert address.endswith(phone.locator(".pack-code strong").inner_text().replace("\n", ""))


@pytest.mark.parametrize(
    ("locale", "paths"),
    [
        ("en", ("shortlist", "pack", "embed", "working-with-families?level=4", "services/kooth/report")),
        ("ar", ("pack", "p/MWR-BBB")),
    ],
)
def test_no_page_of_it_has_a_fault_that_axe_can_find(phone: Page, locale: str, paths: tuple[str, ...]) -> None:
    make_pack(phone, ("childline", "national-domestic-abuse-helpline"))
    for path in paths:
        phone.goto(f"/{locale}/{path}")
        assert phone.locator("body").evaluate("body => body.scrollWidth <= innerWidth"), path
        found = Axe().run(phone, options={"runOnly": RULES}).response["violations"]
        assert [(path, each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
