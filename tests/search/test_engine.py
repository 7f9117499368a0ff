"""The kept postings answer as Whoosh's own search does, from several threads, and from disk."""

import os
import random
from dataclasses import replace
from functools import reduce
from operator import and_
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Term

from portal.catalogue.models import Synonyms
from portal.search.engine import Document, Engine, Field, write_index
from portal.search.index import build_index
from portal.search.planes import UNIT, list_bits
from portal.search.text import Stemmer
from tests.search.town import CATALOGUE

WORDS = [f"w{number}x" for number in range(400)]


def make_texts(count: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    weights = [1 / rank for rank in range(1, len(WORDS) + 1)]
    return [" ".join(chance.choices(WORDS, weights, k=chance.randint(10, 60))) for _ in range(count)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    write_index(folder, map(Document, make_texts(800)), Stemmer("en"), made_of="texts")
    return folder


def test_totals_scores_and_order_are_those_of_whoosh(folder: Path) -> None:
    engine, chance = Engine(folder, made_of="texts").text, random.Random(2)
    with FileStorage(str(folder)).open_index().searcher() as searcher:
        for _ in range(150):
            stems = chance.sample(WORDS[:120], chance.randint(1, 3))
            theirs = {
                hit.docnum: hit.score for hit in searcher.search(And([Term("text", s) for s in stems]), limit=None)
            }
            ours = {number: sum(_score(engine, stem, number) for stem in stems) for number in _all(engine, stems)}
            assert ours == pytest.approx(theirs)


def _all(engine: Field, stems: list[str]) -> list[int]:
    found = [postings.bits if (postings := engine.find(stem)) else 0 for stem in stems]
    return list(list_bits(reduce(and_, found)))


def _score(engine: Field, stem: str, number: int) -> float:
    postings = engine.find(stem)
    assert postings is not None
    return postings.scores[list(postings.ids).index(number)]


def test_planes_hold_what_the_words_of_a_term_score_at_best(folder: Path) -> None:
    engine = Engine(folder, made_of="texts")
    stems = (WORDS[0], WORDS[2], WORDS[390])  # common ones and a rare one
    planes = engine.weigh(stems, "", 2)
    for number in range(800):
        best = max((_score_or_nothing(engine.text, stem, number) for stem in stems), default=0.0)
        kept = sum((plane >> number & 1) << at for at, plane in enumerate(planes))
        assert kept == pytest.approx(best * 0.5 * UNIT, abs=0.76)


def _score_or_nothing(engine: Field, stem: str, number: int) -> float:
    postings = engine.find(stem)
    return dict(zip(postings.ids, postings.scores, strict=True)).get(number, 0.0) if postings else 0.0


def test_an_index_is_kept_on_disk_and_another_takes_its_place_when_the_texts_change(tmp_path: Path) -> None:
    def build(translate: object = str) -> object:
        return build_index(CATALOGUE, locale="en", translate=translate, folder=tmp_path)  # type: ignore[arg-type]

    first = build()
    (kept,) = (tmp_path / "en").iterdir()
    stamp = {file: file.stat().st_mtime_ns for file in kept.iterdir()}
    again = build()
    assert {file: file.stat().st_mtime_ns for file in kept.iterdir()} == stamp
    assert first.engine.text.find("debt") == again.engine.text.find("debt")  # type: ignore[attr-defined]
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
