"""The opened index: scores and sets are kept here (a hundred times faster than Whoosh's own search).

Document number = position in what `write_index` was given. Scores are Whoosh's BM25F, each field for itself. Whoosh pickles
its own files; only the kept postings are read again, which are plain numbers and words.
"""

import json
from array import array
from functools import lru_cache, reduce
from itertools import accumulate
from operator import or_
from pathlib import Path

from portal.search.planes import Planes, greatest, take
from portal.search.postings.checked_files import CheckedFile
from portal.search.postings.layout import COMMON, CONCEPTS, HEAD, PLANES, TEXT, UNITS, gather_scores, path_of, width_of

_KEPT_BYTES = 8_000_000  # for a field's planes: commonest words stay, rare ones are made again in no time
_FEWEST_KEPT, _MOST_KEPT = 256, 4096


class Field:
    """The scored postings of one field, read from disk term by term. Frozen, so safe for threads."""

    def __init__(self, folder: Path, name: str, *, made_of: str) -> None:
        self._file = CheckedFile(path_of(folder, name), made_of=made_of)
        start = HEAD + int.from_bytes(self._file.read(0, HEAD), "little")
        self._unit = UNITS[name]
        self.size, self._counts = json.loads(self._file.read(HEAD, start))
        ends = list(accumulate(self._counts.values()))
        self._starts = dict(zip(self._counts, (0, *ends), strict=False))
        count = ends[-1] if ends else 0
        self._ids_at, self._scores_at = start, start + (count + count % 2) * 4
        self._planes_at = self._scores_at + count * 8
        most = _KEPT_BYTES * 8 // (PLANES * max(1, self.size))
        self.kept = min(_MOST_KEPT, max(_FEWEST_KEPT, most))  # terms
        self.planes = lru_cache(self.kept)(self._read_planes)
        common = (term for term, count in self._counts.items() if count * COMMON >= self.size)
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
        return gather_scores(ids, scores, size=self.size, unit=self._unit) if count else ()

    def _read_kept(self, number: int) -> Planes:
        """Return the planes of the `number`th common term."""
        width = width_of(self.size)
        at = self._planes_at + number * PLANES * width
        rows = self._file.read(at, at + PLANES * width)
        planes = [int.from_bytes(rows[n * width : (n + 1) * width], "little") for n in range(PLANES)]
        while planes and not planes[-1]:
            planes.pop()
        return planes


class Engine:
    """An opened index: the words of the services, and the concepts behind them."""

    def __init__(self, folder: Path, *, made_of: str) -> None:
        """Open what was written; raises `DamagedFile` or `OSError` where it is not whole or not `made_of` that."""
        self.text = Field(folder, TEXT, made_of=made_of)
        self.concepts = Field(folder, CONCEPTS, made_of=made_of)
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
