"""`portal prepare` makes what a site then only opens."""

import pytest

from portal.app import create_public_app, utc_now
from portal.catalogue import last_good
from portal.config import load_settings
from portal.search import index
from portal.store.engine import open_engine
from portal.store.migrations import is_newest
from tests.commands.conftest import Run
from tests.page_client import PageClient


def test_a_site_opens_what_was_prepared(run: Run, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings(environ)
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    assert run("prepare", "en", "--store").exit_code == 0
    assert is_newest(open_engine(settings.database))
    for room, name in ((last_good, "load_catalogue"), (index._Building, "make")):
        monkeypatch.setattr(room, name, lambda *_args, **_named: pytest.fail("made again"))
    PageClient(create_public_app(settings, clock=utc_now)).get("/en/search?q=debt")


def test_a_refused_database_is_left_to_the_site_to_tell(
    run: Run, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(environ)
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    monkeypatch.setenv("DATABASE_URL", "mysql://db.council.example/portal")
    assert run("prepare", "--store").exit_code == 0
    assert list((settings.var / "kept").glob("catalogue-*"))
