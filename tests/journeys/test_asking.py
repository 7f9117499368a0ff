"""A family asks, a worker reads it, records a try and closes: through the real command, in a real browser."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Portal, watched_page

NUMBER = "01632 960 001"  # Ofcom keeps it for stories


def go_on(page: Page) -> None:
    """Press the page's button."""
    page.locator("main form button").first.click()


def begin(page: Page, way: str) -> None:
    """Start asking in one of the two ways, as a parent with nobody in danger."""
    page.goto("/en/ask/")
    page.get_by_role("link", name=way).click()
    page.get_by_label("No", exact=True).check()
    go_on(page)
    expect(page.get_by_role("heading", name="Who is asking?")).to_be_visible()
    page.locator("input[value=parent]").check()
    go_on(page)


def say_where(page: Page, postcode: str) -> None:
    """Give the postcode of the children's home."""
    page.get_by_label("Postcode").fill(postcode)
    go_on(page)


def leave_a_number(page: Page) -> None:
    """Fill in the one page of "Just ring me"."""
    page.locator("input[name=name]").fill("Sam")
    page.locator("input[name=detail]").fill(NUMBER)
    for name, value in (("may_ring", "yes"), ("may_leave_message", "no"), ("may_say_who", "no")):
        page.locator(f"input[name={name}][value={value}]").check()
    page.locator("input[name=may_contact]").check()
    go_on(page)


def ask_to_be_rung(page: Page, postcode: str) -> str:
    """Ask by "Just ring me" and return the reference."""
    begin(page, "Just ring me")
    say_where(page, postcode)
    go_on(page)  # who will read this
    leave_a_number(page)
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    go_on(page)
    expect(page.locator(".reference")).to_be_visible()
    return page.locator(".reference").inner_text()


def test_a_family_asks_and_its_team_reads_it(page: Page, portal: Portal, browser: Browser) -> None:
    reference = ask_to_be_rung(page, "L32 1AA")
    expect(page.locator("main")).to_contain_text("Early help in Knowsley")
    assert NUMBER not in page.content()
    for desk in watched_page(browser.new_context(viewport=DESKTOP), portal):
        sign_in(desk, portal)
        desk.get_by_role("link", name=re.compile(reference)).click()
        desk.get_by_role("button", name="Open this request").click()
        expect(desk.locator("main")).to_contain_text("What is safe")
        expect(desk.locator("main")).to_contain_text(NUMBER)
        text = desk.locator("main").inner_text()
        assert text.index("What is safe") < text.index(NUMBER)


def test_the_answers_are_gone_from_the_browser_once_they_are_sent(page: Page) -> None:
    ask_to_be_rung(page, "L32 1AA")
    for _ in range(6):
        page.go_back()
        assert NUMBER not in page.content()
        assert "Sam" not in page.locator("main").inner_text()


def test_a_border_postcode_asks_for_the_council_before_anything_personal(page: Page) -> None:
    begin(page, "Just ring me")
    say_where(page, "L14 8AA")
    expect(page.locator("main")).to_contain_text("council tax")
    page.locator("input[value=liverpool]").check()
    go_on(page)
    expect(page.locator("main")).to_contain_text("Early help in Liverpool")


def test_a_child_under_the_councils_age_is_shown_whom_to_ring_and_nothing_is_collected(page: Page) -> None:
    page.goto("/en/ask/")
    page.get_by_role("link", name="Tell us more").click()
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.locator("input[value=young_person]").check()
    go_on(page)
    page.locator("main input[type=text], main input[inputmode=numeric]").first.fill("12")
    go_on(page)
    expect(page.locator("main")).to_contain_text("Childline")
    assert page.locator("main textarea").count() == 0


def test_all_of_it_works_without_scripts(page_without_scripts: Page) -> None:
    assert re.fullmatch(r"\w{3}-\w{3}-\w{4}", ask_to_be_rung(page_without_scripts, "L20 4AA"))


def sign_in(page: Page, portal: Portal) -> None:
    """Use the link the start printed; it works once, so later tests of a session find themselves signed in no more."""
    page.goto(new_link(portal))
    page.locator("main form button").first.click()
    expect(page).to_have_url(f"{portal.staff}/inbox")


def new_link(portal: Portal) -> str:
    """Ask the command for a fresh link, as an operator would."""
    link = portal.command("teams", "link", "practice-knowsley")
    found = re.search(r"/sign-in/\S+", link)
    assert found, link
    return portal.staff + found[0]


@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_page_tells_before_the_time_is_over_and_gives_more(
    portal: Portal, browser: Browser, has_scripts: bool
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=has_scripts, base_url=portal.public)
    for page in watched_page(context, portal):
        if has_scripts:
            page.clock.install()
        begin(page, "Tell us more")
        say_where(page, "L32 1AA")
        go_on(page)
        page.locator("textarea").fill("half a sentence")
        limit = page.locator("#time")
        expect(limit).to_contain_text("We clear your answers at")
        if has_scripts:
            page.clock.fast_forward("24:00")
            expect(limit.get_by_role("status")).to_have_text("")
            page.clock.fast_forward("01:10")
            expect(limit.get_by_role("status")).to_have_text("We clear your answers soon.")
            expect(page.locator("textarea")).to_be_focused()
            expect(limit).to_be_in_viewport()
        page.get_by_role("button", name="I need more time").click()
        expect(page.locator("textarea")).to_have_value("half a sentence")
        expect(limit).not_to_have_class(re.compile("soon"))


def test_once_the_time_is_over_nothing_stays_on_the_screen(page: Page, portal: Portal) -> None:
    page.clock.install()
    begin(page, "Tell us more")
    say_where(page, "L32 1AA")
    go_on(page)
    page.locator("textarea").fill("half a sentence")
    page.clock.fast_forward("30:10")
    page.wait_for_function("!document.body.innerText.includes('half') && !document.querySelector('textarea')?.value")


def test_a_worker_is_told_before_being_signed_out_and_keeps_what_was_typed(portal: Portal, browser: Browser) -> None:
    for desk in watched_page(browser.new_context(viewport=DESKTOP), portal):
        desk.clock.install()
        sign_in(desk, portal)
        desk.clock.fast_forward("25:10")
        expect(desk.get_by_role("status").filter(has_text="You are signed out soon.")).to_be_visible()
        with desk.expect_popup() as other:
            desk.get_by_role("link", name="I need more time").click()
        other.value.close()
        expect(desk.get_by_text("You are signed out soon.")).to_have_count(0)
