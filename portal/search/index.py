"""Everything needed to answer one locale's searches, built from the catalogue once and kept on disk.

It is kept in three parts, each by what it comes from: what the taxonomies teach, what all languages share, and what the texts
of one language teach. Where services changed, the first is as it was.
"""

import hashlib
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from portal.catalogue.models import Catalogue
from portal.catalogue.sessions import Terms
from portal.kept import Keeper
from portal.search.common import Common, make_common
from portal.search.facets.filters import Filters
from portal.search.facets.in_order import InOrder
from portal.search.facets.next_on import NextOn
from portal.search.facets.topics import Topics
from portal.search.facets.whereabouts import Whereabouts
from portal.search.models import PlaceWord
from portal.search.postings.engine import Engine
from portal.search.postings.files import open_engine, start_engine
from portal.search.postings.texts import Translate, find_concepts, identify_texts, write_text
from portal.search.spelling.learn import learn_spelling
from portal.search.understanding.learn import Words, begin_words, identify_words, make_vocabulary
from portal.search.understanding.reading import Understanding
from portal.search.words.foreign import ForeignForms, find_foreign_names
from portal.search.words.stems import reads_as
from portal.search.words.text import cut_folded


@dataclass(frozen=True)
class Index:
    """One locale's index: services in the order of their names, their scored postings, filters, and the understanding of words.

    `words` and `common` hold what it may share with other indexes.
    """

    locale: str
    catalogue: Catalogue
    services: InOrder
    numbers: Mapping[str, int]  # service id -> its place in `services`, filters and postings
    engine: Engine
    filters: Filters
    topics: Topics
    whereabouts: Whereabouts
    next_on: NextOn
    understanding: Understanding
    words: Words
    common: Common


class _Learned(NamedTuple):
    """What the texts of one language teach: which postings belong to them, and how words are understood."""

    engine: str  # what its files are made of
    understanding: Understanding


def build_index(
    catalogue: Catalogue,
    *,
    locale: str,
    translate: Translate,
    folder: Path | None,
    places: Sequence[PlaceWord] = (),
    terms: Mapping[str, Terms] | None = None,
    sources: str = "",
    wording: str = "",
    like: Collection[Index] = (),
    prepare: Callable[[], None] = lambda: None,
) -> Index:
    """Return the index of `catalogue` for `locale`, opened from `folder` when there, else built and kept.

    `terms`: the school terms of each council. `sources`: a hash of all this is built from but `wording`, a hash of what
    `translate` says; without it only the postings are kept, by the texts. What is the very same in an index `like` this is
    shared with it. `prepare` may have another process build it.
    """
    if folder is None:
        with tempfile.TemporaryDirectory() as aside:
            return build_index(
                catalogue, locale=locale, translate=translate, folder=Path(aside), places=places, terms=terms
            )
    building = _Building(catalogue, locale, translate, folder, places, terms or {}, sources, wording, like)
    index = building.open()
    if index is None and sources:
        prepare()
        index = building.open()
    return index or building.make()


class _Building:
    """The building of one index, of parts that are there or kept as far as they can be."""

    def __init__(
        self,
        catalogue: Catalogue,
        locale: str,
        translate: Translate,
        folder: Path,
        places: Sequence[PlaceWord],
        terms: Mapping[str, Terms],
        sources: str,
        wording: str,
        like: Collection[Index],
    ) -> None:
        self._catalogue, self._locale, self._translate, self._folder = catalogue, locale, translate, folder
        self._places, self._terms, self._is_kept, self._like = places, terms, bool(sources), like
        ids = tuple(each.id for each in sorted(catalogue.outlines, key=lambda each: (each.name, each.id)))
        self._numbers, self._services = {each: at for at, each in enumerate(ids)}, InOrder(catalogue.services, ids)
        self._for_words = identify_words(catalogue, locale)
        self._for_common = _identify(sources, catalogue, ids, places, terms)
        self._for_learned = f"{self._for_words} {self._for_common} {wording}"

    def open(self) -> Index | None:
        """Return the index of what is there, None where something is not or is not whole."""
        words, common = self._find_words(), self._find_common()
        if words is None or common is None:
            return None
        found = self._find("learned", self._locale, self._for_learned, (*words.known, *common.known))
        learned = cast("_Learned | None", found)
        engine = learned and open_engine(self._folder / self._locale, learned.engine, words.vocabulary.stem)
        return self._put_together(words, common, learned, engine) if learned and engine else None

    def make(self) -> Index:
        """Return the index with all that is not there made now, and kept."""
        words, services = self._find_words(), self._services
        vocabulary = words.vocabulary if words else make_vocabulary(self._catalogue, self._locale)
        texts = [write_text(service, self._catalogue, self._translate) for service in services]
        key, written = identify_texts(texts, vocabulary), list(map(cut_folded, texts))
        finish = start_engine(
            self._folder / self._locale, key, vocabulary.stem, written, partial(find_concepts, vocabulary)
        )
        finish_words: Callable[[], None] | None = None
        if words is None:
            words, finish_words = begin_words(self._catalogue, vocabulary, made_of=self._for_words)
        common = self._find_common() or self._make_common()
        learned = _Learned(key, self._understand(written, words, common))
        if finish_words:
            finish_words()
            self._keep("words", reads_as(self._locale), self._for_words, words)
        self._keep("learned", self._locale, self._for_learned, learned, (*words.known, *common.known))
        return self._put_together(words, common, learned, finish())

    def _find_words(self) -> Words | None:
        for each in self._like:
            if each.words.made_of == self._for_words:
                return each.words
        return cast("Words | None", self._find("words", reads_as(self._locale), self._for_words))

    def _find_common(self) -> Common | None:
        for each in self._like:
            if each.catalogue is self._catalogue and each.common.made_of == self._for_common:
                return each.common
        known = (self._catalogue, self._services, self._numbers)
        return cast("Common | None", self._find("common", "all", self._for_common, known))

    def _make_common(self) -> Common:
        common = make_common(
            self._catalogue,
            self._services,
            self._numbers,
            places=self._places,
            terms=self._terms,
            made_of=self._for_common,
        )
        self._keep("common", "all", self._for_common, common, (self._catalogue, self._services, self._numbers))
        return common

    def _understand(self, written: Sequence[Sequence[str]], words: Words, common: Common) -> Understanding:
        vocabulary = words.vocabulary
        speller, compounds = learn_spelling(
            self._catalogue, written, self._places, vocabulary, common.english, locale=self._locale
        )
        audience = frozenset(each.id for each in self._catalogue.synonyms.values() if each.is_audience)
        forms = ForeignForms(find_foreign_names(self._catalogue))
        return Understanding(
            vocabulary, words.needs, words.danger, common.place_reader, speller, compounds, audience, forms
        )

    def _put_together(self, words: Words, common: Common, learned: _Learned, engine: Engine) -> Index:
        return Index(
            self._locale,
            self._catalogue,
            common.services,
            common.numbers,
            engine,
            common.filters,
            common.topics,
            common.whereabouts,
            common.next_on,
            learned.understanding,
            words,
            common,
        )

    def _find(self, part: str, name: str, made_of: str, known: Sequence[object] = ()) -> object | None:
        found = Keeper(self._folder / part).find(name, made_of, known=known) if self._is_kept else None
        return found[0] if found else None

    def _keep(self, part: str, name: str, made_of: str, value: object, known: Sequence[object] = ()) -> None:
        if self._is_kept:
            Keeper(self._folder / part).keep(name, made_of, [value], known=known)


def _identify(
    sources: str,
    catalogue: Catalogue,
    ids: Sequence[str],
    places: Sequence[PlaceWord],
    terms: Mapping[str, Terms],
) -> str:
    """Return a hash of all that the languages share: kept sets are numbers, which mean these very services in this order.

    The files alone do not say it: of the same files a date that lies ahead leaves a service out until its day.
    """
    said = (sources, ids, list(catalogue.needs), list(catalogue.dangers), places, terms)
    return hashlib.sha256(repr(said).encode()).hexdigest()
