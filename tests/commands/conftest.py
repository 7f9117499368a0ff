"""The `portal` command on data of a test's own."""

import socket
from collections.abc import Callable, Iterator
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Keeper
from click.testing import CliRunner, Result

from portal.cli import main
from portal.config import Settings
from portal.parts import Parts, build_parts
from tests.clock import StoppedClock

Run = Callable[..., Result]


class Postbox(Keeper):
    """A mail server that keeps what comes."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Message] = []

    def handle_message(self, message: Message) -> None:
        """Keep it."""
        self.kept.append(message)


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, dict[str, str]]]:
    """A mail server on this machine, and the settings that lead to it."""
    box = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield (
        box,
        {
            "PORTAL_SMTP_HOST": "127.0.0.1",
            "PORTAL_SMTP_PORT": str(port),
            "PORTAL_SMTP_PLAIN": "yes",
            "PORTAL_SMTP_FROM": "portal@example.org",
        },
    )
    server.stop()


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
