"""SQLite FTS5: words, filters, facet counts and distance all in SQL."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from math import cos, radians
from pathlib import Path

from portal.places.models import Point
from portal.search.models import Facet
from tests.benchmarks.generate import NOW
from tests.benchmarks.pages import Page
from tests.benchmarks.peers import PAGE_SIZE, Answer, count_ages
from tests.benchmarks.records import list_records
from tests.benchmarks.world import World

_SCHEMA = """
CREATE TABLE service(id INTEGER PRIMARY KEY, name TEXT, description TEXT, youngest INT, oldest INT, last_day INT);
CREATE TABLE tag(id INTEGER PRIMARY KEY, facet TEXT, value TEXT, UNIQUE(facet, value));
CREATE TABLE tagged(service INT, tag INT, PRIMARY KEY(service, tag)) WITHOUT ROWID;
CREATE TABLE serves(service INT, area TEXT, PRIMARY KEY(service, area)) WITHOUT ROWID;
CREATE TABLE location(service INT, n INT, latitude REAL, longitude REAL, PRIMARY KEY(service, n)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, organization, text, content='', tokenize='porter unicode61');
"""
_BITS = 2  # filters a page has at most
_TALLY = f"""
INSERT INTO counted SELECT tagged.tag << {_BITS} | failed, 1 FROM hit JOIN tagged ON tagged.service = hit.id
WHERE failed < {(1 << _BITS) - 1} ON CONFLICT(key) DO UPDATE SET number = number + 1
"""  # twice as fast as GROUP BY, which sorts
_BY_SCORE = """
SELECT service.id, service.name, service.description FROM hit JOIN service USING (id)
WHERE failed = 0 ORDER BY score, hit.id LIMIT ?
"""
_BY_DISTANCE = """
SELECT service.id, service.name, service.description, away FROM (
    SELECT hit.id, min((latitude - ?) * (latitude - ?) + (longitude - ?) * (longitude - ?) * ?) AS away
    FROM hit LEFT JOIN location ON location.service = hit.id WHERE failed = 0
    GROUP BY hit.id ORDER BY away IS NULL, away, hit.id LIMIT ?
) AS near JOIN service USING (id) ORDER BY away IS NULL, away, near.id
"""


def build(world: World, folder: Path) -> None:
    """Build the database."""
    db = sqlite3.connect(folder / "fts5.sqlite3")
    db.executescript(_SCHEMA)
    tags: dict[tuple[str, str], int] = {}
    with db:
        for number, record in enumerate(list_records(world.catalogue)):
            row = (number, record.name, record.text, record.youngest, record.oldest, record.last_day)
            db.execute("INSERT INTO service VALUES (?, ?, ?, ?, ?, ?)", row)
            wanted = {(str(facet), value) for facet, values in record.values.items() for value in values}
            ids = sorted(tags.setdefault(each, len(tags)) for each in wanted)
            db.executemany("INSERT INTO tagged VALUES (?, ?)", [(number, tag) for tag in ids])
            db.executemany("INSERT INTO serves VALUES (?, ?)", [(number, area) for area in record.areas])
            points = [(number, n, *point) for n, point in enumerate(record.points)]
            db.executemany("INSERT INTO location VALUES (?, ?, ?, ?)", points)
            words = (number, record.name, record.organization, record.text)
            db.execute("INSERT INTO words(rowid, name, organization, text) VALUES (?, ?, ?, ?)", words)
        db.executemany("INSERT INTO tag VALUES (?, ?, ?)", [(n, *each) for each, n in tags.items()])
        db.execute("INSERT INTO words(words) VALUES ('optimize')")
    db.execute("ANALYZE")
    db.close()


class Engine:
    """Answers pages. The services that fit words and place stand in a temporary table with what filters they fail."""

    def __init__(self, _world: World | None, folder: Path) -> None:
        self._db = sqlite3.connect(folder / "fts5.sqlite3", isolation_level=None)
        self._db.executescript("PRAGMA temp_store = memory; PRAGMA mmap_size = 1000000000; ")
        self._db.execute("CREATE TEMP TABLE hit(id INTEGER PRIMARY KEY, score REAL, failed INT)")
        self._db.execute("CREATE TEMP TABLE counted(key INTEGER PRIMARY KEY, number INT)")
        rows = self._db.execute("SELECT id, facet, value FROM tag")
        self._tags = {n: (Facet(facet), value) for n, facet, value in rows}
        self._ids = {each: n for n, each in self._tags.items()}

    def answer(self, page: Page) -> Answer:
        """Return one page."""
        self._db.execute("DELETE FROM hit")
        self._find(page)
        (total,) = self._db.execute("SELECT count(*) FROM hit WHERE failed = 0").fetchone()
        rows = self._rank(page)
        return Answer(total, self._count(page), tuple(name for _, name, *_ in rows))

    def _find(self, page: Page) -> None:
        failed, values = [], []
        for bit, (facet, chosen) in enumerate(page.filters):
            test, more = self._filter(facet, chosen)
            failed.append(f"((NOT {test}) << {bit})")
            values += more
        score = "0" if page.near else "bm25(words, 3, 1, 1)"
        serving = (
            f"AND EXISTS(SELECT 1 FROM serves WHERE serves.service = words.rowid AND area IN ({_marks(page.areas)}))"
        )
        self._db.execute(
            f"INSERT INTO hit SELECT words.rowid, {score}, {' | '.join(failed) or '0'} "
            "FROM words CROSS JOIN service ON service.id = words.rowid WHERE words MATCH ? AND last_day >= ? "
            + (serving if page.areas else ""),
            (*values, _match(page), NOW.toordinal(), *page.areas),
        )

    def _filter(self, facet: Facet, chosen: Sequence[str]) -> tuple[str, list[int]]:
        """Return an SQL test of the service at hand, with its values."""
        if facet == Facet.AGE:
            tests = ["? BETWEEN youngest AND oldest" for _ in chosen]
            return f"({' OR '.join(tests)})", [int(age) for age in chosen]
        ids = [self._ids[facet, value] for value in chosen if (facet, value) in self._ids]
        return f"EXISTS(SELECT 1 FROM tagged WHERE tagged.service = words.rowid AND tag IN ({_marks(ids)}))", ids

    def _count(self, page: Page) -> dict[Facet, dict[str, int]]:
        """Return the counts: of a filtered facet also those that fail only its own filter."""
        own = {facet: 1 << bit for bit, (facet, _) in enumerate(page.filters)}
        counts: dict[Facet, dict[str, int]] = {facet: Counter() for facet in Facet}
        self._db.execute("DELETE FROM counted")
        self._db.execute(_TALLY)
        for key, number in self._db.execute("SELECT key, number FROM counted"):
            facet, value = self._tags[key >> _BITS]
            if key & ((1 << _BITS) - 1) in (0, own.get(facet)):
                counts[facet][value] += number
        counts[Facet.AGE] = count_ages(self._spans(own.get(Facet.AGE, 0)))
        return counts

    def _spans(self, own: int) -> Iterator[tuple[int, int, int]]:
        return self._db.execute(
            "SELECT youngest, oldest, count(*) FROM hit JOIN service USING (id) WHERE failed IN (0, ?) GROUP BY 1, 2",
            (own,),
        )

    def _rank(self, page: Page) -> list[tuple[int, str, str]]:
        if page.near is None or page.near.point is None:
            return self._db.execute(_BY_SCORE, (PAGE_SIZE,)).fetchall()
        return self._db.execute(_BY_DISTANCE, (*_terms_of(page.near.point), PAGE_SIZE)).fetchall()


def _terms_of(point: Point) -> tuple[float, ...]:
    return (point.latitude, point.latitude, point.longitude, point.longitude, cos(radians(point.latitude)) ** 2)


def _match(page: Page) -> str:
    return (" OR " if page.has_any else " AND ").join(f'"{word}"' for word in page.words)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
