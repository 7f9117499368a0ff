"""What pages are made of is what Whoosh's own search gives: the services, every choice's count, scores and order."""

import random
from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from pathlib import Path
from typing import NamedTuple

from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Every, Or, Query, Term

from portal.search.facets.filters import Filters, narrow
from portal.search.models import Facet
from portal.search.planes import UNIT, add, list_bits, rank
from portal.search.postings.engine import Engine
from portal.search.postings.write import Document, build_analyzer, write_index
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut_folded, fold
from tests.benchmarks.generate import SEED
from tests.benchmarks.measure import Row
from tests.benchmarks.pages import Page, PageMaker
from tests.benchmarks.peers import PAGE_SIZE, Counts, drop_zeros
from tests.benchmarks.peers.whoosh_documented import count_groups, group_by
from tests.benchmarks.records import LISTED, OLDEST, Record, list_records
from tests.benchmarks.world import World

_FIELD, _MADE_OF = "text", "records"
_ROUNDED = 0.5 / UNIT  # by how much the score of one word may be off: it is kept in parts of 1/16


class _Found(NamedTuple):
    """What one page is made of: the scores of the services that match, the first twenty, and the counts of all choices."""

    scores: Mapping[int, float]
    top: list[int]
    counts: Counts


def compare_with_whoosh(world: World, folder: Path, *, queries: int) -> list[Row]:
    """Return on how many random queries the weighed words, filters and order are Whoosh's own, but for rounding."""
    ours, whoosh = _Ours(world, folder / "ours"), _Whoosh(world, folder / "whoosh")
    pages = PageMaker(world.catalogue, world.areas, random.Random(SEED)).make_pages(queries)
    same = sum(_is_same(ours.find(page), whoosh.find(page), page) for page in pages)
    note = f"of {queries} queries: same services and counts; scores and order but for rounding to 1/16 a word"
    return [Row.at_least("Engine.weigh equal to Whoosh's own search", same, queries, note=note)]


def _is_same(ours: _Found, theirs: _Found, page: Page) -> bool:
    """Tell whether all is the same; each of the first twenty may stand before one that scores only the rounding more."""
    slack = _ROUNDED * len(page.words) + 1e-9
    if ours.scores.keys() != theirs.scores.keys() or ours.counts != theirs.counts:
        return False
    is_near = all(abs(score - theirs.scores[number]) <= slack for number, score in ours.scores.items())
    best = [theirs.scores[number] for number in theirs.top]
    return is_near and all(
        abs(theirs.scores[number] - score) <= 2 * slack for number, score in zip(ours.top, best, strict=True)
    )


def _text_of(record: Record) -> str:
    return fold(" . ".join([record.name, record.name, record.name, record.text, record.organization]))


class _Ours:
    """The engine and the sets of `portal.search`, as a page of results asks them."""

    def __init__(self, world: World, folder: Path) -> None:
        self._stem = Stemmer("en")
        documents = (Document(cut_folded(_text_of(record))) for record in list_records(world.catalogue))
        write_index(folder, documents, self._stem, made_of=_MADE_OF)
        self._engine = Engine(folder, made_of=_MADE_OF)
        self._filters = Filters(world.catalogue, tuple(world.catalogue.services.values()), {})

    def find(self, page: Page) -> _Found:
        """Return the services in which any word stands."""
        stems = dict.fromkeys(map(self._stem, page.words))
        planes = reduce(add, (self._engine.weigh((stem,), "", 4) for stem in stems))
        base = reduce(or_, planes, 0)
        allowed = self._filters.allow(page.query)
        matched = narrow(base, allowed)
        numbers = {n: sum((plane >> n & 1) << at for at, plane in enumerate(planes)) for n in list_bits(matched)}
        scores = {number: score / UNIT for number, score in numbers.items()}
        counts = _without_own_ages(self._filters.count(base, allowed, has_send=page.query.has_send), page)
        return _Found(scores, rank(planes, matched, PAGE_SIZE), counts)


class _Whoosh:
    """Whoosh's searcher over the same text, its own filters and facets."""

    def __init__(self, world: World, folder: Path) -> None:
        folder.mkdir()
        storage = FileStorage(str(folder))
        self._stem = Stemmer("en")
        tags = {str(facet): KEYWORD(commas=True, sortable=True) for facet in LISTED}
        text = TEXT(analyzer=build_analyzer(self._stem), phrase=False)
        age = {"age": KEYWORD(commas=True), "span": KEYWORD(commas=True, sortable=True)}
        with storage.create_index(Schema(**{_FIELD: text}, **tags, **age)).writer() as writer:
            for record in list_records(world.catalogue):
                values = {str(facet): ",".join(each) for facet, each in record.values.items()}
                ages = ",".join(map(str, range(record.youngest, min(record.oldest, OLDEST) + 1)))
                span = f"{record.youngest} {record.oldest}"
                writer.add_document(**{_FIELD: _text_of(record)}, **values, age=ages, span=span)
        self._searcher = storage.open_index().searcher()

    def find(self, page: Page) -> _Found:
        """Return what Whoosh finds, counts and ranks."""
        words = Or([Term(_FIELD, stem) for stem in dict.fromkeys(map(self._stem, page.words))])
        filters = {
            facet: Or([Term("age" if facet == Facet.AGE else str(facet), each) for each in chosen])
            for facet, chosen in page.filters
        }
        found = self._searcher.search(words, limit=None, filter=_all_of(filters.values()), groupedby=group_by(Facet))
        counts = count_groups(found, Facet)
        for facet in filters:
            others = _all_of(each for other, each in filters.items() if other != facet)
            alone = self._searcher.search(words, limit=None, filter=others, groupedby=group_by([facet]))
            counts |= count_groups(alone, [facet])
        scores = {number: score for score, number in found.top_n}
        top = sorted(scores, key=lambda number: (-scores[number], number))[:PAGE_SIZE]
        return _Found(scores, top, _without_own_ages(counts, page))


def _without_own_ages(counts: Counts, page: Page) -> Counts:
    """Return the counts to compare; with an age chosen, ours of the others count both children, Whoosh's one alone."""
    own = [Facet.AGE] if page.query.ages else []
    return drop_zeros({facet: each for facet, each in counts.items() if facet not in own})


def _all_of(filters: Iterable[Query]) -> Query:
    return And([Every(), *filters])
