"""The kept postings and sets give what Whoosh's own search gives: totals, facets and the first twenty in order."""

import random
from collections.abc import Iterable
from functools import reduce
from operator import and_
from pathlib import Path

from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.query import And, Every, Or, Query, Term

from portal.search.engine import Document, Engine, write_index
from portal.search.filters import Filters
from portal.search.models import Facet
from portal.search.planes import list_bits
from portal.search.text import Stemmer, build_analyzer, fold
from tests.benchmarks.generate import SEED
from tests.benchmarks.measure import Row
from tests.benchmarks.pages import Page, PageMaker
from tests.benchmarks.peers import PAGE_SIZE, Answer, drop_zeros
from tests.benchmarks.peers.whoosh_documented import count_groups, group_by
from tests.benchmarks.records import LISTED, OLDEST, Record, list_records
from tests.benchmarks.world import World

_FIELD = "text"


def compare_with_whoosh(world: World, folder: Path, *, queries: int) -> list[Row]:
    """Return how many of the queries are answered alike."""
    ours, whoosh = _Ours(world, folder / "ours"), _Whoosh(world, folder / "whoosh")
    pages = PageMaker(world.catalogue, world.areas, random.Random(SEED)).make_pages(queries)
    same = sum(ours.answer(page) == whoosh.answer(page) for page in pages)
    return [Row.at_least("equal to Whoosh's own search", same, queries, note=f"of {queries} queries")]


def _text_of(record: Record) -> str:
    return fold(" . ".join([record.name, record.name, record.name, record.text, record.organization]))


class _Ours:
    """The postings and sets of `portal.search`."""

    def __init__(self, world: World, folder: Path) -> None:
        self._stem = Stemmer("en")
        records = list(list_records(world.catalogue))
        self._names = [record.slug for record in records]
        write_index(folder, (Document(_text_of(record)) for record in records), self._stem)
        self._text = Engine(folder).text
        self._filters = Filters(world.catalogue, tuple(world.catalogue.services.values()), {})

    def answer(self, page: Page) -> Answer:
        """Return the services in which every word stands, best score first."""
        stems = dict.fromkeys(map(self._stem, page.words))
        found = [self._text.find(stem) for stem in stems]
        base = reduce(and_, (each.bits if each else 0 for each in found))
        matched = self._filters.narrow(base, page.query)
        scores = [dict(zip(postings.ids, postings.scores, strict=True)) for postings in found if postings]
        ranked = sorted(list_bits(matched), key=lambda n: (-round(sum(each[n] for each in scores), 9), n))
        names = tuple(self._names[number] for number in ranked[:PAGE_SIZE])
        return Answer(matched.bit_count(), drop_zeros(self._filters.count(page.query, base)), names)


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
        self._names = list(world.catalogue.services)
        self._searcher = storage.open_index().searcher()

    def answer(self, page: Page) -> Answer:
        """Return what Whoosh finds, counts and ranks."""
        words = And([Term(_FIELD, stem) for stem in dict.fromkeys(map(self._stem, page.words))])
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
        ranked = sorted(found.top_n, key=lambda each: (-round(each[0], 9), each[1]))
        names = tuple(self._names[number] for _, number in ranked[:PAGE_SIZE])
        return Answer(len(found), drop_zeros(counts), names)


def _all_of(filters: Iterable[Query]) -> Query:
    return And([Every(), *filters])
