"""The index: Whoosh analyses and hands out postings once; scores and sets are kept here (a hundred times faster).

Document number = position in what `write_index` was given: one ordered build in one process, never updated. Scores are
Whoosh's BM25F, each field for itself. Whoosh pickles its own files; only the kept postings are read again, which are plain
numbers and words.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from math import log
from pathlib import Path
from typing import NamedTuple

from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.scoring import bm25
from whoosh.searching import Searcher

from portal.search.planes import UNIT, Planes, gather, make_bits
from portal.search.text import Stemmer, build_analyzer

_TEXT, _CONCEPTS = "text", "concepts"
_B, _K1 = 0.75, 1.2  # Whoosh's own BM25F
_CONCEPT = 0.7  # what another name for a thing counts beside the word itself
_KEPT_BYTES = 8_000_000  # for terms' planes: commonest words stay, rare ones are made again in no time
_FEWEST_KEPT, _MOST_KEPT = 256, 4096


class Document(NamedTuple):
    """What is indexed of one service: its folded text, and the concepts found in it, by id."""

    text: str
    concepts: Sequence[str] = ()


class Postings(NamedTuple):
    """The services one term stands in: positions, their scores, and the same positions as a bitset."""

    ids: Sequence[int]
    scores: Sequence[float]
    bits: int


def write_index(folder: Path, documents: Iterable[Document], stemmer: Stemmer) -> None:
    """Build a new index of `documents` in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    storage = FileStorage(str(folder))
    text = TEXT(analyzer=build_analyzer(stemmer), phrase=False, stored=False)
    schema = Schema(**{_TEXT: text, _CONCEPTS: KEYWORD(scorable=True)})
    with storage.create_index(schema).writer() as writer:
        for document in documents:
            writer.add_document(**{_TEXT: document.text, _CONCEPTS: " ".join(document.concepts)})
    with storage.open_index().searcher() as searcher:
        for name in (_TEXT, _CONCEPTS):
            _path(folder, name).write_bytes(_pack_postings(searcher, name))


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.postings"


def _pack_postings(searcher: Searcher, name: str) -> bytes:
    """Return the scored postings of a field: size and terms with their counts, then all positions, then all scores."""
    reader, average = searcher.reader(), searcher.avg_field_length(name) or 1.0
    size = reader.doc_count_all()
    lengths = [reader.doc_field_length(number, name, 1) for number in range(size)]
    ids, scores, counts = array("I"), array("d"), {}
    for term, info in [(term, info) for (field, term), info in reader if field == name]:
        counts[term.decode()] = count = info.doc_frequency()
        weight, matcher = _weigh(size, count), reader.postings(name, term)
        while matcher.is_active():
            number = matcher.id()
            ids.append(number)
            scores.append(bm25(weight, matcher.weight(), lengths[number], average, _B, _K1))
            matcher.next()
    return b"".join((json.dumps([size, counts]).encode(), b"\n", ids.tobytes(), scores.tobytes()))


def _weigh(size: int, count: int) -> float:
    """Return the inverse document frequency (Whoosh's formula); what stands nowhere weighs most."""
    return log(size / (count + 1)) + 1


class Field:
    """The scored postings of one field. Frozen once read, so safe for threads."""

    def __init__(self, folder: Path, name: str) -> None:
        head, _, packed = _path(folder, name).read_bytes().partition(b"\n")
        self.size, self._counts = json.loads(head)
        ends = list(accumulate(self._counts.values()))
        self._starts = dict(zip(self._counts, (0, *ends), strict=False))
        self._ids, self._scores = array("I"), array("d")
        at = (ends[-1] if ends else 0) * self._ids.itemsize
        self._ids.frombytes(packed[:at])
        self._scores.frombytes(packed[at:])

    def count(self, term: str) -> int:
        """Return in how many services `term` stands."""
        return int(self._counts.get(term, 0))

    def find(self, term: str) -> Postings | None:
        """Return the postings of `term`, None where it stands nowhere."""
        at = self._starts.get(term)
        if at is None:
            return None
        end = at + self.count(term)
        ids = self._ids[at:end]
        return Postings(ids, self._scores[at:end], make_bits(ids))

    def pairs(self, term: str) -> Iterator[tuple[int, float]]:
        """Return position and score of each service `term` stands in."""
        at, count = self._starts.get(term, 0), self.count(term)
        return zip(self._ids[at : at + count], self._scores[at : at + count], strict=True)


class Engine:
    """An opened index: the words of the services, and the concepts behind them."""

    def __init__(self, folder: Path) -> None:
        self.text = Field(folder, _TEXT)
        self.concepts = Field(folder, _CONCEPTS)
        most = _KEPT_BYTES * 8 // (10 * max(1, self.text.size))
        self.weigh = lru_cache(min(_MOST_KEPT, max(_FEWEST_KEPT, most)))(self._weigh)
        self.standing = lru_cache(min(_MOST_KEPT, max(_FEWEST_KEPT, most * 10)))(self._find_standing)

    def _weigh(self, stems: tuple[str, ...], concept: str, share: float) -> Planes:
        """Return for every service the best score of `stems` or of `concept`, of which another name counts less."""
        best: dict[int, float] = {}
        for stem in stems:
            for number, score in self.text.pairs(stem):
                if score > best.get(number, 0.0):
                    best[number] = score
        for number, score in self.concepts.pairs(concept):
            if score * _CONCEPT > best.get(number, 0.0):
                best[number] = score * _CONCEPT
        unit = UNIT * share
        return gather(((number, int(score * unit + 0.5)) for number, score in best.items()), self.text.size)

    def _find_standing(self, stem: str) -> int:
        """Return the services whose words hold `stem`, as a set."""
        found = self.text.find(stem)
        return found.bits if found else 0
