"""The engines that are compared are asked the same and answer the same: only the time may differ."""

import random
from pathlib import Path
from types import ModuleType

import pytest

from portal.search.models import Facet
from tests.benchmarks.pages import Page, PageMaker
from tests.benchmarks.peers import Answer, drop_zeros, fts5, tantivy, whoosh_documented
from tests.benchmarks.world import make_world

WORLD = make_world(500)
PAGES = PageMaker(WORLD.catalogue, WORLD.areas, random.Random(4)).make_pages(60)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Answer]]:
    return {peer.__name__: ask(peer, tmp_path_factory.mktemp("index")) for peer in (fts5, tantivy, whoosh_documented)}


def ask(peer: ModuleType, folder: Path) -> list[Answer]:
    peer.build(WORLD, folder)
    engine = peer.Engine(None, folder)
    return [engine.answer(page) for page in PAGES]


def alike(answers: dict[str, list[Answer]], one: ModuleType, other: ModuleType) -> list[tuple[Page, Answer, Answer]]:
    """The pages on which both find equally many; their stemmers and parsers differ on a few words."""
    every = zip(PAGES, answers[one.__name__], answers[other.__name__], strict=True)
    return [(page, a, b) for page, a, b in every if a.total == b.total]


@pytest.mark.parametrize("other", [tantivy, whoosh_documented])
def test_totals_and_counts_of_every_choice_are_the_same(answers: dict[str, list[Answer]], other: ModuleType) -> None:
    same = alike(answers, fts5, other)
    assert len(same) >= 0.85 * len(PAGES)
    assert any(a.total > 20 for _, a, _ in same)
    different = [page for page, a, b in same if drop_zeros(a.counts) != drop_zeros(b.counts)]
    assert len(different) <= 2, "those that happen to find equally many, but others"


@pytest.mark.parametrize("other", [tantivy, whoosh_documented])
def test_pages_near_a_place_are_in_the_same_order(answers: dict[str, list[Answer]], other: ModuleType) -> None:
    near = [(a, b) for page, a, b in alike(answers, fts5, other) if page.near and a.total > 1]
    assert len(near) > 5
    assert sum(a.top == b.top for a, b in near) >= len(near) - 1


def test_a_choice_counts_what_it_would_give(answers: dict[str, list[Answer]]) -> None:
    for page, answer in zip(PAGES, answers[tantivy.__name__], strict=True):
        for facet, chosen in page.filters:
            if facet in (Facet.FREE, Facet.AGE, Facet.DELIVERY):
                assert answer.counts[facet].get(chosen[0], 0) == answer.total
