"""Templates are compiled once for all starts, and again when what stands in them has changed."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_public_app
from portal.colours import Colour
from portal.config import Settings
from portal.web.local_templates import LocalEnvironment
from tests.clock import StoppedClock
from tests.page_client import PageClient

PAGE = "/ar/emergency"


def start(settings: Settings) -> Flask:
    return create_public_app(settings, clock=StoppedClock())


def page_of(app: Flask) -> str:
    return PageClient(app).get(PAGE).html


def forbid_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> str:
        raise AssertionError("compiled again")

    monkeypatch.setattr(LocalEnvironment, "_generate", refuse)


def test_a_second_start_compiles_nothing_and_shows_the_same(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = page_of(start(settings))
    forbid_compiling(monkeypatch)
    assert page_of(start(settings)) == first


def test_another_colour_of_the_council_is_shown_after_the_next_start(settings: Settings) -> None:
    first = page_of(start(settings))
    other = page_of(start(replace(settings, colour=Colour.parse("#005f5f"))))
    assert sheet_of(other) != sheet_of(first)


def test_a_changed_translation_is_shown_after_the_next_start(settings: Settings, tmp_path: Path) -> None:
    page_of(start(settings))
    shutil.copytree(settings.translations_folder, tmp_path / "translations")
    po = tmp_path / "translations" / "ar" / "LC_MESSAGES" / "messages.po"
    text = po.read_text(encoding="utf-8")
    before = text.partition('msgid "Leave this site"\nmsgstr "')[2].partition('"')[0]
    po.write_text(text.replace(f'msgstr "{before}"', 'msgstr "zebrafish"'), encoding="utf-8")
    assert "zebrafish" in page_of(start(replace(settings, translations=tmp_path / "translations")))


def test_what_others_may_write_is_not_run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    page_of(start(settings))
    (settings.var / "templates-public").chmod(0o777)
    forbid_compiling(monkeypatch)
    with pytest.raises(AssertionError, match="compiled again"):
        page_of(start(settings))


def sheet_of(html: str) -> str:
    return html.partition("/static/css/site.")[2].partition(".css")[0]
