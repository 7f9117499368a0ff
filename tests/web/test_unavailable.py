"""A database that does not answer: nothing is lost, nothing is said to be sent, finding help goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import pytest
from flask import Flask
from sqlalchemy import event

from portal.config import Settings
from tests.page import Page
from tests.page_client import PageClient, filled_in
from tests.web.public.ask.journey import (
    SEFTON,
    answer,
    ask_to_be_rung,
    begin,
    count_referrals,
    parts_of,
    tell_more,
)


@contextmanager
def locked(app: Flask, settings: Settings) -> Iterator[None]:
    """The whole database held by somebody else, for readers too."""
    parts_of(app).engine.dispose()
    event.listen(parts_of(app).engine, "connect", be_impatient)
    with closing(sqlite3.connect(settings.var / "portal.sqlite3", isolation_level=None)) as blocker:
        blocker.execute("BEGIN EXCLUSIVE")
        yield
        blocker.execute("ROLLBACK")
    parts_of(app).engine.dispose()


@contextmanager
def keeping_nothing(app: Flask, settings: Settings) -> Iterator[None]:
    """Somebody else writes and does not end; what is there can be read."""
    engine = parts_of(app).engine
    with engine.connect() as db:
        db.exec_driver_sql("PRAGMA busy_timeout = 10")
    with closing(sqlite3.connect(settings.var / "portal.sqlite3", isolation_level=None)) as blocker:
        blocker.execute("BEGIN IMMEDIATE")
        yield
        blocker.execute("ROLLBACK")
    engine.dispose()


@contextmanager
def full(app: Flask, settings: Settings) -> Iterator[None]:
    """A disk on which nothing more finds room."""

    def leave_no_room(connection: sqlite3.Connection, _entry: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    engine = parts_of(app).engine
    engine.dispose()
    fill_up(settings)
    event.listen(engine, "connect", leave_no_room)
    yield
    event.remove(engine, "connect", leave_no_room)
    engine.dispose()


def fill_up(settings: Settings) -> None:
    """Use every page that was set free, so that the next row needs a new one."""
    with closing(sqlite3.connect(settings.var / "portal.sqlite3", isolation_level=None)) as file:
        file.execute("CREATE TABLE filler (content)")
        (pages,) = file.execute("PRAGMA page_count").fetchone()
        file.execute(f"PRAGMA max_page_count = {pages}")
        with suppress(sqlite3.OperationalError):
            while True:
                file.execute("INSERT INTO filler VALUES (zeroblob(200))")


def be_impatient(connection: sqlite3.Connection, _entry: object) -> None:
    connection.execute("PRAGMA busy_timeout = 10")


def long_step(family: PageClient) -> Page:
    return answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})


@pytest.mark.parametrize("trouble", [locked, full])
def test_what_was_just_typed_stays_and_can_be_sent_again(
    family: PageClient, public_app: Flask, settings: Settings, trouble
) -> None:
    page = long_step(family)
    with trouble(public_app, settings):
        refused = family.submit(
            page, {"needs": ["housing", "school-attendance"], "worry": "do not lose this éééé " * 160}, status=503
        )
    assert "do not lose this" in refused.html
    assert {"housing", "school-attendance"} <= {
        each for value in filled_in(refused.form()).values() for each in as_list(value)
    }
    assert family.submit_and_follow(refused).h1 == "What is going well?"


@pytest.mark.parametrize("trouble", [locked, full])
def test_nothing_is_said_to_be_sent_and_the_same_page_sends_it_later(
    family: PageClient, public_app: Flask, settings: Settings, trouble
) -> None:
    check = tell_more(family, worry={"needs": ["housing"], "worry": "a lot to say " * 300})
    with trouble(public_app, settings):
        refused = family.submit(check, status=503)
        assert "sent." not in refused.h1
        assert "0151 934 4013" in refused.text
        refused = family.submit(refused, status=503)
    assert count_referrals(public_app) == 0
    assert family.submit_and_follow(refused).h1 == "Thank you. It is sent."
    assert count_referrals(public_app) == 1


def test_finding_help_goes_on_without_the_database(family: PageClient, public_app: Flask, settings: Settings) -> None:
    family.follow(family.submit(family.get("/en/area"), {"postcode": SEFTON}))
    with locked(public_app, settings):
        for path in ("/en/", "/en/search?words=money", "/en/needs", "/en/emergency"):
            family.get(path)


def test_leaving_works_without_the_database_and_the_cookie_is_gone(
    family: PageClient, public_app: Flask, settings: Settings
) -> None:
    ask_to_be_rung(family)
    with locked(public_app, settings):
        assert family.post("/leave").location == settings.leave_url
    assert family.get("/en/ask/check", status=303).location == "/en/ask/"


def test_the_staff_site_says_so_in_words_with_all_its_headers(
    worker_browser: PageClient, staff_app: Flask, settings: Settings
) -> None:
    with locked(staff_app, settings):
        assert "Something went wrong" in worker_browser.get("/acknowledge/any", status=503).h1


def as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
