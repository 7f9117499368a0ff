"""Our own search, as the page calls it, with everything it understands."""

import gc
from pathlib import Path

from portal.search.find import find_services
from portal.search.index import Index, build_index
from portal.search.understanding.place_words import gather_place_words
from tests.benchmarks.generate import NOW
from tests.benchmarks.pages import Page
from tests.benchmarks.peers import Answer
from tests.benchmarks.world import World


def build(world: World, folder: Path) -> None:
    """Build and keep the index."""
    open_index(world, folder)


def open_index(world: World, folder: Path) -> Index:
    """Return the English index, kept in `folder`."""
    places = gather_place_words(world.areas)
    return build_index(world.catalogue, locale="en", translate=str, folder=folder, places=places)


class Engine:
    """Answers pages."""

    def __init__(self, world: World, folder: Path) -> None:
        self._index = open_index(world, folder)
        gc.freeze()  # as the site does before it answers

    def answer(self, page: Page) -> Answer:
        """Return one page."""
        found = find_services(self._index, page.query, near=page.near, now=NOW)
        return Answer(found.total, found.facets, tuple(result.service.name for result in found.results))
