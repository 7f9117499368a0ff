"""Write an index: Whoosh analyses and hands out postings once; what searching needs of them is kept beside its own files.

Whoosh is imported by whoever writes, not by whoever opens: it takes some four megabytes.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from typing import NamedTuple

from whoosh.analysis import Analyzer, RegexTokenizer, StemFilter
from whoosh.fields import KEYWORD, Schema
from whoosh.fields import TEXT as WORDS
from whoosh.filedb.filestore import FileStorage
from whoosh.searching import Searcher

from portal.search.planes import Planes
from portal.search.postings.checked_files import write_checked
from portal.search.postings.layout import COMMON, CONCEPTS, HEAD, PLANES, TEXT, UNITS, gather_scores, path_of, width_of
from portal.search.postings.segment import write_segment
from portal.search.words.stems import Stemmer
from portal.search.words.text import WORD

_B, _K1 = 0.75, 1.2  # Whoosh's own BM25F


class Document(NamedTuple):
    """What is indexed of one service: its folded words, and the concepts found in them, by id."""

    words: Sequence[str]
    concepts: Sequence[str] = ()


def write_index(folder: Path, documents: Iterable[Document], stemmer: Stemmer, *, made_of: str) -> None:
    """Build a new index of `documents` in `folder`; `made_of` names what it is made of, and has to be said to open it.

    One ordered build in one process, never updated: a document's number is its position.
    """
    folder.mkdir(parents=True, exist_ok=True)
    storage = FileStorage(str(folder))
    text = WORDS(analyzer=build_analyzer(stemmer), phrase=False, stored=False)
    schema = Schema(**{TEXT: text, CONCEPTS: KEYWORD(scorable=True)})
    terms = ({TEXT: stemmer.all(each.words), CONCEPTS: each.concepts} for each in documents)
    write_segment(storage, schema, terms)
    with storage.open_index().searcher() as searcher:
        for name in (TEXT, CONCEPTS):
            write_checked(path_of(folder, name), _pack_postings(searcher, name), made_of=made_of)


def build_analyzer(stemmer: Stemmer) -> Analyzer:
    """Return Whoosh's analyser for folded text: the same words and stems as `cut` and `stemmer` give."""
    return RegexTokenizer(expression=WORD) | StemFilter(stemfn=stemmer, cachesize=None)


def _pack_postings(searcher: Searcher, name: str) -> bytes:
    """Return a field as it is kept: sizes and terms with their counts, all positions, all scores, planes of common terms."""
    reader, average = searcher.reader(), searcher.avg_field_length(name) or 1.0
    size = reader.doc_count_all()
    lengths = (reader.doc_field_length(number, name, 1) or 0 for number in range(size))
    spread = [_K1 * (1 - _B + _B * length / average) for length in lengths]  # of whoosh.scoring.bm25, once a document
    ids, scores, counts, planes = array("I"), array("d"), {}, bytearray()
    for term, info in [(term, info) for (field, term), info in reader if field == name]:
        counts[term.decode()] = count = info.doc_frequency()
        weight, matcher, at = _weigh(size, count), reader.postings(name, term), len(ids)
        for _ in range(count):
            number = matcher.id()
            ids.append(number)
            often = matcher.weight()
            scores.append(weight * (often * (_K1 + 1) / (often + spread[number])))
            matcher.next()
        if count * COMMON >= size:
            planes += _pack_planes(gather_scores(ids[at:], scores[at:], size=size, unit=UNITS[name]), size)
    head = json.dumps([size, counts], ensure_ascii=False).encode()
    head += b" " * (-len(head) % 8)
    return b"".join((len(head).to_bytes(HEAD, "little"), head, ids, bytes(len(ids) % 2 * 4), scores, planes))


def _pack_planes(planes: Planes, size: int) -> bytes:
    whole = (*planes, *[0] * PLANES)[:PLANES]
    return b"".join(plane.to_bytes(width_of(size), "little") for plane in whole)


def _weigh(size: int, count: int) -> float:
    """Return the inverse document frequency (Whoosh's formula); what stands nowhere weighs most."""
    return log(size / (count + 1)) + 1
