"""A live portal in a folder: one council that promises something, its front door accepted; each part its own process."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from click.testing import CliRunner
from sqlalchemy import Engine

from portal.bootstrap import CHECKOUT
from portal.cli import main
from portal.config import Settings, load_settings
from portal.resources import resource_dir
from portal.store.engine import open_engine
from tests.reliability.mail_sink import Sink, running_sink

COUNCIL, TEAM, POSTCODE = "knowsley", "door", "L32 1AA"
PHONE = "0151 443 2600"  # of its front door
START_SECONDS = 90  # on a slow machine that does much else
END_SECONDS = 30


@dataclass(frozen=True)
class Site:
    """Where the data lie, and the settings of every part."""

    folder: Path
    settings_of_all: Mapping[str, str]
    code: Path = CHECKOUT

    @property
    def var(self) -> Path:
        """Return the folder of data."""
        return self.folder / "var"

    @property
    def logs(self) -> Path:
        """Return the folder in which every part's output is kept."""
        return self.folder / "logs"

    @property
    def settings(self) -> Settings:
        """Return the settings as values."""
        return load_settings(self.settings_of_all)

    @property
    def environ(self) -> dict[str, str]:
        """Return the environment of a part: the settings, and a folder of its own for temporary files."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_"))}
        return ours | {"TMPDIR": str(self.folder / "tmp")} | dict(self.settings_of_all)

    def having(self, **more: str) -> "Site":
        """Return the same site with other settings."""
        return replace(self, settings_of_all={**self.settings_of_all, **more})

    def command(self, *words: str) -> str:
        """Run `portal` with words on the site's data and return what it prints."""
        result = CliRunner().invoke(main, words, env=dict(self.settings_of_all))
        if result.exit_code != 0:
            raise RuntimeError(f"portal {' '.join(words)}: {result.output}")
        return result.output

    def open(self) -> Engine:
        """Open the database, as another process beside the parts."""
        return open_engine(self.settings.database)


def make_site(folder: Path, **settings: str) -> Site:
    """Make keys, database and the team as an operator would."""
    for name in ("logs", "tmp"):
        (folder / name).mkdir(parents=True)
    _write_catalogue(folder / "catalogue")
    site = Site(
        folder,
        {
            "PORTAL_CATALOGUE": str(folder / "catalogue"),
            "PORTAL_VAR": str(folder / "var"),
            "PORTAL_KEYS": str(folder / "keys"),
            "PORTAL_PUBLIC_PORT": "0",
            "PORTAL_STAFF_PORT": "0",
            "PORTAL_STAFF_URL": "https://staff.example.org",
            "PORTAL_OPERATOR_EMAIL": "operator@example.org",
            "PORTAL_LOCALES": "en",
            **settings,
        },
    )
    _admit_team(site)
    shutil.copytree(folder / "keys" / "public", folder / "public-keys" / "public")
    return site


def with_mail(site: Site, port: int) -> Site:
    """Return the site with a mail server on this machine, in clear."""
    return site.having(
        PORTAL_SMTP_HOST="127.0.0.1",
        PORTAL_SMTP_PORT=str(port),
        PORTAL_SMTP_FROM="portal@council.example",
        PORTAL_SMTP_PLAIN="yes",
    )


def with_family_mail(site: Site) -> Site:
    """Return the site with short messages to families that want them."""
    return site.having(PORTAL_FAMILY_MAIL_FROM="office@neutral.example")


def _write_catalogue(folder: Path) -> None:
    """Copy the shipped one, with a promise of the council's own: without one a live site asks for nothing."""
    shutil.copytree(resource_dir("services_catalogue"), folder)
    council = folder / "places" / "councils" / f"{COUNCIL}.yaml"
    promise = "promise: {read_working_days: 1, contact_working_days: 3}\n"
    council.write_text(council.read_text(encoding="utf-8") + promise, encoding="utf-8")


def _admit_team(site: Site) -> None:
    site.command("keys", "make")
    site.command("teams", "add", TEAM, "--council", COUNCIL, "--name", "Front door", "--email", "team@example.org")
    for role in ("reader", "manager"):
        site.command("teams", "people", "add", TEAM, "--name", role, "--email", f"{role}@example.org", "--role", role)
    with running_sink(Sink()) as port:
        with_mail(site, port).command("teams", "test", TEAM)
    site.command("teams", "test", TEAM, "--came-to", "Somebody")
    site.command("teams", "accept", TEAM)


def _python_of(code: Path) -> str:
    """Return the interpreter; one inside another build takes that build for its own checkout and sets up nothing."""
    return sys.executable if code == CHECKOUT else str(code / ".venv" / "bin" / "python")


class Part:
    """A part of the portal in a process group of its own, its output in a file."""

    def __init__(self, site: Site, *words: str, prefix: Sequence[str] = ()) -> None:
        keys = {"PORTAL_KEYS": str(site.folder / "public-keys")} if "public" in words else {}
        self.words = " ".join(words)
        self._log = site.logs / f"{'-'.join(words)}-{time.monotonic_ns()}.log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [*prefix, _python_of(site.code), "-m", "portal", *words],
                cwd=site.code,
                env=site.environ | keys,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.port = 0

    def wait_until_ready(self) -> "Part":
        """Wait until it says that it is ready."""
        give_up = time.monotonic() + START_SECONDS
        while not (ready := [line for line in self.log.splitlines() if line.startswith("ready ")]):
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"{self.process.args} did not start:\n{self.log}")
            time.sleep(0.02)
        self.port = urlsplit(ready[0].split()[1]).port or 0
        return self

    @property
    def log(self) -> str:
        """Return what it has printed and logged so far."""
        return self._log.read_text(errors="replace")

    def kill(self) -> None:
        """End it as by a power cut."""
        self.process.kill()
        self.process.wait(END_SECONDS)

    def end(self) -> None:
        """Ask it to end, and kill it where it does not."""
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def running(site: Site, *commands: str, prefix: Sequence[str] = ()) -> Iterator[list[Part]]:
    """Run parts, each given as its words, until the block ends."""
    parts = [Part(site, *words.split(), prefix=prefix) for words in commands]
    try:
        yield [part.wait_until_ready() for part in parts]
    finally:
        for part in parts:
            part.end()
