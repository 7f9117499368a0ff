"""tantivy: words, filters and its own aggregations; it has no order by distance, so that is done on what it found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest
from math import cos, radians
from pathlib import Path

from tantivy import DocAddress, Document, FieldType, Index, Occur, Query, SchemaBuilder

from portal.search.models import Facet
from tests.benchmarks.generate import NOW
from tests.benchmarks.pages import Page
from tests.benchmarks.peers import PAGE_SIZE, Answer, count_ages
from tests.benchmarks.records import LISTED, OLDEST, list_records
from tests.benchmarks.world import World

_SPOKEN = ["name", "organization", "text"]
_HEAP = 512_000_000  # bytes: one segment, so that a document's number is its place in the catalogue
_MOST = 500  # more values than any facet has
_FAR = 1e9


def build(world: World, folder: Path) -> None:
    """Build the index in one segment."""
    schema = SchemaBuilder()
    for name in _SPOKEN:
        schema.add_text_field(name, stored=name == "name", tokenizer_name="en_stem")
    schema.add_text_field("description", stored=True, index_option="basic")
    for name in (*map(str, LISTED), "area", "span", "age"):
        schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    schema.add_unsigned_field("last_day", indexed=True, fast=True)
    for name in ("latitude", "longitude"):
        schema.add_float_field(name, fast=True)
    index = Index(schema.build(), path=str(folder))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for record in list_records(world.catalogue):
        document = Document(name=[record.name], organization=[record.organization], text=[record.text])
        document.add_text("description", record.text)
        for facet, values in record.values.items():
            for value in values:
                document.add_text(str(facet), value)
        for area in record.areas:
            document.add_text("area", area)
        for age in range(record.youngest, min(record.oldest, OLDEST) + 1):
            document.add_text("age", str(age))
        document.add_text("span", f"{record.youngest} {record.oldest}")
        document.add_unsigned("last_day", record.last_day)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    points = ((number, place) for number, record in enumerate(list_records(world.catalogue)) for place in record.points)
    (folder / "points.txt").write_text("".join(f"{n} {point[0]} {point[1]}\n" for n, point in points))


class Engine:
    """Answers pages."""

    def __init__(self, _world: World | None, folder: Path) -> None:
        self._index = Index.open(str(folder))
        self._index.reload()
        self._searcher = self._index.searcher()
        assert self._searcher.num_segments == 1
        self._points: list[tuple[tuple[float, float], ...]] = [()] * self._searcher.num_docs
        for line in (folder / "points.txt").read_text().splitlines():
            number, latitude, longitude = line.split()
            self._points[int(number)] += ((float(latitude), float(longitude)),)
        yesterday = NOW.toordinal() - 1
        self._over = Query.range_query(
            self._index.schema, "last_day", FieldType.Unsigned, None, yesterday, use_inverted_index=True
        )

    def answer(self, page: Page) -> Answer:
        """Return one page."""
        filters = {
            facet: self._any_of("age" if facet == Facet.AGE else facet, chosen) for facet, chosen in page.filters
        }
        base = self._base(page)
        query = self._all_of(base, filters.values())
        counts, total = self._count(query, list(Facet))
        for facet in filters:
            others = [each for other, each in filters.items() if other != facet]
            counts |= self._count(self._all_of(base, others), [facet])[0]
        found = [self._searcher.doc(address) for address in self._rank(page, query, total)]
        names = [each.to_dict()["name"][0] for each in found]
        return Answer(total, counts, tuple(names))

    def _base(self, page: Page) -> list[Query]:
        words = self._index.parse_query(
            " ".join(page.words), _SPOKEN, field_boosts={"name": 3.0}, conjunction_by_default=not page.has_any
        )
        return [words, *([self._any_of("area", page.areas)] if page.areas else [])]

    def _all_of(self, base: Sequence[Query], filters: Iterable[Query]) -> Query:
        """Return the query for all of these, without what is over."""
        wanted = [(Occur.Must, each) for each in (*base, *filters)]
        return Query.boolean_query([*wanted, (Occur.MustNot, self._over)])

    def _any_of(self, field: str, values: Sequence[str]) -> Query:
        terms = [(Occur.Should, Query.term_query(self._index.schema, field, value)) for value in values]
        return Query.const_score_query(Query.boolean_query(terms), 0.0)  # a term_set_query takes ten times longer

    def _count(self, query: Query, facets: Sequence[Facet]) -> tuple[dict[Facet, dict[str, int]], int]:
        """Return the counts, and the total where ages are among them: each service has one span of ages."""
        wanted = {str(each): {"terms": {"field": _field_of(each), "size": _MOST}} for each in facets}
        found = self._searcher.aggregate(query, wanted)
        counts: dict[Facet, dict[str, int]] = {}
        total = 0
        for facet in facets:
            rows = [(str(each["key"]), int(each["doc_count"])) for each in found[str(facet)]["buckets"]]
            if facet == Facet.AGE:
                total = sum(number for _, number in rows)
                counts[facet] = count_ages([*map(int, span.split()), number] for span, number in rows)
            else:
                counts[facet] = dict(rows)
        return counts, total

    def _rank(self, page: Page, query: Query, total: int) -> list[DocAddress]:
        if page.near is None or page.near.point is None:
            return [address for _, address in self._searcher.search(query, limit=PAGE_SIZE, count=False).hits]
        unscored = Query.const_score_query(query, 1.0)
        hits = self._searcher.search(unscored, limit=max(1, total), count=False).hits
        (latitude, longitude), points = page.near.point, self._points
        narrowing = cos(radians(latitude)) ** 2

        def away(address: DocAddress) -> tuple[float, int]:
            squares = [(a - latitude) ** 2 + (b - longitude) ** 2 * narrowing for a, b in points[address.doc]]
            return min(squares, default=_FAR), address.doc

        return nsmallest(PAGE_SIZE, (address for _, address in hits), key=away)


def _field_of(facet: Facet) -> str:
    return "span" if facet == Facet.AGE else str(facet)
