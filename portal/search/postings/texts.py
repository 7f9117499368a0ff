"""What is indexed of services: their texts in one language, and what names them."""

import hashlib
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

import whoosh

from portal.catalogue.models import Catalogue, Service
from portal.search.words.text import fold
from portal.search.words.vocabulary import Vocabulary

_CODE = Path(__file__).parents[1]  # all of the search
_NAME_WEIGHT = 3  # how often the name stands in the indexed text

Translate = Callable[[str], str]


def write_text(service: Service, catalogue: Catalogue, translate: Translate) -> str:
    """Return the folded text of a service, in English too where `translate` gives another."""
    organization = catalogue.organizations.get(service.organization_id)
    needs = [catalogue.needs[need].name for need in service.needs if need in catalogue.needs]
    said = [service.description, service.eligibility_description, service.cost_description, *needs]
    parts = [*[service.name] * _NAME_WEIGHT, *said]
    translated = [translate(part) for part in parts if part]
    names = [organization.name] if organization else []
    english = [part for part in parts if part] if translated != [part for part in parts if part] else []
    return fold(" . ".join([*translated, *english, *names]))


def identify_texts(texts: Iterable[str], vocabulary: Vocabulary) -> str:
    """Return the hash of the indexed texts, of the synonyms with their concepts, and of the code that indexes them."""
    digest = hashlib.sha256()
    for module in sorted(_CODE.rglob("*.py")):
        digest.update(module.read_bytes())
    for text in (whoosh.versionstring(), sys.version, *texts, *chain(*vocabulary.named)):
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def find_concepts(vocabulary: Vocabulary, words: Sequence[str]) -> list[str]:
    """Return the concepts that folded words name."""
    return [concept.key for concept in vocabulary.conceive(words) if concept.is_named]
