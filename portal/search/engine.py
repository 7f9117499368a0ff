"""The index: Whoosh analyses and hands out postings once; scores and sets are kept here (a hundred times faster).

Document number = position in what `write_index` was given: one ordered build in one process, never updated. Scores are
Whoosh's BM25F, each field for itself. Whoosh pickles its own files; only the kept postings are read again, which are plain
numbers and words.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from itertools import accumulate
from math import log
from operator import or_
from pathlib import Path
from typing import NamedTuple

from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.scoring import bm25
from whoosh.searching import Searcher

from portal.search.checked_files import CheckedFile, write_checked
from portal.search.planes import UNIT, Planes, gather, greatest, spread, take
from portal.search.segment import write_segment
from portal.search.text import Stemmer, build_analyzer

_TEXT, _CONCEPTS = "text", "concepts"
_B, _K1 = 0.75, 1.2  # Whoosh's own BM25F
_UNITS = {_TEXT: UNIT, _CONCEPTS: 0.7 * UNIT}  # another name for a thing counts less than the word itself
_COMMON = 48  # a term in more than one of so many services is kept as planes: they are larger, but read at once
_RARE = 16  # services up to which planes are put together one by one
_PLANES = 8  # of such a term: its weight is small
_KEPT_BYTES = 8_000_000  # for a field's planes: commonest words stay, rare ones are made again in no time
_FEWEST_KEPT, _MOST_KEPT = 256, 4096
_HEAD = 8  # bytes of the length of a file's head


class Document(NamedTuple):
    """What is indexed of one service: its folded words, and the concepts found in them, by id."""

    words: Sequence[str]
    concepts: Sequence[str] = ()


def write_index(folder: Path, documents: Iterable[Document], stemmer: Stemmer, *, made_of: str) -> None:
    """Build a new index of `documents` in `folder`; `made_of` names what it is made of, and has to be said to open it."""
    folder.mkdir(parents=True, exist_ok=True)
    storage = FileStorage(str(folder))
    text = TEXT(analyzer=build_analyzer(stemmer), phrase=False, stored=False)
    schema = Schema(**{_TEXT: text, _CONCEPTS: KEYWORD(scorable=True)})
    terms = ({_TEXT: stemmer.all(each.words), _CONCEPTS: each.concepts} for each in documents)
    write_segment(storage, schema, terms)
    with storage.open_index().searcher() as searcher:
        for name in (_TEXT, _CONCEPTS):
            write_checked(_path(folder, name), _pack_postings(searcher, name), made_of=made_of)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.postings"


def _pack_postings(searcher: Searcher, name: str) -> bytes:
    """Return a field as it is kept: sizes and terms with their counts, all positions, all scores, planes of common terms."""
    reader, average = searcher.reader(), searcher.avg_field_length(name) or 1.0
    size = reader.doc_count_all()
    lengths = [reader.doc_field_length(number, name, 1) for number in range(size)]
    ids, scores, counts, planes = array("I"), array("d"), {}, bytearray()
    for term, info in [(term, info) for (field, term), info in reader if field == name]:
        counts[term.decode()] = count = info.doc_frequency()
        weight, matcher, at = _weigh(size, count), reader.postings(name, term), len(ids)
        for _ in range(count):
            number = matcher.id()
            ids.append(number)
            scores.append(bm25(weight, matcher.weight(), lengths[number], average, _B, _K1))
            matcher.next()
        if count * _COMMON >= size:
            planes += _pack_planes(_gather(ids[at:], scores[at:], size=size, unit=_UNITS[name]), size)
    head = json.dumps([size, counts], ensure_ascii=False).encode()
    head += b" " * (-len(head) % 8)
    return b"".join((len(head).to_bytes(_HEAD, "little"), head, ids, bytes(len(ids) % 2 * 4), scores, planes))


def _pack_planes(planes: Planes, size: int) -> bytes:
    whole = (*planes, *[0] * _PLANES)[:_PLANES]
    return b"".join(plane.to_bytes(_width(size), "little") for plane in whole)


def _width(size: int) -> int:
    """Return the bytes of one plane."""
    return (size >> 3) + 1


def _gather(ids: Sequence[int], scores: Sequence[float], *, size: int, unit: float) -> Planes:
    """Return scores as planes; what stands somewhere never counts nothing."""
    numbers = [max(1, int(score * unit + 0.5)) for score in scores]
    if len(ids) <= _RARE:
        return spread([(number, 1 << service) for service, number in zip(ids, numbers, strict=True)])
    return gather(zip(ids, numbers, strict=True), size)


def _weigh(size: int, count: int) -> float:
    """Return the inverse document frequency (Whoosh's formula); what stands nowhere weighs most."""
    return log(size / (count + 1)) + 1


class Field:
    """The scored postings of one field, read from disk term by term. Frozen, so safe for threads."""

    def __init__(self, folder: Path, name: str, *, made_of: str) -> None:
        self._file = CheckedFile(_path(folder, name), made_of=made_of)
        start = _HEAD + int.from_bytes(self._file.read(0, _HEAD), "little")
        self._unit = _UNITS[name]
        self.size, self._counts = json.loads(self._file.read(_HEAD, start))
        ends = list(accumulate(self._counts.values()))
        self._starts = dict(zip(self._counts, (0, *ends), strict=False))
        count = ends[-1] if ends else 0
        self._ids_at, self._scores_at = start, start + (count + count % 2) * 4
        self._planes_at = self._scores_at + count * 8
        most = _KEPT_BYTES * 8 // (_PLANES * max(1, self.size))
        self.kept = min(_MOST_KEPT, max(_FEWEST_KEPT, most))  # terms
        self.planes = lru_cache(self.kept)(self._read_planes)
        common = (term for term, count in self._counts.items() if count * _COMMON >= self.size)
        self._common = {term: at for at, term in enumerate(common)}

    def count(self, term: str) -> int:
        """Return in how many services `term` stands."""
        return int(self._counts.get(term, 0))

    def _read_planes(self, term: str) -> Planes:
        """Return the scores of `term` for all services."""
        if term in self._common:
            return self._read_kept(self._common[term])
        count, at = self.count(term), self._starts.get(term, 0)
        ids, scores = array("I"), array("d")
        ids.frombytes(self._file.read(self._ids_at + at * 4, self._ids_at + (at + count) * 4))
        scores.frombytes(self._file.read(self._scores_at + at * 8, self._scores_at + (at + count) * 8))
        return _gather(ids, scores, size=self.size, unit=self._unit) if count else ()

    def _read_kept(self, number: int) -> Planes:
        """Return the planes of the `number`th common term."""
        width = _width(self.size)
        at = self._planes_at + number * _PLANES * width
        rows = self._file.read(at, at + _PLANES * width)
        planes = [int.from_bytes(rows[n * width : (n + 1) * width], "little") for n in range(_PLANES)]
        while planes and not planes[-1]:
            planes.pop()
        return planes


class Engine:
    """An opened index: the words of the services, and the concepts behind them."""

    def __init__(self, folder: Path, *, made_of: str) -> None:
        """Open what was written; raises `DamagedFile` or `OSError` where it is not whole or not `made_of` that."""
        self.text = Field(folder, _TEXT, made_of=made_of)
        self.concepts = Field(folder, _CONCEPTS, made_of=made_of)
        self.weigh = lru_cache(self.text.kept)(self._weigh)
        self.standing = lru_cache(self.text.kept)(self._standing)

    def _weigh(self, stems: tuple[str, ...], concept: str, quarters: int) -> Planes:
        """Return for every service the best score of `stems` or of `concept`, of which another name counts less."""
        parts = [self.text.planes(stem) for stem in stems]
        if concept:
            parts.append(self.concepts.planes(concept))
        return take(reduce(greatest, parts) if parts[1:] else parts[0], quarters)

    def _standing(self, stem: str) -> int:
        """Return the services whose words hold `stem`, as a set."""
        return reduce(or_, self.text.planes(stem), 0)
