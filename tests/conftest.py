"""Sites to test on: practice mode, the shipped catalogue, data in a temporary folder, a clock that stands still."""

import resource
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from portal.app import create_public_app, create_staff_app
from portal.config import Settings, load_settings
from portal.parts import build_parts
from portal.places.load import load_areas
from portal.referrals.sealing.keys import ensure_keys
from portal.store.transactions import writing
from portal.teams import seed_practice_teams
from tests.clock import StoppedClock
from tests.page_client import PageClient

pytest_plugins = ("tests.engines", "tests.read_once")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the home command leaves it: keys, database with practice teams, indexes. Copied, never changed."""
    folder = tmp_path_factory.mktemp("prepared")
    prepare_site(folder)
    return folder


@pytest.fixture
def settings(prepared: Path, tmp_path: Path) -> Settings:
    """Settings of a practice site of this test's own."""
    shutil.copytree(prepared, tmp_path / "site", symlinks=True, ignore=shutil.ignore_patterns("templates", "indexes"))
    return practice_settings(tmp_path / "site")


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def public_app(settings: Settings, clock: StoppedClock, prepared: Path) -> Flask:
    """The public site with its own data."""
    return keep_templates(create_public_app(settings, clock=clock), prepared / "templates")


@pytest.fixture
def staff_app(settings: Settings, clock: StoppedClock, prepared: Path) -> Flask:
    """The staff site over the same data as `public_app`."""
    return keep_templates(create_staff_app(settings, clock=clock), prepared / "templates")


@pytest.fixture
def family(public_app: Flask) -> PageClient:
    """A family's browser on the public site."""
    return PageClient(public_app)


@pytest.fixture
def worker_browser(staff_app: Flask) -> PageClient:
    """A worker's browser on the staff site, not signed in."""
    return PageClient(staff_app)


@pytest.fixture(scope="session")
def reader_app(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The public site for tests that only read pages: built once for all of them."""
    shutil.copytree(prepared, folder := tmp_path_factory.mktemp("reader") / "site")
    return create_public_app(practice_settings(folder), clock=StoppedClock())


@pytest.fixture
def reader(reader_app: Flask) -> PageClient:
    """A new browser on the site that tests only read."""
    return PageClient(reader_app)


def prepare_site(folder: Path) -> None:
    """Leave in `folder` what the home command leaves: keys, database with practice teams, indexes."""
    settings = practice_settings(folder)
    clock = StoppedClock()
    areas, _faults = load_areas(settings.catalogue_folder / "places", clock().date())
    ensure_keys(settings.keys, areas.councils, now=clock())
    parts = build_parts(settings, clock=clock)
    with writing(parts.engine) as db:
        seed_practice_teams(db, [(council.id, council.area_name) for council in areas.councils.values()], clock())
    for locale in settings.locales:
        parts.index(locale)
    parts.engine.dispose()


def practice_settings(folder: Path) -> Settings:
    """Settings of a practice site whose data and keys lie in `folder`."""
    return load_settings(
        {
            "PORTAL_VAR": str(folder / "var"),
            "PORTAL_KEYS": str(folder / "keys"),
            "PORTAL_PRACTICE": "yes",
            "PORTAL_HTTPS": "no",
        }
    )


def keep_templates(app: Flask, folder: Path) -> Flask:
    """Let `app` find its templates compiled by the sites before it."""
    folder.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return app


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file can grow beyond 100 bytes, as where a disk is full."""
    before, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)
