"""The home command: both sites and the worker as a marked practice site, ended together."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from datetime import timedelta

from portal.commands.refusals import refusing
from portal.commands.shared import today, utc_now
from portal.config import ConfigError, Settings, load_settings
from portal.places.load import load_areas
from portal.referrals.sealing.keys import ensure_keys
from portal.store.engine import open_engine, refuse_unsafe
from portal.store.migrations import migrate
from portal.store.transactions import writing
from portal.teams import issue_sign_in_link, seed_practice_teams
from portal.yaml_files import format_fault

LINK_LASTS = timedelta(hours=8)  # a person trying the portal reads the README first; a team's links last 15 minutes
PARTS = ("serve public --home", "serve staff", "work")
STOP_SECONDS = 10


def run_at_home() -> int:
    """Start everything, print where it is, wait for TERM or Ctrl-C, end everything in order; return the exit status."""
    environ = {"PORTAL_PRACTICE": "yes", "PORTAL_HTTPS": "no", **os.environ}
    try:
        settings = load_settings(environ)
    except ConfigError as error:
        sys.exit(f"These settings cannot be used:\n{error}")
    with refusing():
        team, token = prepare(settings)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    children = [_Child(words, environ, stop) for words in PARTS]
    try:
        if all(child.wait_until_ready() for child in children):
            _print_addresses(children, team=team, token=token)
        stop.wait()
    finally:
        for child in children:
            child.end()
    return max(child.status for child in children)


def prepare(settings: Settings) -> tuple[str, str]:
    """Make folders, database, keys and practice teams; return one team's name and a fresh sign-in token bound to it.

    Without a council there is no team to practise as: it ends before anything is made, with what is wrong.
    """
    areas, faults = load_areas(settings.catalogue_folder / "places", today())
    if not areas.councils:
        found = f" {format_fault(faults[0])}" if faults else ""
        sys.exit(f"No council can be read in {settings.catalogue_folder / 'places' / 'councils'}.{found}")
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    ensure_keys(settings.keys, areas.councils, now=utc_now())
    engine = open_engine(settings.database)
    refuse_unsafe(engine)
    migrate(engine)
    with writing(engine) as db:
        teams = seed_practice_teams(
            db, [(council.id, council.area_name) for council in areas.councils.values()], utc_now()
        )
        token = issue_sign_in_link(db, teams[0].id, utc_now(), lasts=LINK_LASTS)
    return teams[0].name, token


def _print_addresses(children: list["_Child"], *, team: str, token: str) -> None:
    public, staff, _worker = (child.address for child in children)
    print(
        f"\nThe Early Help portal runs as a practice site: nobody reads what is asked here.\n"
        f"  For families:  {public}/\n"
        f"  For teams:     {staff}/\n"
        f"  Sign in once as {team}:\n                 {staff}/sign-in/{token}\n"
        f"  Another team:  python3 -m portal teams list, then python3 -m portal teams link TEAM\n"
        "All runs as one user here, so the public site could read the private keys; a live site keeps them apart.\n"
        "Ctrl-C stops everything.",
        flush=True,
    )


class _Child:
    """One part of the portal in a process group of its own."""

    def __init__(self, words: str, environ: Mapping[str, str], stop: threading.Event) -> None:
        self.address = ""
        self._is_ready = threading.Event()
        self._stop = stop
        self._words = words
        self._is_ending = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "portal", *words.split()],
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._follow, daemon=True).start()

    @property
    def status(self) -> int:
        """Return 0 when it ended because it was asked to, else 1."""
        return 0 if self._process.returncode in {0, -signal.SIGTERM} else 1

    def wait_until_ready(self) -> bool:
        """Wait until it serves; False when it ended first."""
        self._is_ready.wait()
        return bool(self.address)

    def end(self) -> None:
        """Ask the whole group to end; kill what does not."""
        self._is_ending = True
        if self._process.poll() is not None:
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _follow(self) -> None:
        """Take the first line `ready ADDRESS`, pass on the rest; when it ends unasked, end all."""
        for line in self._process.stdout or ():
            if line.startswith("ready"):
                self.address = line.split()[1]
                self._is_ready.set()
            else:
                print(line, end="", flush=True)
        self._process.wait()
        if not self._is_ending:
            print(f"`portal {self._words}` ended by itself; stopping.", file=sys.stderr, flush=True)
        self._is_ready.set()
        self._stop.set()
