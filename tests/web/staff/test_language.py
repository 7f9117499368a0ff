"""The staff site in every language of the portal: chosen on any page, kept by the browser, names and words as they were written."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_staff_app
from portal.config import Settings
from portal.parts import Parts
from portal.store.transactions import writing
from portal.teams import Role, add_person, issue_sign_in_link
from tests.clock import StoppedClock
from tests.page import Page, text_of
from tests.page_client import PageClient, filled_in
from tests.web.staff.conftest import COUNCIL, Send, SignIn, do, open_it, token_on
from tests.web.test_english import unmarked

ARAB = "سلمى"
CODE = re.compile(r"[0-9A-Z]{3}(-[0-9A-Z]{3,4})+")


def choose(browser: PageClient, language: str, page: Page | None = None) -> Page:
    """Press the button of a language at the foot of a page, the first where none is given."""
    shown = page or browser.get("/", headers={"Accept-Language": "en"})
    form = next(each for each in shown.tree.iter("form") if each.get("action") == "/language")
    return browser.post("/language", {**filled_in(form), "language": language})


@pytest.fixture
def arab(worker: PageClient) -> PageClient:
    """A worker's browser that has chosen Arabic."""
    choose(worker, "ar", worker.get("/inbox"))
    return worker


def test_the_first_time_a_page_is_in_the_councils_first_language_whatever_the_browser_wishes(
    settings: Settings, worker_browser: PageClient
) -> None:
    wish = {"Accept-Language": "ar,pl"}
    assert worker_browser.get("/", headers=wish).tree.get("lang") == "en"
    polish = PageClient(create_staff_app(replace(settings, locales=("pl", "en")), clock=StoppedClock()))
    assert polish.get("/", headers=wish).tree.get("lang") == "pl"


@pytest.mark.parametrize(
    ("language", "direction", "title"), [("ar", "rtl", "تسجيل الدخول"), ("pl", "ltr", "Zaloguj się")]
)
def test_a_language_is_chosen_before_signing_in(
    worker_browser: PageClient, language: str, direction: str, title: str
) -> None:
    page = worker_browser.follow(choose(worker_browser, language))
    assert (page.path, page.h1) == ("/", title)
    assert (page.tree.get("lang"), page.tree.get("dir")) == (language, direction)
    assert text_of(page.tree.find(".//*[@class='translation-note']"))


def test_it_outlives_signing_in_and_signing_out(worker_browser: PageClient, make_link: Callable[..., str]) -> None:
    choose(worker_browser, "pl")
    inbox = worker_browser.submit_and_follow(worker_browser.get(make_link()))
    assert (inbox.path, inbox.tree.get("lang")) == ("/inbox", "pl")
    out = worker_browser.post("/sign-out", token_on(worker_browser.get("/inbox")))
    assert worker_browser.follow(out).tree.get("lang") == "pl"


def test_the_cookie_says_the_language_and_nothing_else_and_is_kept_from_scripts(worker_browser: PageClient) -> None:
    line = choose(worker_browser, "ar").headers["Set-Cookie"]
    assert line.startswith("staff-language=ar; ")
    assert {"HttpOnly", "Path=/", "SameSite=Lax", f"Max-Age={365 * 24 * 3600}"} <= set(line.split("; "))


def test_over_https_it_is_for_this_host_only(settings: Settings) -> None:
    site = "https://help.example.org"
    browser = PageClient(create_staff_app(replace(settings, is_https=True), clock=StoppedClock()), site=site)
    line = choose(browser, "ar").headers["Set-Cookie"]
    assert line.startswith("__Host-staff-language=ar; ")
    assert {"Secure", "Path=/"} <= set(line.split("; "))


@pytest.mark.parametrize("kept", ["xx", "", "en_GB", "../ar"])
def test_what_is_not_offered_changes_nothing(worker_browser: PageClient, kept: str) -> None:
    choose(worker_browser, "pl")
    answer = choose(worker_browser, kept)
    assert "Set-Cookie" not in answer.headers
    assert worker_browser.follow(answer).tree.get("lang") == "pl"
    worker_browser._client.set_cookie("staff-language", kept)
    assert worker_browser.get("/").tree.get("lang") == "en"


def test_the_page_is_shown_again_where_it_was(worker: PageClient, send: Send) -> None:
    request_id = send()
    for path in ("/inbox?urgent=y", "/people/", f"/requests/{request_id}"):
        assert choose(worker, "ar", worker.get(path)).location == path


@pytest.mark.parametrize("path", ["/nowhere?q=a&b=%3C", "/a%00b", "/a%3Fb/%22", "/%D8%B3"])
def test_from_an_address_that_leads_nowhere_it_goes_there_again(worker_browser: PageClient, path: str) -> None:
    assert choose(worker_browser, "ar", worker_browser.get(path, status=404)).location == path


def test_from_a_page_that_only_a_form_shows_it_goes_to_the_one_above(worker: PageClient, send: Send) -> None:
    request_id = send()
    open_it(worker, request_id)
    wrong = do(worker, request_id, "notes", {"text": ""}, status=422)
    assert choose(worker, "pl", wrong).location == f"/requests/{request_id}"
    lost = worker.submit(worker.get("/inbox"), {"reference": "x"}, action="/inbox/find", status=404)
    assert choose(worker, "pl", lost).location == "/inbox"


def test_from_an_address_that_gets_no_link_it_goes_to_where_one_types_it(settings: Settings) -> None:
    browser = PageClient(create_staff_app(replace(settings, smtp_host="mail.example"), clock=StoppedClock()))
    refused = browser.submit(browser.get("/"), {"email": "nobody"}, status=422)
    assert choose(browser, "ar", refused).location == "/"
    for _time in range(6):
        browser.submit(browser.get("/"), {"email": "ann@example.org"})
    refused = browser.submit(browser.get("/"), {"email": "ann@example.org"}, status=429)
    assert choose(browser, "ar", refused).location == "/"


@pytest.mark.parametrize("back", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", ""])
def test_it_never_leads_elsewhere(worker_browser: PageClient, back: str) -> None:
    assert worker_browser.post("/language", {"language": "pl", "back": back}).location == "/"


def test_where_there_is_one_language_none_is_offered(settings: Settings) -> None:
    browser = PageClient(create_staff_app(replace(settings, locales=("en",)), clock=StoppedClock()))
    assert "/language" not in browser.get("/").html


def test_a_request_reads_in_the_language_chosen(arab: PageClient, send: Send) -> None:
    page = open_it(arab, send())
    for told in ("ما الآمن", "عدم الذهاب إلى المدرسة", "عمره 4 أشهر", "الثلاثاء، 10 مارس 2026"):
        assert told in page.text, told
    inbox = arab.get("/inbox")
    assert "الثلاثاء، 10 مارس" in inbox.text
    assert "10:00\xa0ص" in inbox.html  # a line never ends before the sign of the morning
    assert "10:00 ص" not in inbox.html + page.html


def test_what_people_wrote_stays_as_it_is_and_runs_its_own_way(arab: PageClient, send: Send) -> None:
    page = open_it(arab, send())
    worry = next(each for each in page.main.iter("p") if text_of(each) == "I do not know what to do.")
    assert worry.get("dir") == "auto"
    written = [text_of(each) for each in page.tree.iter("bdi") if each.get("lang") == ""]
    assert "Practice reader" in written
    assert "البوابة" in page.text
    assert "البوابة" not in written


def test_a_name_keeps_its_own_direction_on_an_english_page(parts: Parts, staff_app: Flask, clock: StoppedClock) -> None:
    team = f"practice-{COUNCIL}"
    with writing(parts.engine) as db:
        person = add_person(db, team, name=ARAB, email="s@example.org", role=Role.READER, now=clock())
        link = issue_sign_in_link(db, team, clock(), person_id=person.id)
    browser = PageClient(staff_app)
    page = browser.submit_and_follow(browser.get(f"/sign-in/{link}"))
    assert page.tree.get("lang") == "en"
    assert ARAB in [text_of(each) for each in page.tree.find(".//header").iter("bdi")]


def test_references_run_from_left_to_right(arab: PageClient, send: Send) -> None:
    page = open_it(arab, send())
    codes = [each for each in page.main.iter() if CODE.fullmatch((each.text or "").strip())]
    codes += [each for each in arab.get("/inbox").main.iter() if CODE.fullmatch((each.text or "").strip())]
    assert len(codes) > 1
    assert {each.get("dir") for each in codes} == {"ltr"}


def test_what_is_not_translated_stands_in_english_marked_as_such(
    settings: Settings, tmp_path: Path, make_link: Callable[..., str], send: Send
) -> None:
    ours = replace(settings, locales=("en", "ar"), translations=tmp_path / "none")
    browser = PageClient(create_staff_app(ours, clock=StoppedClock()))
    choose(browser, "ar")
    browser.submit(browser.get(make_link()))
    for page in (browser.get("/inbox"), browser.get("/people/"), open_it(browser, send())):
        assert page.tree.get("lang") == "ar"
        own = {text_of(each) for each in page.tree.iter() if each.get("dir") in {"auto", "ltr"} or each.tag == "bdi"}
        assert set(unmarked(page)) - own == set()


def test_the_file_for_another_system_is_the_same_in_every_language(sign_in: SignIn, send: Send) -> None:
    request_id = send()
    files = []
    for language in ("en", "ar"):
        browser = sign_in()
        choose(browser, language, browser.get("/inbox"))
        if not files:
            open_it(browser, request_id)
        files.append(json.loads(do(browser, request_id, "download", status=200).html))
    assert files[0]["answers"] == files[1]["answers"]
    assert not re.search("[\u0600-\u06ff]", json.dumps(files[1], ensure_ascii=False))
