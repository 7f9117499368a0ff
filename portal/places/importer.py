"""Import postcodes into one read-only file: built aside, swapped in by rename, safe to stop at any moment."""

import csv
import fcntl
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from portal.places.areas import Areas
from portal.places.imported import Edition
from portal.places.postcode_columns import ImportFault, ImportRefused, Product, find_columns
from portal.places.postcode_files import PostcodeFile, cut_rows, find_files, hash_files, read_header, read_text
from portal.places.postcode_rows import AreaNumbers, RowSorter, Tally
from portal.places.postcode_tables import PostcodeTables, swap_in

Progress = Callable[[int, int], None]  # bytes read, bytes in all
_BATCH = 5_000  # rows between two tellings of progress
_MOST_REFUSED = 0.01  # of all rows: beyond it the file is not what we take it for


@dataclass(frozen=True)
class Report:
    """What an import did, for a person to read; `wards` counts live codes by council and ward (GSS, empty where none)."""

    edition: Edition
    files: tuple[str, ...]
    tally: Tally
    terminated: int
    duplicates: int
    wards: dict[tuple[str, str], int]

    @property
    def councils(self) -> dict[str, int]:
        """Return the live codes by council, the most first."""
        counts: dict[str, int] = {}
        for (council, _), count in self.wards.items():
            counts[council] = counts.get(council, 0) + count
        return dict(sorted(counts.items(), key=lambda item: -item[1]))

    def unclaimed_wards(self, areas: Areas) -> dict[str, int]:
        """Return the wards of covered councils that no locality claims, with their live codes."""
        return {
            ward: count
            for (council, ward), count in sorted(self.wards.items())
            if council in areas.councils_by_gss and ward not in areas.wards
        }


@dataclass(frozen=True)
class _Job:
    files: tuple[PostcodeFile, ...]
    with_northern_ireland: bool
    progress: Progress | None
    now: datetime
    tally: Tally = field(default_factory=Tally)
    areas: AreaNumbers = field(default_factory=AreaNumbers)

    def tell(self, done: int, whole: int) -> None:
        """Tell how far it is, where somebody wants to know."""
        if self.progress:
            self.progress(done, whole)


def import_postcodes(
    paths: Sequence[Path],
    target: Path,
    *,
    now: datetime,
    with_northern_ireland: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Import `paths` (OS Code-Point Open, ONSPD or NSPL) into `target`; else raise `ImportRefused`, the old file stays."""
    job = _Job(find_files(paths), with_northern_ireland, progress, now)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f"{target.name}.new")
    with _only_one(target):
        aside.unlink(missing_ok=True)
        try:
            report = _build(aside, job)
            swap_in(aside, target)
        finally:
            aside.unlink(missing_ok=True)
    return report


@contextmanager
def _only_one(target: Path) -> Iterator[None]:
    """Keep a second import out while one is running; the lock goes with the process, however it ends."""
    with target.with_name(f"{target.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ImportRefused(ImportFault.BUSY, target.name) from error
        yield


def _build(aside: Path, job: _Job) -> Report:
    with closing(PostcodeTables(aside)) as tables, ThreadPoolExecutor(1) as pool:
        sha256 = pool.submit(hash_files, job.files)
        product = _read_all(job, tables)
        live, terminated = tables.count()
        _refuse_nonsense(job.tally, live + terminated)
        editions = dict.fromkeys(file.edition for file in job.files)
        when = job.now.isoformat(timespec="seconds")
        edition = Edition(product, ", ".join(filter(None, editions)), live, sha256.result(), when)
        wards = tables.put_areas(job.areas.pairs)
        tables.finish(edition)
    names = tuple(file.name for file in job.files)
    return Report(edition, names, job.tally, terminated, tables.put_rows - live - terminated, wards)


def _read_all(job: _Job, tables: PostcodeTables) -> Product:
    """Read every file into the tables; all must be of one product."""
    whole, done, products = sum(file.size for file in job.files), 0, set[Product]()
    for file in job.files:
        try:
            products.add(_read(file, job, tables, before=done, whole=whole))
        except (csv.Error, zipfile.BadZipFile, zlib.error, OSError) as error:
            raise ImportRefused(ImportFault.UNREADABLE, file.name, [str(error)]) from error
        if len(products) > 1:
            raise ImportRefused(ImportFault.MIXED, file.name, sorted(products))
        done += file.size
    return products.pop()


def _read(file: PostcodeFile, job: _Job, tables: PostcodeTables, *, before: int, whole: int) -> Product:
    with file.open() as stream:
        text = read_text(stream)  # kept to the end: the stream closes with it
        first = read_header(text)
        columns, is_header = find_columns(first, file=file.name)
        rows = chain([] if is_header else [first], cut_rows(text, columns.width))
        sorter = RowSorter(
            columns,
            job.tally,
            job.areas,
            file=file.name,
            before=int(is_header),
            with_northern_ireland=job.with_northern_ireland,
        )
        while sorter.sort(islice(rows, _BATCH), tables.put):
            job.tell(before + stream.tell(), whole)
    return columns.product


def _refuse_nonsense(tally: Tally, codes: int) -> None:
    """Refuse a file whose rows are mostly not what they should be, rather than put it in the old one's place."""
    refused = sum(tally.refused.values())
    if refused > _MOST_REFUSED * tally.rows:
        examples = [f"{fault} ({', '.join(lines)})" for fault, lines in tally.examples.items()]
        raise ImportRefused(ImportFault.TOO_MANY_REFUSED, names=examples)
    if not codes:
        raise ImportRefused(ImportFault.NO_POSTCODES)
