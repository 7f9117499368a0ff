"""Recognise the phrases people use for a need, in any order, with words between them, in part or in full."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from math import log
from operator import attrgetter
from typing import NamedTuple

from portal.search.words.vocabulary import NOT, Concept, Vocabulary

_GAP = 4  # words that may stand between the words of a phrase
_PART = 0.55  # share of a phrase's weight that must be there
_IN_PART = 0.9  # what a part of a phrase counts beside a whole one as sure
_SEVERAL = 3  # topics that make a concept vague which stands alone in phrases for them
_ALL = 0.6  # how sure a phrase makes at least that is all there is, and one topic's only
_HALF = 3.5  # weight of evidence at which a need is as good as half certain

Places = Mapping[str, Sequence[int]]  # where each concept stands


class Phrase(NamedTuple):
    """One phrase for `topic`: its concepts, grammar left out where the rest says enough ("cant go on" needs its "on")."""

    topic: str
    concepts: tuple[str, ...]
    must_be_whole: bool = False


class Match(NamedTuple):
    """How sure it is (0 to 1) that `topic` is meant, whether a whole phrase stood there, and the concepts that say so."""

    topic: str
    strength: float
    is_whole: bool = False
    said: frozenset[str] = frozenset()


class _Whole(NamedTuple):
    """A phrase with the weight of all its concepts."""

    phrase: Phrase
    weight: float


class PhraseBook:
    """Finds the topics that a text speaks of.

    What one concept alone says is worked out beforehand; only phrases of which more stands there are weighed.
    """

    def __init__(self, vocabulary: Vocabulary, conceived: Sequence[tuple[str, Sequence[Concept]]]) -> None:
        self._vocabulary = vocabulary
        vague, alone = _find_vague(conceived), _find_alone(conceived)
        unique = dict.fromkeys(self._read(topic, concepts, vague, alone) for topic, concepts in conceived)
        known = tuple(phrase for phrase in unique if phrase.concepts)
        topics: dict[str, set[str]] = defaultdict(set)
        for phrase in known:
            for concept in phrase.concepts:
                topics[concept].add(phrase.topic)
        count = len({phrase.topic for phrase in known})
        self._weights = {concept: log(1 + count / len(holders)) for concept, holders in topics.items()}
        self._alone = self._weigh_alone(known)
        self._by_pair: dict[str, dict[str, list[_Whole]]] = defaultdict(dict)
        for phrase in known:
            whole = self._weigh_whole(phrase)
            for concept in self._keys(phrase):
                for other in set(phrase.concepts) - {concept}:
                    self._by_pair[concept].setdefault(other, []).append(whole)

    def knows(self, word: str) -> bool:
        """Tell whether a phrase holds the folded `word`."""
        return any(concept.key in self._weights for concept in self._vocabulary.conceive([word]))

    def match(self, concepts: Sequence[Concept]) -> list[Match]:
        """Return the topics that concepts in order speak of, surest first."""
        places: dict[str, list[int]] = {}
        place = 0
        for concept in concepts:
            place += not concept.is_grammar
            if concept.key in self._weights:
                places.setdefault(concept.key, []).append(place)
        best: dict[str, Match] = {}
        for match in self._list_matches(places):
            known = best.get(match.topic)
            if known is None or _telling(match) > _telling(known):
                best[match.topic] = match
        _trust_the_only_one(best, concepts)
        return _leave_out_explained(sorted(best.values(), key=attrgetter("strength"), reverse=True))

    def _list_matches(self, places: Places) -> Iterator[Match]:
        for key in places:
            yield from self._alone.get(key, ())
        if len(places) < 2:
            return
        there = {
            id(whole): whole
            for key in places
            if (beside := self._by_pair.get(key))
            for other in places
            for whole in beside.get(other, ())
        }
        for whole in there.values():
            if match := self._weigh(whole, places):
                yield match

    def _weigh_alone(self, phrases: Iterable[Phrase]) -> Mapping[str, Sequence[Match]]:
        """Return what each concept says alone, the surest of each topic."""
        best: dict[tuple[str, str], Match] = {}
        for phrase in phrases:
            whole = self._weigh_whole(phrase)
            for concept in set(phrase.concepts):
                match, key = self._weigh(whole, {concept: [0]}), (concept, phrase.topic)
                if match and (key not in best or match.strength > best[key].strength):
                    best[key] = match
        alone: dict[str, list[Match]] = defaultdict(list)
        for (concept, _), match in best.items():
            alone[concept].append(match)
        return alone

    def _weigh_whole(self, phrase: Phrase) -> _Whole:
        return _Whole(phrase, sum([self._weights[concept] for concept in phrase.concepts]))

    def _weigh(self, whole: _Whole, places: Places) -> Match | None:
        phrase, weight = whole
        present = [concept for concept in phrase.concepts if concept in places]
        if len(present) < len(phrase.concepts):
            if phrase.must_be_whole or (NOT in phrase.concepts and NOT not in places):
                return None
            weight = sum([self._weights[concept] for concept in present])
        share = weight / whole.weight
        if share < _PART:
            return None
        spread = _spread([places[concept] for concept in present]) - len(present)
        evidence = weight * share * (1.0 if spread <= _GAP else _GAP / spread)
        is_whole = len(present) == len(phrase.concepts) and spread <= _GAP
        return Match(phrase.topic, strength_of(evidence), is_whole, frozenset(present))

    def _keys(self, phrase: Phrase) -> Sequence[str]:
        """Return the phrase's heaviest concepts, one of which must be there for `_PART` of its weight to be there."""
        heaviest = sorted(set(phrase.concepts), key=lambda concept: -self._weights[concept])
        weights = [self._weights[concept] for concept in heaviest]
        count = next(n for n in range(1, len(heaviest) + 1) if sum(weights[n:]) < _PART * sum(weights))
        return heaviest[:count]

    def _read(
        self, topic: str, concepts: Sequence[Concept], vague: Container[str], alone: Mapping[str, Container[str]]
    ) -> Phrase:
        """Return a phrase; of "hurts me", where hurting alone may be about anything, every word must be there.

        So it must of "was drugged": drugs alone are another topic's.
        """
        telling = tuple(concept.key for concept in concepts if not concept.is_grammar)
        weighty = {key for key in telling if self._vocabulary.is_weighty(key)}
        is_others = len(telling) == 1 < len(concepts) and topic not in alone.get(telling[0], (topic,))
        if is_others or not weighty or (len(weighty) == 1 and weighty.pop() in vague):
            return Phrase(topic, tuple(concept.key for concept in concepts), must_be_whole=True)
        return Phrase(topic, telling)


def _trust_the_only_one(best: dict[str, Match], concepts: Iterable[Concept]) -> None:
    """Make sure of the topic whose phrase is all that was typed: "dla" says little where other phrases hold it, too."""
    whole = [match for match in best.values() if match.is_whole]
    if not whole:
        return
    told = {concept.key for concept in concepts if not concept.is_grammar}
    all_there_is = [match for match in whole if told <= match.said]
    if len(all_there_is) == 1 and all_there_is[0].strength < _ALL:
        best[all_there_is[0].topic] = all_there_is[0]._replace(strength=_ALL)


def strength_of(evidence: float) -> float:
    """Return how sure evidence makes, from 0 to 1."""
    return evidence / (evidence + _HALF)


def evidence_of(strength: float) -> float:
    """Return the evidence that makes so sure."""
    return _HALF * strength / (1 - strength)


def _leave_out_explained(matches: Sequence[Match]) -> list[Match]:
    """Leave out topics of which nothing is said but what a surer whole phrase says, too: the drugs in "selling drugs"."""
    kept: list[Match] = []
    for match in matches:
        if not any(surer.is_whole and match.said < surer.said for surer in kept):
            kept.append(match)
    return kept


def _telling(match: Match) -> float:
    """Return what a match says of its topic: a whole phrase more than a part of a longer one nearly as sure."""
    return match.strength if match.is_whole else match.strength * _IN_PART


def _find_vague(conceived: Iterable[tuple[str, Sequence[Concept]]]) -> Container[str]:
    """Return the plain words that alone are all a phrase says for several topics."""
    topics: dict[str, set[str]] = defaultdict(set)
    for topic, concepts in conceived:
        telling = [concept for concept in concepts if not concept.is_grammar]
        if len(telling) == 1 and not telling[0].is_named:
            topics[telling[0].key].add(topic)
    return frozenset(concept for concept, claims in topics.items() if len(claims) >= _SEVERAL)


def _find_alone(conceived: Iterable[tuple[str, Sequence[Concept]]]) -> Mapping[str, Container[str]]:
    """Return the topics of which each name is a phrase by itself, without so much as a word of grammar."""
    topics: dict[str, set[str]] = defaultdict(set)
    for topic, concepts in conceived:
        if len(concepts) == 1 and concepts[0].is_named:
            topics[concepts[0].key].add(topic)
    return topics


def _spread(places: Sequence[Sequence[int]]) -> int:
    """Return the length of the shortest stretch around the first list's places that touches every list."""
    if all(len(each) == 1 for each in places):
        ends = [each[0] for each in places]
        return max(ends) - min(ends) + 1
    return min([_stretch_around(start, places) for start in places[0]])


def _stretch_around(start: int, places: Sequence[Sequence[int]]) -> int:
    """Return the length of the stretch from `start` to the place nearest to it in every list."""
    ends = [min(each, key=lambda place: abs(place - start)) for each in places]
    return max(ends) - min(ends) + 1
