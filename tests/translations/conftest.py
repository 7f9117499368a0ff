"""The public site in the made-up language, built once."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_public_app
from portal.parts import Parts
from tests.clock import StoppedClock
from tests.conftest import practice_settings
from tests.page_client import PageClient
from tests.translations.pseudo import LOCALE, names_of, write_pseudo_language


@pytest.fixture(scope="session")
def pseudo_app(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The public site in the made-up language."""
    folder = tmp_path_factory.mktemp("pseudo")
    shutil.copytree(prepared, folder / "site", symlinks=True)
    write_pseudo_language(folder / "translations")
    settings = replace(practice_settings(folder / "site"), locales=("en", LOCALE), translations=folder / "translations")
    return create_public_app(settings, clock=StoppedClock())


@pytest.fixture
def stranger(pseudo_app: Flask) -> PageClient:
    """A browser on that site."""
    return PageClient(pseudo_app)


@pytest.fixture(scope="session")
def names(pseudo_app: Flask) -> list[str]:
    return names_of(parts_of(pseudo_app))


def parts_of(app: Flask) -> Parts:
    """Return what the site was built of."""
    parts: Parts = app.extensions["parts"]
    return parts
