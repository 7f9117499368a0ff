"""Where it is not safe, nothing starts, and it says why and what to do."""

import re
from pathlib import Path

import pytest

from portal.bootstrap import CHECKOUT
from portal.commands.refusals import UNAVAILABLE, UNSAFE_STORE, refusing
from portal.config import Settings
from portal.store.transactions import StoreUnavailable
from tests.commands.conftest import Run

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
