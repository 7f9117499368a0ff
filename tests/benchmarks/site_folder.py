"""A site to measure: a generated catalogue as files, keys, a data folder; and its processes."""

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from portal.bootstrap import CHECKOUT
from portal.config import Settings, load_settings
from portal.referrals.sealing.keys import ensure_keys
from portal.resources import resource_dir
from portal.search.find import find_services
from portal.search.models import Query
from tests.benchmarks.generate import NOW, SEED
from tests.benchmarks.pages import PageMaker
from tests.benchmarks.peers import PAGE_SIZE
from tests.benchmarks.peers.ours import open_index
from tests.benchmarks.world import World
from tests.benchmarks.yaml_folder import write_folder

_ENV = {"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": "0"}


@dataclass(frozen=True)
class Site:
    """A folder with everything a public site needs, and what people ask it: words of pages that are full."""

    folder: Path
    words: Sequence[str]

    @property
    def environ(self) -> dict[str, str]:
        """Return the settings of the site as a practice site on a free port."""
        return self.environ_with(self.folder / "var")

    def environ_with(self, var: Path) -> dict[str, str]:
        """Return the settings with another data folder."""
        return {
            "PORTAL_CATALOGUE": str(self.folder / "catalogue"),
            "PORTAL_VAR": str(var),
            "PORTAL_KEYS": str(self.folder / "keys"),
            "PORTAL_PRACTICE": "yes",
            "PORTAL_HTTPS": "no",
            "PORTAL_PUBLIC_PORT": "0",
        }

    @property
    def settings(self) -> Settings:
        """Return the same as values."""
        return load_settings(self.environ)


def make_site(world: World, folder: Path) -> Site:
    """Write the site's folder; where it is written already, only choose the words again."""
    if not folder.exists():
        write_folder(world.catalogue, resource_dir("services_catalogue"), folder / "catalogue")
        ensure_keys(folder / "keys", world.areas.councils, now=NOW)
        shutil.rmtree(folder / "keys" / "private")
    return Site(folder, _choose_words(world, folder / "index"))


def page_path(words: str, locale: str = "en") -> str:
    """Return the address of a results page."""
    return f"/{locale}/search?q={quote(words)}"


@contextmanager
def running(*command: str, environ: dict[str, str] | None = None) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run a server of ours until it says where it is; give the process and its port."""
    with subprocess.Popen(
        [sys.executable, "-m", *command], cwd=CHECKOUT, env=_ENV | (environ or {}), stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process, _read_port(process)
        finally:
            process.terminate()


def _read_port(process: subprocess.Popen[str]) -> int:
    for line in process.stdout or ():
        if line.startswith("ready http"):
            return int(urlsplit(line.split()[1]).port or 0)
    raise RuntimeError(f"The server ended with {process.wait()} before it was ready.")


def _choose_words(world: World, folder: Path) -> list[str]:
    """Return words, whole questions among them, each with a full page of results."""
    index = open_index(world, folder)
    maker = PageMaker(world.catalogue, world.areas, random.Random(SEED))
    asked = [page.query.words for page in (*maker.make_pages(150), *maker.make_questions(150))]
    found = ((words, find_services(index, Query(words), near=None, now=NOW)) for words in dict.fromkeys(asked))
    full = [words for words, each in found if len(each.results) == PAGE_SIZE and not each.danger]
    return random.Random(SEED).sample(full, len(full))
