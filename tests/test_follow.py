"""A changed catalogue is taken up while pages are answered: built aside, swapped at once, the old one kept when at fault."""

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from portal.app import create_public_app, create_staff_app
from portal.catalogue import last_good
from portal.config import Settings
from portal.follow import Follower
from portal.parts import Parts
from portal.prepared import prepare
from portal.resources import resource_dir
from portal.search import index
from tests.clock import StoppedClock
from tests.page_client import PageClient

PAGES = (
    "/en/search?q=debt",
    "/ar/search?q=school",
    "/en/services/childline",
    "/en/needs/money",
    "/en/emergency",
    "/en/",
)
THREADS, PAUSE = 3, 0.02  # seconds between the pages of one: the building has a turn, too


@pytest.fixture
def clock() -> StoppedClock:
    """A day after everything was checked: dates in the future are faults."""
    return StoppedClock(datetime(2031, 3, 11, 10, 0, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped catalogue, this test's own to change."""
    shutil.copytree(resource_dir("services_catalogue"), found := tmp_path / "catalogue")
    return found


@pytest.fixture
def site(settings: Settings, folder: Path, clock: StoppedClock) -> Flask:
    return create_public_app(replace(settings, catalogue=folder), clock=clock)


@pytest.fixture
def follower(site: Flask) -> Follower:
    return Follower(site)


def parts_of(app: Flask) -> Parts:
    found: Parts = app.extensions["parts"]
    return found


def settle(follower: Follower) -> bool:
    """Look until the files have been seen at rest; tell whether the parts were renewed."""
    return any([follower.look(), follower.look()])


def rename_childline(folder: Path, name: str) -> None:
    path = folder / "services" / "childline.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(text.splitlines()[0], f"name: {name}", 1), encoding="utf-8")


def name_on_page(app: Flask) -> str:
    return PageClient(app).get("/en/services/childline").h1


def test_a_changed_service_is_shown_and_found_without_a_restart(site: Flask, follower: Follower, folder: Path) -> None:
    rename_childline(folder, "Xylophone Line")
    assert settle(follower)
    assert name_on_page(site) == "Xylophone Line"
    assert "Xylophone Line" in PageClient(site).get("/en/search?q=xylophone").text


def test_files_that_are_still_being_written_are_waited_for(site: Flask, follower: Follower, folder: Path) -> None:
    (folder / "services" / ".#childline.yaml").symlink_to("somebody@machine.4711")  # so an editor marks it as open
    for number in range(3):
        rename_childline(folder, f"Line {number}")
        assert not follower.look()
    assert follower.look()
    assert name_on_page(site) == "Line 2"


def test_nothing_is_built_where_nothing_changed_but_a_date(site: Flask, follower: Follower, folder: Path) -> None:
    before = parts_of(site)
    (folder / "services" / "childline.yaml").touch()
    assert not settle(follower)
    assert parts_of(site) is before


def test_a_fault_keeps_the_old_catalogue_and_is_told_to_the_operator_until_it_is_mended(
    settings: Settings, site: Flask, follower: Follower, folder: Path, clock: StoppedClock
) -> None:
    staff = create_staff_app(replace(settings, catalogue=folder), clock=clock)
    staff_follower = Follower(staff)
    before = name_on_page(site)
    rename_childline(folder, "[")
    assert settle(follower)
    assert settle(staff_follower)
    assert name_on_page(site) == before
    assert parts_of(staff).faults[0].file == "services/childline.yaml"
    rename_childline(folder, "Mended")
    assert settle(follower)
    assert settle(staff_follower)
    assert name_on_page(site) == "Mended"
    assert parts_of(staff).faults == ()


def test_a_new_day_renews_what_holds_by_date(site: Flask, follower: Follower, clock: StoppedClock) -> None:
    assert not settle(follower)
    clock.pass_time(days=1)
    assert settle(follower)


def test_a_day_begins_at_midnight_in_london(site: Flask, follower: Follower, folder: Path, clock: StoppedClock) -> None:
    clock.at = datetime(2031, 6, 30, 22, 30, tzinfo=UTC)
    settle(follower)
    with (folder / "services" / "childline.yaml").open("a", encoding="utf-8") as file:
        file.write("assured_date: 2031-07-01\n")
    settle(follower)
    assert [fault.field for fault in parts_of(site).faults] == ["assured_date"]
    clock.pass_time(hours=1)
    assert settle(follower)
    assert parts_of(site).faults == ()


def test_the_languages_in_use_are_ready_before_the_swap(site: Flask, follower: Follower, folder: Path) -> None:
    PageClient(site).get("/en/search?q=debt")
    rename_childline(folder, "Another Line")
    assert settle(follower)
    assert list(parts_of(site)._indexes) == ["en"]


def test_what_was_prepared_elsewhere_is_only_opened(
    settings: Settings, folder: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(settings, catalogue=folder)
    asked, is_elsewhere = [], []
    read, learn = last_good.load_catalogue, index._Building.make

    def prepare_here(locales: Collection[str], *, with_store: bool = False, gives_way: bool = False) -> None:
        asked.append((tuple(locales), with_store, gives_way))
        is_elsewhere.append(True)
        prepare(settings, locales, today=clock().date())
        is_elsewhere.clear()

    def elsewhere_only(make: Callable[..., object]) -> Callable[..., object]:
        return lambda *args, **named: make(*args, **named) if is_elsewhere else pytest.fail("made here")

    monkeypatch.setattr(last_good, "load_catalogue", elsewhere_only(read))
    monkeypatch.setattr(index._Building, "make", elsewhere_only(learn))
    site = create_public_app(settings, clock=clock, prepare=prepare_here)
    PageClient(site).get("/en/search?q=debt")
    assert asked == [(("en",), False, False)]
    PageClient(site).get("/ar/search?q=debt")
    assert asked[1:] == [(("ar",), False, False)]
    follower = Follower(site)
    rename_childline(folder, "Another Line")
    assert settle(follower)
    assert asked[2:] == [(("en", "ar"), False, True)]
    assert name_on_page(site) == "Another Line"


def test_tables_that_are_not_there_are_made_elsewhere_too(
    settings: Settings, folder: Path, clock: StoppedClock
) -> None:
    asked = []

    def note(locales: Collection[str], *, with_store: bool = False, gives_way: bool = False) -> None:
        asked.append((tuple(locales), with_store))

    fresh = replace(settings, catalogue=folder, var=settings.var.parent / "fresh")
    create_public_app(fresh, clock=clock, prepare=note)
    create_staff_app(replace(fresh, var=settings.var.parent / "other"), clock=clock, prepare=note)
    assert asked == [(("en",), True), ((), True)]


def test_where_nothing_can_be_made_elsewhere_it_is_made_here(
    settings: Settings, folder: Path, clock: StoppedClock
) -> None:
    def fail(_locales: Collection[str], *, with_store: bool = False, gives_way: bool = False) -> None:
        """Be killed before anything is kept."""

    site = create_public_app(replace(settings, catalogue=folder), clock=clock, prepare=fail)
    PageClient(site).get("/ar/search?q=debt")
    rename_childline(folder, "Another Line")
    assert settle(Follower(site))
    assert name_on_page(site) == "Another Line"


@contextmanager
def under_load(site: Flask) -> Iterator[Counter[tuple[str, int]]]:
    """Fetch pages from several threads all the while; count the answers by path and status."""
    stop, answers = Event(), Counter[tuple[str, int]]()

    def fetch(first: int) -> Counter[tuple[str, int]]:
        browser, told = site.test_client(), Counter[tuple[str, int]]()
        at = first
        while not stop.wait(PAUSE) or told.total() < len(PAGES):
            path = PAGES[at % len(PAGES)]
            told[path, browser.get(path).status_code] += 1
            at += 1
        return told

    with ThreadPoolExecutor(THREADS) as pool:
        running = [pool.submit(fetch, number) for number in range(THREADS)]
        try:
            yield answers
        finally:
            stop.set()
        for each in running:
            answers.update(each.result())


CHANGES: tuple[Callable[[Path], object], ...] = (
    lambda folder: rename_childline(folder, "First Change"),
    lambda folder: rename_childline(folder, "["),
    lambda folder: shutil.copytree(resource_dir("services_catalogue"), folder, dirs_exist_ok=True),
)


def test_no_page_fails_while_the_catalogue_changes_a_faulty_change_included(
    site: Flask, follower: Follower, folder: Path
) -> None:
    with under_load(site) as answers:
        for change in CHANGES:
            change(folder)
            assert settle(follower)
    assert {status for _path, status in answers} == {200}
    assert {path for path, _status in answers} == set(PAGES)
    assert parts_of(site).faults == ()
