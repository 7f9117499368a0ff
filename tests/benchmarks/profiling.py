"""Where our own search spends its time, function by function."""

import cProfile
import pstats
import random
from pathlib import Path

from portal.search.find import find_services
from tests.benchmarks.generate import NOW, SEED
from tests.benchmarks.pages import PageMaker
from tests.benchmarks.peers.ours import open_index
from tests.benchmarks.world import World


def print_profile(world: World, folder: Path, *, pages: int) -> None:
    """Print the functions of the search room in which `pages` short queries, then whole questions, spend their time."""
    index = open_index(world, folder)
    maker = PageMaker(world.catalogue, world.areas, random.Random(SEED))
    for name, drawn in {"pages": maker.make_pages, "questions": maker.make_questions}.items():
        profiler = cProfile.Profile()
        asked = drawn(pages)
        find_services(index, asked[0].query, near=asked[0].near, now=NOW)
        profiler.enable()
        for page in asked:
            find_services(index, page.query, near=page.near, now=NOW)
        profiler.disable()
        print(f"{pages} {name}, {len(index.services):,} services")
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(30)
