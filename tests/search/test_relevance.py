"""Everyday words find the right help in the shipped catalogue; words of danger bring up the panel, ordinary ones never."""

import pytest

from portal.search.index import Index
from tests.search.relevance import ask, build_shipped, measure, read_cases


@pytest.fixture(scope="module")
def shipped() -> Index:
    return build_shipped()


def test_everyday_words_are_answered_at_most_a_point_worse_than_when_this_was_written(shipped: Index) -> None:
    score = measure(shipped)
    assert score.in_three / score.asked >= 0.9, "\n".join(score.misses)
    assert score.in_ten / score.asked >= 0.98, "\n".join(score.misses)


def test_every_urgent_query_brings_up_the_panel(shipped: Index) -> None:
    assert measure(shipped).urgent_missed == []


def test_ordinary_words_bring_up_no_panel_and_are_not_mended(shipped: Index) -> None:
    found = {str(words): ask(shipped, str(words)) for words in read_cases("ordinary.yaml")}
    assert len(found) >= 30
    assert {words: each.danger for words, each in found.items() if each.danger} == {}
    assert {words: each.repaired for words, each in found.items() if each.repaired} == {}


@pytest.mark.parametrize(
    ("words", "council"),
    [
        ("stay and play in bootle", "sefton"),
        ("food bank kirkby", "knowsley"),
        ("help in liverpool", "liverpool"),
        ("food bank l32 1aa", "knowsley"),
    ],
)
def test_places_are_read_out_of_the_words(shipped: Index, words: str, council: str) -> None:
    place = ask(shipped, words).understood.place
    assert place is not None
    assert place.council == council
