"""Everything needed to answer one locale's searches, built from the catalogue once and kept on disk."""

import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, cast

import whoosh

from portal.catalogue.models import Catalogue, Danger, Need, Service
from portal.catalogue.sessions import Terms
from portal.kept import Keeper
from portal.search.alike import Alike
from portal.search.danger import DangerWatch
from portal.search.engine import Engine
from portal.search.engine_files import open_engine, start_engine
from portal.search.filters import Filters
from portal.search.in_order import InOrder
from portal.search.learn import learn_spelling
from portal.search.models import PlaceWord
from portal.search.next_on import NextOn
from portal.search.phrases import PhraseBook
from portal.search.place_words import PlaceReader
from portal.search.text import Stemmer, cut_folded, fold
from portal.search.topics import Topics
from portal.search.understand import Understanding
from portal.search.vocabulary import Vocabulary
from portal.search.whereabouts import Whereabouts

_CODE = Path(__file__).parent
_NAME_WEIGHT = 3  # how often the name stands in the indexed text

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Index:
    """One locale's index: services in the order of their names, their scored postings, filters, and the understanding of words."""

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


class _Learned(NamedTuple):
    """What is worked out of a catalogue: which postings belong to it, and all that reads words or holds sets of services."""

    engine: str  # what its files are made of
    filters: Filters
    topics: Topics
    whereabouts: Whereabouts
    next_on: NextOn
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
    prepare: Callable[[], None] = lambda: None,
) -> Index:
    """Return the index of `catalogue` for `locale`, opened from `folder` when there, else built and kept.

    `terms`: the school terms of each council. `sources`: a hash of all this is built from; without it only the postings
    are kept, by the texts. `prepare` may have another process build it.
    """
    if folder is None:
        with tempfile.TemporaryDirectory() as aside:
            return build_index(
                catalogue, locale=locale, translate=translate, folder=Path(aside), places=places, terms=terms
            )
    ids = tuple(each.id for each in sorted(catalogue.outlines, key=lambda each: (each.name, each.id)))
    numbers, services = {each: number for number, each in enumerate(ids)}, InOrder(catalogue.services, ids)
    known = (catalogue, services, numbers)  # there already, so not kept a second time
    learn = partial(_learn, catalogue, services, numbers, locale, translate, folder, places, terms or {})
    identity = _identify(sources, catalogue, numbers, places, terms or {})
    learned, engine = (
        _open_or_learn(learn, folder, locale, identity, known=known, prepare=prepare) if sources else learn()
    )
    return Index(locale, catalogue, services, numbers, engine, *learned[1:])


def _identify(
    sources: str,
    catalogue: Catalogue,
    numbers: Mapping[str, int],
    places: Sequence[PlaceWord],
    terms: Mapping[str, Terms],
) -> str:
    """Return all that an index is built from: kept sets are numbers, which mean these very services in this order.

    The files alone do not say it: of the same files a date that lies ahead leaves a service out until its day.
    """
    synonyms = [(each.id, each.words) for each in catalogue.synonyms.values()]
    return repr((sources, list(numbers), list(catalogue.needs), list(catalogue.dangers), synonyms, places, terms))


def _learn(
    catalogue: Catalogue,
    services: InOrder,
    numbers: Mapping[str, int],
    locale: str,
    translate: Translate,
    folder: Path,
    places: Sequence[PlaceWord],
    terms: Mapping[str, Terms],
) -> tuple[_Learned, Engine]:
    every = tuple(services)
    words = {each.id: _all_words(each.words) for each in catalogue.synonyms.values()}
    vocabulary = Vocabulary(Stemmer(locale), words)
    texts = [_text_of(service, catalogue, translate) for service in every]
    key = _key(texts, vocabulary)
    written = list(map(cut_folded, texts))
    engine = start_engine(folder, key, vocabulary.stem, written, partial(_find_concepts, vocabulary))
    learned = _Learned(
        key,
        Filters(catalogue, every, {word.locality: word.council for word in places if word.locality}),
        Topics(catalogue, numbers, every),
        Whereabouts(services),
        NextOn(services, terms),
        _understand(catalogue, written, vocabulary, places),
    )
    return learned, engine()


def _open_or_learn(
    learn: Callable[[], tuple[_Learned, Engine]],
    folder: Path,
    locale: str,
    identity: str,
    *,
    known: Sequence[object],
    prepare: Callable[[], None],
) -> tuple[_Learned, Engine]:
    """Return what is kept of this identity, where its postings are whole too; else what is learned now, kept."""
    keeper = Keeper(folder / "learned")
    for is_again in (False, True):
        if is_again:
            prepare()
        for kept in keeper.find(locale, identity, known=known) or ():
            learned = cast(_Learned, kept)
            engine = open_engine(folder, learned.engine, learned.understanding.vocabulary.stem)
            if engine:
                return learned, engine
    learned, engine = learn()
    keeper.keep(locale, identity, [learned], known=known)
    return learned, engine


def _find_concepts(vocabulary: Vocabulary, words: Sequence[str]) -> list[str]:
    return [concept.key for concept in vocabulary.conceive(words) if concept.is_named]


def _key(texts: Iterable[str], vocabulary: Vocabulary) -> str:
    """Return the hash of the indexed texts, of the synonyms with their concepts, and of the code that indexes them."""
    digest = hashlib.sha256()
    for module in sorted(_CODE.glob("*.py")):
        digest.update(module.read_bytes())
    for text in (whoosh.versionstring(), sys.version, *texts, *chain(*vocabulary.named)):
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def _text_of(service: Service, catalogue: Catalogue, translate: Translate) -> str:
    organization = catalogue.organizations.get(service.organization_id)
    needs = [catalogue.needs[need].name for need in service.needs if need in catalogue.needs]
    said = [service.description, service.eligibility_description, service.cost_description, *needs]
    parts = [*[service.name] * _NAME_WEIGHT, *said]
    translated = [translate(part) for part in parts if part]
    names = [organization.name] if organization else []
    english = [part for part in parts if part] if translated != [part for part in parts if part] else []
    return fold(" . ".join([*translated, *english, *names]))


def _understand(
    catalogue: Catalogue, written: Sequence[Sequence[str]], vocabulary: Vocabulary, places: Sequence[PlaceWord]
) -> Understanding:
    phrases = [(need.id, phrase) for need in catalogue.needs.values() for phrase in _phrases_of(need)]
    dangers = _texts_of(catalogue, lambda danger: danger.words)
    ordinary = [text for _, text in _texts_of(catalogue, lambda danger: danger.ordinary)]
    unforeseen = next((each.id for each in catalogue.dangers.values() if each.is_unforeseen), "")
    topics = [tuple(_phrases_of(need)) for need in catalogue.needs.values()]
    speller, compounds = learn_spelling(catalogue, written, places, vocabulary)
    return Understanding(
        vocabulary,
        PhraseBook(vocabulary, phrases),
        DangerWatch(_find_alike(catalogue, vocabulary), dangers, ordinary, unforeseen=unforeseen, topics=topics),
        PlaceReader(places),
        speller,
        compounds,
        frozenset(each.id for each in catalogue.synonyms.values() if each.is_audience),
    )


def _find_alike(catalogue: Catalogue, vocabulary: Vocabulary) -> Alike:
    rows = catalogue.danger_names.values()
    people = {each.id for each in rows if each.is_audience}
    ordinary = {each.id for each in rows if each.is_ordinary}
    return Alike(vocabulary, {each.id: _all_words(each.words) for each in rows}, people=people, ordinary=ordinary)


def _texts_of(catalogue: Catalogue, read: Callable[[Danger], Mapping[str, Sequence[str]]]) -> list[tuple[str, str]]:
    return [(each.id, text) for each in catalogue.dangers.values() for texts in read(each).values() for text in texts]


def _phrases_of(need: Need) -> Iterable[str]:
    """Return a need's name and the words for it."""
    return (need.name, *_all_words(need.words))


def _all_words(words: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the words of every language: people type their own on any page."""
    return [word for each in words.values() for word in each]
