"""Where it is not safe, nothing starts, and it says why and what to do."""

import re
from datetime import date
from pathlib import Path

import pytest

from portal.bootstrap import CHECKOUT
from portal.commands.home import prepare
from portal.commands.refusals import UNAVAILABLE, UNSAFE_STORE, refusing
from portal.config import Settings, load_settings
from portal.places.load import load_areas
from portal.referrals.sealing.keys import load_public_keys
from portal.store.transactions import StoreUnavailable
from tests.commands.conftest import Run

DAY = date(2026, 11, 30)
EVERYTHING = ("serve public --home", "serve staff", "work", "referrals list", "teams list", "search food")


@pytest.mark.parametrize("words", EVERYTHING)
def test_nothing_starts_on_a_database_that_others_can_read(run: Run, settings: Settings, words: str) -> None:
    (settings.var / "portal.sqlite3").chmod(0o644)
    result = run(*words.split(), status=1)
    assert "chmod 600" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("words", EVERYTHING)
def test_nothing_starts_where_the_address_is_none(run: Run, words: str) -> None:
    result = run(*words.split(), status=1, DATABASE_URL="portal.sqlite3")
    assert "write one that begins with sqlite: or postgresql:" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("spoil", "advice"),
    [
        (lambda keys: (keys / "private").chmod(0o755), "chmod 700"),
        (lambda keys: [path.chmod(0o644) for path in (keys / "private").iterdir()], "chmod 600"),
        (lambda keys: (keys / "public").chmod(0o777), "chmod go-w"),
        (lambda keys: [path.write_text("nonsense") for path in (keys / "public").iterdir()], "no key"),
    ],
)
def test_the_staff_site_does_not_start_with_keys_that_are_not_safe(
    run: Run, settings: Settings, spoil, advice: str
) -> None:
    spoil(settings.keys)
    assert advice in run("serve", "staff", status=1).output


def test_a_live_site_does_not_start_with_its_keys_beside_its_data(run: Run, settings: Settings) -> None:
    keys = settings.var / "keys"
    Path(settings.keys).rename(keys)
    result = run("serve", "staff", status=1, PORTAL_KEYS=str(keys), PORTAL_PRACTICE="no")
    assert "takes the keys" in result.output


@pytest.mark.parametrize("code", sorted(UNAVAILABLE))
def test_a_database_that_does_not_answer_ends_a_command_with_words(code: str) -> None:
    with pytest.raises(SystemExit) as ended, refusing():
        raise StoreUnavailable(code)
    assert ended.value.code == UNAVAILABLE[code]


def test_every_reason_not_to_use_a_database_has_its_words() -> None:
    raised = set()
    for path in (CHECKOUT / "portal" / "store").rglob("*.py"):
        raised |= set(re.findall(r'UnsafeStore\("(\w+)"', path.read_text(encoding="utf-8")))
    assert raised <= set(UNSAFE_STORE)


@pytest.mark.parametrize("name", ["PORTAL_VAR", "PORTAL_KEYS", "PORTAL_CATALOGUE", "PORTAL_TRANSLATIONS"])
@pytest.mark.parametrize("words", ["", "serve staff", "places check"])
def test_a_file_where_a_setting_names_a_folder_is_named(run: Run, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    result = run(*words.split(), status=1, **{name: str(tmp_path / "file")})
    assert f"{name}={tmp_path / 'file'}: name a folder" in result.output


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("serve staff", "staff.secret"),
        ("serve staff", "keys/public/sefton-1.pub"),
        ("serve staff", "keys/private/sefton-1.key"),
        ("keys make", "keys/public/sefton-1.pub"),
        ("catalogue codes", "catalogue/codes.yaml"),
        ("translations report", "translations/pl/LC_MESSAGES/messages.po"),
    ],
)
def test_a_folder_in_the_place_of_a_file_ends_with_a_line_that_names_it(
    run: Run, settings: Settings, words: str, name: str
) -> None:
    wrong = settings.var.parent / name if "/" in name else settings.var / name
    wrong.unlink(missing_ok=True)
    wrong.mkdir(mode=0o700, parents=True)
    own = {f"PORTAL_{part.upper()}": str(settings.var.parent / part) for part in ("catalogue", "translations")}
    mine = {setting: folder for setting, folder in own.items() if Path(folder).exists()}
    result = run(*words.split(), status=1, **mine)
    assert result.output.splitlines()[-1] == f"{wrong} cannot be used: it is a folder, and a file is needed there."


@pytest.mark.parametrize(("content", "told"), [("name: [", "places/councils/north.yaml:2: "), (None, "councils.")])
def test_the_practice_site_says_what_is_wrong_where_no_council_can_be_read(
    run: Run, tmp_path: Path, content: str | None, told: str
) -> None:
    councils = tmp_path / "catalogue" / "places" / "councils"
    councils.mkdir(parents=True)
    if content:
        (councils / "north.yaml").write_text(content, encoding="ascii")
    own = {"PORTAL_CATALOGUE": str(tmp_path / "catalogue"), "PORTAL_VAR": str(tmp_path / "new")}
    (line,) = run(status=1, **own).output.splitlines()
    assert line.startswith(f"No council can be read in {councils}. ")
    assert told in line
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("wrong", ["address", "folder_mode", "councils"])
def test_what_a_refused_first_start_left_is_begun_on_by_the_next(
    environ: dict[str, str], tmp_path: Path, wrong: str
) -> None:
    good = {**environ, "PORTAL_VAR": str(tmp_path / "var"), "PORTAL_KEYS": str(tmp_path / "keys")}
    bad, settings = dict(good), load_settings(good)
    if wrong == "address":
        bad["DATABASE_URL"] = "portal.sqlite3"
    if wrong == "folder_mode":
        settings.var.mkdir(mode=0o755)
    if wrong == "councils":
        bad["PORTAL_CATALOGUE"] = str(tmp_path / "elsewhere")
    with pytest.raises(SystemExit), refusing():
        prepare(load_settings(bad))
    if settings.var.exists():
        settings.var.chmod(0o700)
    team, token = prepare(settings)
    assert team
    assert token
    assert len(load_public_keys(settings.keys)) == len(
        load_areas(settings.catalogue_folder / "places", DAY)[0].councils
    )
