"""Write Whoosh's own files through its codec, term after term.

Whoosh's writer takes in document after document, one posting at a time, and sorts all of them in the end: that takes
three times as long, and nothing of what it is for (updates, merging, more than fits into memory) is needed for an index
that is built once.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from struct import Struct

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

_INDEX = "MAIN"  # the name that Whoosh opens
_pack_count = cache(Struct("!I").pack)  # how Whoosh keeps how often a term stands in a document


class _Postings:
    """One field of all documents: how long it is in each, and where and how often each term stands."""

    def __init__(self) -> None:
        self.lengths = array("I")
        self.documents: Mapping[str, array[int]] = defaultdict(lambda: array("I"))
        self.counts: Mapping[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, terms: Sequence[str]) -> None:
        """Take in the next document."""
        number, documents, counts = len(self.lengths), self.documents, self.counts
        for term, count in Counter(terms).items():
            documents[term].append(number)
            counts[term].append(count)
        self.lengths.append(len(terms))


def write_segment(storage: FileStorage, schema: Schema, documents: Iterable[Mapping[str, Sequence[str]]]) -> None:
    """Write an index of `documents`: the terms of each field, analysed already; the first document's number is 0."""
    postings = {name: _Postings() for name in schema.names()}
    for document in documents:
        for name, terms in document.items():
            postings[name].add(terms)
    codec = W3Codec(compression=0)
    segment = codec.new_segment(storage, _INDEX)
    _write_lengths(codec, storage, segment, schema, postings)
    _write_terms(codec, storage, segment, schema, postings)
    TOC(schema, [segment], 0).write(storage, _INDEX)


def _write_lengths(
    codec: W3Codec, storage: FileStorage, segment: W3Segment, schema: Schema, postings: Mapping[str, _Postings]
) -> None:
    writer, size = codec.per_document_writer(storage, segment), max(len(each.lengths) for each in postings.values())
    for number in range(size):
        writer.start_doc(number)
        for name, each in postings.items():
            writer.add_field(name, schema[name], None, each.lengths[number])
        writer.finish_doc()
    writer.close()
    segment.set_doc_count(size)


def _write_terms(
    codec: W3Codec, storage: FileStorage, segment: W3Segment, schema: Schema, postings: Mapping[str, _Postings]
) -> None:
    writer = codec.field_writer(storage, segment)
    for name in sorted(postings):
        each = postings[name]
        writer.start_field(name, schema[name])
        for term in sorted(each.documents):  # UTF-8 sorts as code points do
            writer.start_term(term.encode())
            for number, count in zip(each.documents[term], each.counts[term], strict=True):
                writer.add(number, float(count), _pack_count(count), each.lengths[number])
            writer.finish_term()
        writer.finish_field()
    writer.close()
