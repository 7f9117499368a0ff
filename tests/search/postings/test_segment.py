"""What is written term after term is what Whoosh's own writer writes of the same texts, analysed by Whoosh."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from whoosh.fields import KEYWORD, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import IndexReader

from portal.search.postings.segment import write_segment
from portal.search.postings.write import build_analyzer
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut_folded, fold

SAID = [
    "Helping",
    "helped",
    "Hilfe",
    "Ärger",
    "𠮷家",
    "ＡＢ",
    "don't",
    "płacząc",
    "المساعدة",
    "والمدرسة",
    "café",
    "24-hour",
    "x",
]
FIELDS = ("text", "tags")


def make_documents(count: int) -> list[tuple[str, Sequence[str]]]:
    chance, words = random.Random(1), [*SAID, *(f"running{number}" for number in range(300))]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    made = [" ".join(chance.choices(words, weights, k=chance.choice((0, 5, 40, 700)))) for _ in range(count)]
    return [(fold(text), chance.choices(("debt", "food", "\u5bb6"), k=chance.choice((0, 1, 3)))) for text in made]


@pytest.mark.parametrize("locale", ["en", "ar", "pl"])
@pytest.mark.parametrize("count", [0, 1, 700])
def test_the_index_is_that_of_whooshs_writer(tmp_path: Path, count: int, locale: str) -> None:
    stem, documents = Stemmer(locale), make_documents(count)
    schema = Schema(text=TEXT(analyzer=build_analyzer(stem), phrase=False), tags=KEYWORD(scorable=True))
    (tmp_path / "ours").mkdir()
    ours = FileStorage(str(tmp_path / "ours"))
    terms = ({"text": stem.all(cut_folded(text)), "tags": tags} for text, tags in documents)
    write_segment(ours, schema, terms)
    (tmp_path / "theirs").mkdir()
    theirs = FileStorage(str(tmp_path / "theirs"))
    with theirs.create_index(schema).writer() as writer:
        for text, tags in documents:
            writer.add_document(text=text, tags=" ".join(tags))
    with ours.open_index().reader() as found, theirs.open_index().reader() as expected:
        assert list(_read(found)) == list(_read(expected))


def _read(reader: IndexReader) -> Iterator[object]:
    """Yield all that Whoosh tells of an index."""
    yield reader.doc_count_all()
    for field in FIELDS:
        yield field, reader.field_length(field)
        yield [reader.doc_field_length(number, field, 0) or 0 for number in range(reader.doc_count_all())]
    for (field, term), info in reader:
        yield field, term, info.weight(), info.doc_frequency(), info.max_weight(), info.max_length(), info.min_length()
        yield reader.frequency(field, term), info.min_id(), info.max_id(), reader.term_info(field, term).doc_frequency()
        matcher = reader.postings(field, term)
        while matcher.is_active():
            yield matcher.id(), matcher.weight(), matcher.value_as("frequency"), matcher.block_max_weight()
            matcher.next()
