"""The index: Whoosh analyses, stores and hands out postings; scores and sets are kept here (a hundred times faster).

Document number = position in what `write_index` was given: one ordered build in one process, never updated.
Scores are Whoosh's BM25F, each field for itself. Whoosh unpickles the folder: it must never come from outside.
"""

from array import array
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage, Storage
from whoosh.scoring import bm25
from whoosh.searching import Searcher

from portal.search.text import Stemmer, build_analyzer

_TEXT, _CONCEPTS = "text", "concepts"
_B, _K1 = 0.75, 1.2  # Whoosh's own BM25F
_READ_AT_OPEN = 3000  # commonest terms: the first pages need not wait for decoding


class Document(NamedTuple):
    """What is indexed of one service: its folded text, and the concepts found in it, by id."""

    text: str
    concepts: Sequence[str] = ()


class Postings(NamedTuple):
    """The services one term stands in: positions, their scores, and the same positions as a bitset."""

    ids: Sequence[int]
    scores: Sequence[float]
    bits: int


def write_index(storage: Storage, documents: Iterable[Document], stemmer: Stemmer) -> None:
    """Build a new index of `documents` in `storage`."""
    text = TEXT(analyzer=build_analyzer(stemmer), phrase=False, stored=False)
    schema = Schema(**{_TEXT: text, _CONCEPTS: KEYWORD(scorable=True)})
    with storage.create_index(schema).writer() as writer:
        for document in documents:
            writer.add_document(**{_TEXT: document.text, _CONCEPTS: " ".join(document.concepts)})


def open_storage(folder: Path | None) -> Storage:
    """Return Whoosh's storage for `folder`, made when missing; in memory without one."""
    if folder is None:
        return RamStorage()
    folder.mkdir(parents=True, exist_ok=True)
    return FileStorage(str(folder))


class Field:
    """Keeps the scored postings of one field. Safe for threads: the reader is used under a lock, what is kept is frozen."""

    def __init__(self, searcher: Searcher, name: str, lock: Lock) -> None:
        self._name, self._lock, self._reader = name, lock, searcher.reader()
        self._average: float = searcher.avg_field_length(name) or 1.0
        self._size: int = self._reader.doc_count_all()
        self._kept: dict[str, Postings] = {}
        infos = ((term, info) for (field, term), info in self._reader if field == name)
        self._counts: dict[str, int] = {term.decode(): info.doc_frequency() for term, info in infos}
        for term in sorted(self._counts, key=self._counts.__getitem__, reverse=True)[:_READ_AT_OPEN]:
            self.find(term)

    def count(self, term: str) -> int:
        """Return in how many services `term` stands."""
        return self._counts.get(term, 0)

    def weight(self, term: str) -> float:
        """Return the inverse document frequency (Whoosh's formula); what stands nowhere weighs most."""
        return log(self._size / (self.count(term) + 1)) + 1

    def find(self, term: str) -> Postings | None:
        """Return the postings of `term`, None where it stands nowhere."""
        if term not in self._counts:
            return None
        if term not in self._kept:
            with self._lock:
                if term not in self._kept:
                    self._kept[term] = self._decode(term)
        return self._kept[term]

    def _decode(self, term: str) -> Postings:
        weight = self.weight(term)
        ids, scores, bits = array("l"), array("d"), bytearray(self._size // 8 + 1)
        matcher = self._reader.postings(self._name, term)
        while matcher.is_active():
            number = matcher.id()
            length = self._reader.doc_field_length(number, self._name, 1)
            ids.append(number)
            scores.append(bm25(weight, matcher.weight(), length, self._average, _B, _K1))
            bits[number >> 3] |= 1 << (number & 7)
            matcher.next()
        return Postings(ids, scores, int.from_bytes(bits, "little"))


class Engine:
    """An opened index: the words of the services, and the concepts behind them."""

    def __init__(self, storage: Storage) -> None:
        searcher, lock = storage.open_index().searcher(), Lock()
        self.text = Field(searcher, _TEXT, lock)
        self.concepts = Field(searcher, _CONCEPTS, lock)
