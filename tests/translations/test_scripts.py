"""A language that is written in more than one script: zh_Hans as a folder, zh-Hans to browsers."""

import shutil
from dataclasses import replace
from pathlib import Path

from portal.app import create_public_app
from portal.config import Settings
from portal.resources import resource_dir
from tests.page_client import PageClient


def test_a_language_with_a_script_is_chosen_by_the_browsers_wish_and_named_in_its_way(
    settings: Settings, tmp_path: Path
) -> None:
    shutil.copytree(resource_dir("translations") / "pl", tmp_path / "languages" / "zh_Hans")
    ours = replace(settings, locales=("en", "zh_Hans"), translations=tmp_path / "languages")
    browser = PageClient(create_public_app(ours))
    for wish in ("zh-CN,en;q=0.5", "zh-Hans-CN", "zh-Hans", "zh-hans"):
        assert browser.get("/", status=302, headers={"Accept-Language": wish}).location == "/zh_Hans/"
    assert browser.get("/", status=302, headers={"Accept-Language": "zh-TW,en"}).location == "/en/"
    assert browser.get("/zh_Hans/safety").tree.get("lang") == "zh-Hans"
    assert {link.get("hreflang") for link in browser.get("/en/safety").tree.iterfind(".//a[@hreflang]")} == {"zh-Hans"}
