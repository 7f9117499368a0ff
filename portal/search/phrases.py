"""Recognise the phrases people use for a need, in any order, with words between them, in part or in full."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from portal.search.text import cut
from portal.search.vocabulary import NOT, Vocabulary

_GAP = 4  # words that may stand between the words of a phrase
_PART = 0.55  # share of a phrase's weight that must be there
_HALF = 3.5  # weight of evidence at which a need is as good as half certain


@dataclass(frozen=True)
class Phrase:
    """One phrase for `topic`: its concepts, grammar left out where the rest says enough ("cant go on" needs its "on")."""

    topic: str
    concepts: tuple[str, ...]
    must_be_whole: bool = False


class Match(NamedTuple):
    """How sure it is (0 to 1) that `topic` is meant, and whether a whole phrase stood there."""

    topic: str
    strength: float
    is_whole: bool = False


class PhraseBook:
    """Finds the topics that a text speaks of."""

    def __init__(self, vocabulary: Vocabulary, phrases: Iterable[tuple[str, str]]) -> None:
        self._vocabulary = vocabulary
        unique = dict.fromkeys(self._read(topic, text) for topic, text in phrases)
        self._phrases = tuple(phrase for phrase in unique if phrase.concepts)
        topics: dict[str, set[str]] = defaultdict(set)
        for phrase in self._phrases:
            for concept in phrase.concepts:
                topics[concept].add(phrase.topic)
        count = len({phrase.topic for phrase in self._phrases})
        self._weights = {concept: log(1 + count / len(holders)) for concept, holders in topics.items()}
        self._by_concept: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self._phrases:
            for concept in self._keys(phrase):
                self._by_concept[concept].append(phrase)

    def knows(self, word: str) -> bool:
        """Tell whether a phrase holds the folded `word`."""
        return any(concept.key in self._weights for concept in self._vocabulary.conceive([word]))

    def match(self, words: Sequence[str]) -> list[Match]:
        """Return the topics of folded `words`, surest first."""
        places: dict[str, list[int]] = defaultdict(list)
        place = 0
        for concept in self._vocabulary.conceive(words):
            place += not concept.is_grammar
            places[concept.key].append(place)
        candidates = {id(phrase): phrase for key in places for phrase in self._by_concept.get(key, ())}
        best: dict[str, Match] = {}
        for phrase in candidates.values():
            match = self._weigh(phrase, places)
            if match and match.strength > (best[phrase.topic].strength if phrase.topic in best else 0):
                best[phrase.topic] = match
        return sorted(best.values(), key=lambda match: -match.strength)

    def _weigh(self, phrase: Phrase, places: Mapping[str, Sequence[int]]) -> Match | None:
        present = [concept for concept in phrase.concepts if concept in places]
        if NOT in phrase.concepts and NOT not in places:
            return None
        if phrase.must_be_whole and len(present) < len(phrase.concepts):
            return None
        weight = sum(self._weights[concept] for concept in present)
        share = weight / sum(self._weights[concept] for concept in phrase.concepts)
        if share < _PART:
            return None
        spread = _spread([places[concept] for concept in present]) - len(present)
        evidence = weight * share * (1.0 if spread <= _GAP else _GAP / spread)
        return Match(phrase.topic, evidence / (evidence + _HALF), share > 0.999 and spread <= _GAP)

    def _keys(self, phrase: Phrase) -> Sequence[str]:
        """Return the phrase's heaviest concepts, one of which must be there for `_PART` of its weight to be there."""
        heaviest = sorted(set(phrase.concepts), key=lambda concept: -self._weights[concept])
        weights = [self._weights[concept] for concept in heaviest]
        count = next(n for n in range(1, len(heaviest) + 1) if sum(weights[n:]) < _PART * sum(weights))
        return heaviest[:count]

    def _read(self, topic: str, text: str) -> Phrase:
        concepts = self._vocabulary.conceive(cut(text))
        telling = tuple(concept.key for concept in concepts if not concept.is_grammar)
        says_enough = any(self._vocabulary.is_weighty(key) for key in telling)
        if says_enough:
            return Phrase(topic, telling)
        return Phrase(topic, tuple(concept.key for concept in concepts), must_be_whole=True)


def _spread(places: Sequence[Sequence[int]]) -> int:
    """Return the length of the shortest stretch around the first list's places that touches every list."""
    best = 1_000_000
    for start in places[0]:
        ends = [min(each, key=lambda place: abs(place - start)) for each in places]
        best = min(best, max(ends) - min(ends) + 1)
    return best
