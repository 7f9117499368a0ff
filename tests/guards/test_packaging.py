"""The lists that people keep by hand agree with the files."""

import configparser
import re

import pytest
from packaging.requirements import Requirement

from portal.bootstrap import CHECKOUT, RUN_LOCK, TEST_LOCK
from portal.config import setting_names


def read_setup() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(CHECKOUT / "setup.cfg")
    return config


def locked(path: str) -> dict[str, str]:
    names = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", (CHECKOUT / path).read_text(), re.MULTILINE)
    return {name.lower().replace("_", "-"): version for name, version in names}


@pytest.mark.parametrize(("lock", "wanted"), [(RUN_LOCK, ["options"]), (TEST_LOCK, ["options", "test"])])
def test_a_lock_satisfies_what_setup_cfg_asks_for(lock: str, wanted: list[str]) -> None:
    setup = read_setup()
    asked = setup["options"]["install_requires"]
    if "test" in wanted:
        asked += "\n" + setup["options.extras_require"]["test"]
    versions = locked(str(lock))
    for line in filter(None, (line.strip() for line in asked.splitlines())):
        requirement = Requirement(line)
        assert requirement.specifier.contains(versions[requirement.name.lower()]), line


def test_the_tests_run_with_the_drivers_that_can_be_asked_for() -> None:
    extras = read_setup()["options.extras_require"]
    asked, tested = (set(filter(None, extras[name].splitlines())) for name in ("postgresql", "test"))
    assert asked <= tested


def test_the_test_lock_holds_all_of_the_other() -> None:
    assert locked(str(RUN_LOCK)).items() <= locked(str(TEST_LOCK)).items()


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK])
def test_every_locked_package_has_a_hash_and_no_lock_names_a_host(lock: str) -> None:
    text = (CHECKOUT / lock).read_text()
    assert text.count("==") <= text.count("--hash=sha256:")
    assert "http" not in text


def test_every_package_is_listed_for_the_wheel() -> None:
    listed = set(read_setup()["options"]["packages"].split())
    found = {".".join(path.parent.relative_to(CHECKOUT).parts) for path in (CHECKOUT / "portal").rglob("__init__.py")}
    assert found <= listed


def test_every_setting_stands_in_the_readme() -> None:
    readme = (CHECKOUT / "README.md").read_text()
    assert [name for name in setting_names() if f"`{name}`" not in readme] == []


def test_nothing_stands_at_the_top_that_was_not_agreed() -> None:
    agreed = {
        "portal", "services_catalogue", "translations", "templates", "static", "tests", "setup.cfg", "README.md",
        "pyproject.toml", ".gitignore", ".ci", ".git",
    }  # fmt: skip
    ignored = {line.strip("/") for line in (CHECKOUT / ".gitignore").read_text().splitlines()}
    extra = {path.name for path in CHECKOUT.iterdir()} - agreed - ignored
    assert not {name for name in extra if not name.endswith(".egg-info")}
