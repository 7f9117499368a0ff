"""The `portal` command on data of a test's own."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.config import Settings
from portal.parts import Parts, build_parts
from tests.clock import StoppedClock

Run = Callable[..., Result]


@pytest.fixture
def environ(settings: Settings) -> dict[str, str]:
    """The settings of a practice site, as a command finds them."""
    return {
        "PORTAL_VAR": str(settings.var),
        "PORTAL_KEYS": str(settings.keys),
        "PORTAL_PRACTICE": "yes",
        "PORTAL_HTTPS": "no",
        "PORTAL_STAFF_URL": "https://staff.example.org",
    }


@pytest.fixture
def run(environ: dict[str, str]) -> Run:
    """Run the command with words; it must end as `status` says."""

    def run_words(*words: str, status: int = 0, typed: str = "", **more: str) -> Result:
        result = CliRunner().invoke(main, words, input=typed, env={**environ, **more})
        assert result.exit_code == status, result.output
        return result

    return run_words


@pytest.fixture
def parts(settings: Settings, clock: StoppedClock) -> Parts:
    return build_parts(settings, clock=clock, for_staff=True)
