"""Look postcodes up in the imported file, in a dict and in plain SQLite, one call at a time."""

import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from portal.places.imported import ImportedPostcodes
from portal.places.postcode import Postcode
from tests.benchmarks.measure import Row, memory_mb, share_at

LIMIT = 20  # microseconds at p50
_CALLS = 50_000
_OPENED = 2_000  # calls that open a connection of their own
_SEED = 20261121
_SELECT = "SELECT council, ward, latitude, longitude, use FROM postcode WHERE code = ?"


def measure_lookups(target: Path) -> list[Row]:
    """Ask each way for the same codes, live and ended; ours must be quick enough."""
    codes = _draw(target)
    records = ImportedPostcodes(target)
    ours = _time(records.find, codes)
    plain = target.with_name("plain.sqlite3")
    _write_plain(target, plain)
    return [
        Row.at_most("look-up, p50", share_at(ours, 0.5), LIMIT, unit=" us", note=f"p99 {share_at(ours, 0.99):.3g}"),
        _row("plain SQLite, connection kept", _ask_plain(plain, codes)),
        _row("plain SQLite, opened for each", _time(lambda code: _open_and_ask(plain, code), codes[:_OPENED])),
        _ask_dict(plain, codes),
    ]


def _draw(target: Path) -> list[Postcode]:
    with closing(sqlite3.connect(target)) as db:
        known = [code for table in ("postcode", "terminated") for (code,) in db.execute(f"SELECT code FROM {table}")]
    draw = random.Random(_SEED)
    drawn = [draw.choice(known) for _ in range(_CALLS)]
    return [Postcode(code[:-3], code[-3:]) for code in drawn]


def _time(find: Callable[[Postcode], object], codes: Sequence[Postcode]) -> list[float]:
    """Return the microseconds of each call."""
    taken = []
    for code in codes:
        start = time.perf_counter_ns()
        find(code)
        taken.append((time.perf_counter_ns() - start) / 1e3)
    return taken


def _write_plain(target: Path, plain: Path) -> None:
    """Write the codes as one would without much thought: a table, its key a text."""
    with closing(sqlite3.connect(plain)) as db:
        db.execute("ATTACH ? AS ours", (str(target),))
        db.execute("CREATE TABLE postcode (code TEXT PRIMARY KEY, council, ward, latitude, longitude, use)")
        for table in ("postcode", "terminated"):
            db.execute(
                "INSERT OR IGNORE INTO postcode SELECT code, council, ward, latitude, longitude, use"
                f" FROM ours.{table} JOIN ours.area ON id = area"
            )
        db.commit()


def _ask_plain(plain: Path, codes: Sequence[Postcode]) -> list[float]:
    with closing(sqlite3.connect(plain)) as db:
        return _time(lambda code: db.execute(_SELECT, (code.outward + code.inward,)).fetchone(), codes)


def _open_and_ask(plain: Path, code: Postcode) -> object:
    with closing(sqlite3.connect(plain)) as db:
        return db.execute(_SELECT, (code.outward + code.inward,)).fetchone()


def _ask_dict(plain: Path, codes: Sequence[Postcode]) -> Row:
    before, start = memory_mb(), time.perf_counter()
    with closing(sqlite3.connect(plain)) as db:
        known = {code: found for code, *found in db.execute("SELECT * FROM postcode")}
    seconds, taken = time.perf_counter() - start, _time(lambda code: known.get(code.outward + code.inward), codes)
    return Row("a dict", f"{_words(taken)}, {memory_mb() - before:.0f} MB in every process, {seconds:.1f} s to fill")


def _row(name: str, taken: Sequence[float]) -> Row:
    return Row(name, _words(taken))


def _words(taken: Sequence[float]) -> str:
    return f"p50 {share_at(taken, 0.5):.3g} us, p99 {share_at(taken, 0.99):.3g} us"
