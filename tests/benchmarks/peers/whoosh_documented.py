"""Whoosh as its documentation shows: three fields, a multifield parser, groupedby facets, stored fields."""

from collections.abc import Iterable
from math import cos, radians
from pathlib import Path

from whoosh import sorting
from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup
from whoosh.query import And, NumericRange, Or, Query, Term

from portal.places.models import Point
from portal.search.models import Facet
from tests.benchmarks.generate import NOW
from tests.benchmarks.pages import Page
from tests.benchmarks.peers import PAGE_SIZE, Answer, count_ages
from tests.benchmarks.records import FOREVER, LISTED, OLDEST, list_records
from tests.benchmarks.world import World

_FAR = 1e9
_BOOSTS = {"name": 3.0}


def build(world: World, folder: Path) -> None:
    """Build the index."""
    tags = {str(facet): KEYWORD(commas=True, sortable=True) for facet in LISTED}
    spoken = {
        name: TEXT(analyzer=StemmingAnalyzer(), stored=name == "name") for name in ("name", "organization", "text")
    }
    others = {"area": KEYWORD(commas=True), "age": KEYWORD(commas=True), "span": KEYWORD(commas=True, sortable=True)}
    schema = Schema(**spoken, **tags, **others, last_day=NUMERIC(signed=False), points=STORED)
    with create_in(folder, schema).writer() as writer:
        for record in list_records(world.catalogue):
            writer.add_document(
                name=record.name,
                organization=record.organization,
                text=record.text,
                **{str(facet): ",".join(values) for facet, values in record.values.items()},
                area=",".join(record.areas),
                age=",".join(map(str, range(record.youngest, min(record.oldest, OLDEST) + 1))),
                span=f"{record.youngest} {record.oldest}",
                last_day=record.last_day,
                points=record.points,
            )


class Engine:
    """Answers pages with one searcher."""

    def __init__(self, _world: World | None, folder: Path) -> None:
        index = open_dir(folder)
        self._schema = index.schema
        self._searcher = index.searcher()
        self._points = [each.get("points", ()) for each in self._searcher.reader().all_stored_fields()]
        self._running = NumericRange("last_day", NOW.toordinal(), FOREVER)

    def answer(self, page: Page) -> Answer:
        """Return one page."""
        filters = {
            facet: _any_of("age" if facet == Facet.AGE else str(facet), chosen) for facet, chosen in page.filters
        }
        others = [_any_of("area", page.areas)] if page.areas else []
        group = OrGroup if page.has_any else AndGroup
        parser = MultifieldParser(["name", "organization", "text"], self._schema, fieldboosts=_BOOSTS, group=group)
        words = parser.parse(" ".join(page.words))
        narrowed = And([self._running, *others, *filters.values()])
        found = self._searcher.search(
            words,
            limit=PAGE_SIZE,
            filter=narrowed,
            groupedby=group_by(Facet),
            sortedby=self._order(page.near.point) if page.near and page.near.point else None,
        )
        counts = count_groups(found, Facet)
        for facet in filters:
            rest = And([self._running, *others, *(each for other, each in filters.items() if other != facet)])
            alone = self._searcher.search(words, limit=1, filter=rest, groupedby=group_by([facet]))
            counts |= count_groups(alone, [facet])
        return Answer(len(found), counts, tuple(hit["name"] for hit in found[:PAGE_SIZE]))

    def _order(self, origin: Point) -> sorting.FunctionFacet:
        narrowing = cos(radians(origin.latitude)) ** 2

        def away(_searcher: object, number: int) -> float:
            squares = [(a - origin[0]) ** 2 + (b - origin[1]) ** 2 * narrowing for a, b in self._points[number]]
            return min(squares, default=_FAR)

        return sorting.FunctionFacet(away)


def _any_of(field: str, values: Iterable[str]) -> Query:
    return Or([Term(field, value) for value in values])


def group_by(facets: Iterable[Facet]) -> sorting.Facets:
    """Return the wish to have the values of `facets` counted."""
    wanted = sorting.Facets()
    for facet in facets:
        name = "span" if facet == Facet.AGE else str(facet)
        wanted.add_facet(str(facet), sorting.FieldFacet(name, allow_overlap=facet != Facet.AGE, maptype=sorting.Count))
    return wanted


def count_groups(found, facets: Iterable[Facet]) -> dict[Facet, dict[str, int]]:  # type: ignore[no-untyped-def]  # Whoosh has no types
    """Return the counts of the `facets` of a search."""
    counts: dict[Facet, dict[str, int]] = {}
    for facet in facets:
        groups = {name: number for name, number in found.groups(str(facet)).items() if name}
        if facet == Facet.AGE:
            counts[facet] = count_ages([*map(int, span.split()), number] for span, number in groups.items())
        else:
            counts[facet] = groups
    return counts
