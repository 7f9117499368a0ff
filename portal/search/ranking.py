"""How well services fit what was typed: their words, the needs it speaks of, the age, the state of the service."""

from collections import defaultdict
from typing import NamedTuple

from portal.search.filters import list_bits, make_bits
from portal.search.index import Index
from portal.search.models import Facet
from portal.search.understand import Reading

_OTHER_NAME = 0.6  # what a word counts when only another name for it was found
_NEED = 9.0  # what a service gains whose main need is the one meant, at full certainty
_FURTHER_NEED = 0.5  # share of it where the need is not the service's main one
_WEAK = 0.3  # needs less certain than this say nothing
_UNCONFIRMED = 0.8
_WRONG_AGE = 0.5
_RIGHT_AGE = 1.15
_CUT = 0.25  # share of the best score below which a service is not shown


class Relevance(NamedTuple):
    """The services that fit, as a set, with their scores; no scores where nothing was typed."""

    bits: int
    scores: dict[int, float]


def weigh(index: Index, reading: Reading) -> Relevance:
    """Return the services that fit what was typed; all of them where it says nothing."""
    if not reading.telling and not reading.needs:
        return Relevance(index.filters.everything, {})
    scores = _weigh_words(index, reading)
    _add_needs(index, reading, scores)
    _apply_age(index, reading, scores)
    for number in list_bits(index.filters.unconfirmed):
        if number in scores:
            scores[number] *= _UNCONFIRMED
    least = max(scores.values(), default=0.0) * _CUT
    kept = {number: score for number, score in scores.items() if score >= least}
    return Relevance(make_bits(kept), kept)


def _weigh_words(index: Index, reading: Reading) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    stem = index.understanding.vocabulary.stem
    for word in dict.fromkeys(stem(word) for word in reading.telling):
        for number, score in _weigh_word(index, word).items():
            scores[number] += score
    return scores


def _weigh_word(index: Index, stem: str) -> dict[int, float]:
    """Return the scores of services for one word: by the word itself, or less by another name for the same thing."""
    best: dict[int, float] = {}
    names = [(stem, 1.0), *((other, _OTHER_NAME) for other in index.understanding.vocabulary.other_names(stem))]
    for name, share in names:
        postings = index.engine.find(name)
        if postings:
            for number, score in zip(postings.ids, postings.scores, strict=True):
                best[number] = max(best.get(number, 0.0), score * share)
    return best


def _add_needs(index: Index, reading: Reading, scores: dict[int, float]) -> None:
    for match in reading.needs:
        if match.strength < _WEAK:
            continue
        main = index.filters.main_need.get(match.topic, 0)
        for number in list_bits(index.filters.values[Facet.NEED].get(match.topic, 0)):
            share = 1.0 if main >> number & 1 else _FURTHER_NEED
            scores[number] = scores.get(number, 0.0) + _NEED * match.strength * share


def _apply_age(index: Index, reading: Reading, scores: dict[int, float]) -> None:
    if not reading.ages:
        return
    right = index.filters.for_ages(reading.ages, has_send=False)
    open_ended = index.filters.unknown_age | index.filters.for_adults
    for number in scores:
        if right >> number & 1:
            scores[number] *= _RIGHT_AGE
        elif not open_ended >> number & 1:
            scores[number] *= _WRONG_AGE
