"""The index: Whoosh analyses, stores and hands out postings; scores and sets are kept here (a hundred times faster).

Document number = position of the text given to `write_index`: one ordered build in one process, never updated.
Scores are Whoosh's BM25F over one field. Whoosh unpickles the folder: it must never come from outside.
"""

from array import array
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage, Storage
from whoosh.scoring import bm25

from portal.search.text import Stemmer, build_analyzer

_FIELD = "text"
_B, _K1 = 0.75, 1.2  # Whoosh's own BM25F
_READ_AT_OPEN = 3000  # commonest terms: the first pages need not wait for decoding


class Postings(NamedTuple):
    """The services one stem stands in: positions, their scores, and the same positions as a bitset."""

    ids: Sequence[int]
    scores: Sequence[float]
    bits: int


def write_index(storage: Storage, texts: Iterable[str], stemmer: Stemmer) -> None:
    """Build a new index of folded `texts` in `storage`."""
    schema = Schema(**{_FIELD: TEXT(analyzer=build_analyzer(stemmer), phrase=False, stored=False)})
    with storage.create_index(schema).writer() as writer:
        for text in texts:
            writer.add_document(**{_FIELD: text})


def open_storage(folder: Path | None) -> Storage:
    """Return Whoosh's storage for `folder`, made when missing; in memory without one."""
    if folder is None:
        return RamStorage()
    folder.mkdir(parents=True, exist_ok=True)
    return FileStorage(str(folder))


class Engine:
    """Keeps scored postings by stem. Safe for threads: Whoosh's reader is used under a lock, what is kept is frozen."""

    def __init__(self, storage: Storage) -> None:
        index = storage.open_index()
        self._searcher = index.searcher()
        self._reader = self._searcher.reader()
        self._average: float = self._searcher.avg_field_length(_FIELD) or 1.0
        self._lock = Lock()
        self._kept: dict[str, Postings | None] = {}
        self.size: int = self._reader.doc_count_all()
        self.everything: int = (1 << self.size) - 1
        self._counts: dict[str, int] = {term.decode(): info.doc_frequency() for (_, term), info in self._reader}
        for stem in sorted(self._counts, key=self._counts.__getitem__, reverse=True)[:_READ_AT_OPEN]:
            self.find(stem)

    def count(self, stem: str) -> int:
        """Return in how many texts `stem` stands."""
        return self._counts.get(stem, 0)

    def weight(self, stem: str) -> float:
        """Return the stem's inverse document frequency (Whoosh's formula); what stands nowhere weighs most."""
        return log(self.size / (self.count(stem) + 1)) + 1

    def find(self, stem: str) -> Postings | None:
        """Return the postings of `stem`, None where it stands nowhere."""
        if stem in self._kept:
            return self._kept[stem]
        if stem not in self._counts:
            return None
        with self._lock:
            if stem not in self._kept:
                self._kept[stem] = self._decode(stem)
        return self._kept[stem]

    def find_all(self, stems: Iterable[str]) -> int:
        """Return the bitset of texts in which every one of `stems` stands."""
        bits = self.everything
        for stem in stems:
            found = self.find(stem)
            bits &= found.bits if found else 0
        return bits

    def _decode(self, stem: str) -> Postings:
        weight = self.weight(stem)
        ids, scores, bits = array("l"), array("d"), bytearray(self.size // 8 + 1)
        matcher = self._reader.postings(_FIELD, stem)
        while matcher.is_active():
            number = matcher.id()
            length = self._reader.doc_field_length(number, _FIELD, 1)
            ids.append(number)
            scores.append(bm25(weight, matcher.weight(), length, self._average, _B, _K1))
            bits[number >> 3] |= 1 << (number & 7)
            matcher.next()
        return Postings(ids, scores, int.from_bytes(bits, "little"))
