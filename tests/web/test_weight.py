"""How much a page weighs on the line, headers included, and how its parts are kept."""

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.public.test_home import PAGES

FIRST_VISIT, LATER_PAGE = 30_000, 10_000  # bytes
OWN = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip, deflate, br"}
HEAVY = ["/en/search", "/en/search?q=help", "/en/places/liverpool", "/en/ask/", "/en/ask/step/1?way=tell_more"]


@pytest.fixture
def phone(reader_app: Flask) -> FlaskClient:
    """A phone in a place, so that results stand near and far."""
    client = reader_app.test_client()
    client.post("/en/area", data={"postcode": "L20 4AA"}, headers=OWN)
    return client


def weight(answer: TestResponse) -> int:
    """Bytes on the line: the status line, the headers and the body as it is sent."""
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return len(answer.status) + 11 + headers + len(answer.data)


def parts_of(answer: TestResponse) -> list[str]:
    """The files that a page loads."""
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', gzip.decompress(answer.data).decode())


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("path", [*PAGES, *HEAVY])
def test_a_page_is_light(phone: FlaskClient, path: str, locale: str) -> None:
    page = phone.get(path.replace("/en/", f"/{locale}/"), headers=OWN)
    assert weight(page) <= LATER_PAGE
    files = [phone.get(part, headers=OWN) for part in parts_of(page)]
    assert len(files) <= 3  # with the page itself: four requests
    assert weight(page) + sum(map(weight, files)) <= FIRST_VISIT


def test_a_browser_that_reads_nothing_packed_gets_it_plain(phone: FlaskClient) -> None:
    page = phone.get("/en/", headers={**OWN, "Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in page.headers
    assert page.text.startswith("<!DOCTYPE html>")
    assert "Accept-Encoding" in page.headers["Vary"]


@pytest.mark.parametrize("has_cookie", [True, False])
def test_a_page_says_what_of_a_request_it_depends_on(phone: FlaskClient, reader_app: Flask, has_cookie: bool) -> None:
    browser = phone if has_cookie else reader_app.test_client()
    page = browser.get("/en/search?q=help", headers=OWN)
    assert set(page.headers["Vary"].split(", ")) == {"Accept-Encoding", "Cookie"}


def test_a_packed_page_is_the_same_page(phone: FlaskClient) -> None:
    packed = phone.get("/en/about", headers=OWN)
    assert gzip.decompress(packed.data) == phone.get("/en/about", headers={**OWN, "Accept-Encoding": ""}).data


def test_the_length_of_a_packed_page_does_not_tell_its_content(phone: FlaskClient) -> None:
    assert len({len(phone.get("/en/about", headers=OWN).data) for _ in range(20)}) > 3


def test_the_staff_site_packs_nothing_that_holds_a_token(staff_app: Flask) -> None:
    assert "Content-Encoding" not in staff_app.test_client().get("/", headers=OWN).headers


def test_a_file_is_kept_for_ever_under_its_hash_and_not_under_an_old_one(phone: FlaskClient) -> None:
    sheet = next(part for part in parts_of(phone.get("/en/", headers=OWN)) if part.endswith(".css"))
    assert "immutable" in phone.get(sheet, headers=OWN).headers["Cache-Control"]
    old = phone.get(re.sub(r"\.\w{12}\.", ".0123456789ab.", sheet), headers=OWN)
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")
    assert phone.get("/static/css/nothing.0123456789ab.css", headers=OWN).status_code == 404
    assert phone.get("/static/../portal/config.py", headers=OWN).status_code == 404
