"""The kept postings answer as Whoosh's own search does, from several threads, and from disk."""

import os
import random
from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from operator import or_
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.query import Or, Term
from whoosh.searching import Searcher

from portal.catalogue.models import Synonyms
from portal.search.index import build_index
from portal.search.planes import UNIT, Planes, add, list_bits, rank
from portal.search.postings.engine import Engine
from portal.search.postings.write import Document, write_index
from portal.search.words.stems import Stemmer
from tests.search.town import CATALOGUE

WORDS = [f"w{number}x" for number in range(400)]


def make_texts(count: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    return [" ".join(chance.choices(WORDS, weights, k=chance.randint(10, 60))) for _ in range(count)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, (Document(text.split()) for text in make_texts(800)), Stemmer("en"), made_of="texts")
    return folder


def test_services_and_scores_are_those_of_whoosh_but_for_rounding(folder: Path) -> None:
    engine, chance = Engine(folder, made_of="texts"), random.Random(2)
    with FileStorage(str(folder)).open_index().searcher() as searcher:
        for _ in range(150):
            stems = chance.sample(WORDS, chance.randint(1, 3))
            theirs = _ask_whoosh(searcher, stems)
            planes = reduce(add, (engine.weigh((stem,), "", 4) for stem in stems))
            ours = {number: number_of(planes, number) / UNIT for number in list_bits(reduce(or_, planes, 0))}
            assert ours == pytest.approx(theirs, abs=len(stems) / UNIT / 2)
            first = rank(planes, reduce(or_, planes, 0), 20)
            assert [ours[number] for number in first] == sorted(ours.values(), reverse=True)[:20]


def _ask_whoosh(searcher: Searcher, stems: Iterable[str]) -> dict[int, float]:
    found = searcher.search(Or([Term("text", stem) for stem in stems]), limit=None)
    return {hit.docnum: hit.score for hit in found}


def number_of(planes: Planes, service: int) -> int:
    """Return the number that `planes` hold for a service."""
    return sum((plane >> service & 1) << at for at, plane in enumerate(planes))


def test_planes_hold_what_the_words_of_a_term_score_at_best(folder: Path) -> None:
    engine = Engine(folder, made_of="texts")
    stems = (WORDS[0], WORDS[2], WORDS[390])  # common ones and a rare one
    with FileStorage(str(folder)).open_index().searcher() as searcher:
        scores = [_ask_whoosh(searcher, [stem]) for stem in stems]
    planes = engine.weigh(stems, "", 2)
    for number in range(800):
        best = max(each.get(number, 0.0) for each in scores)
        assert number_of(planes, number) == pytest.approx(best * 0.5 * UNIT, abs=0.76)


def test_an_index_is_kept_on_disk_and_another_takes_its_place_when_the_texts_change(tmp_path: Path) -> None:
    def build(translate: object = str) -> object:
        return build_index(CATALOGUE, locale="en", translate=translate, folder=tmp_path)  # type: ignore[arg-type]

    first = build()
    (kept,) = (tmp_path / "en").iterdir()
    stamp = {file: file.stat().st_mtime_ns for file in kept.iterdir()}
    again = build()
    assert {file: file.stat().st_mtime_ns for file in kept.iterdir()} == stamp
    assert first.engine.text.planes("debt") == again.engine.text.planes("debt")  # type: ignore[attr-defined]
    (other := tmp_path / "en" / ".new-other").mkdir()
    (abandoned := tmp_path / "en" / ".new-abandoned").mkdir()
    os.utime(abandoned, (0, 0))
    for more in ("one", "two", "three"):
        build(lambda text, more=more: f"{text} {more}")
    left = set((tmp_path / "en").iterdir())
    assert other in left, "another process is building it"
    assert not {kept, abandoned} & left
    assert len(left) == 3, "the newest, the one before, and the one being built"


def test_other_synonyms_make_another_index(tmp_path: Path) -> None:
    counts = []
    for words in (("shirts",), ("shirts", "jacket", "blazers")):
        synonyms = {"blazer": Synonyms("blazer", words={"en": words})}
        index = build_index(replace(CATALOGUE, synonyms=synonyms), locale="en", translate=str, folder=tmp_path)
        found = index.understanding.read("jacket").terms
        assert [term.concept for term in found] == (["blazer"] if "jacket" in words else [""])
        counts.append(index.engine.concepts.count("blazer"))
    assert counts == [1, 2], '"blazers" stands in one more service'


def test_a_row_of_synonyms_under_another_id_makes_another_index(tmp_path: Path) -> None:
    for concept in ("blazer", "jacket"):
        synonyms = {concept: Synonyms(concept, words={"en": ("blazers", "jackets")})}
        index = build_index(replace(CATALOGUE, synonyms=synonyms), locale="en", translate=str, folder=tmp_path)
        assert index.engine.concepts.count(concept) == 2
