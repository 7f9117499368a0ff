"""How well services fit what was typed: their words, the needs it speaks of, danger, ages, the state of the service."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from portal.places.models import Place
from portal.search.engine import Postings
from portal.search.filters import list_bits, make_bits
from portal.search.index import Index
from portal.search.models import Facet
from portal.search.phrases import Match
from portal.search.understand import Reading
from portal.search.vocabulary import YOUNG

_MEANT, _OFF_TOPIC = 0.45, 0.75  # from that certainty on, words alone count only so much
_CONCEPT = 0.7  # what another name for a thing counts beside the word itself
_NEED = (
    24.0  # what a service gains whose main need is the one meant, at full certainty (by its square: half is a quarter)
)
_NEAREST = 0.4  # what it counts to be the nearest sure thing where nothing could be confirmed for a need
_CRISIS_LINE = 9.0  # what the first line for a noticed danger gains, each further one a tenth less
_CERTAIN, _ELSE = 0.6, 0.4  # a need as certain as this makes danger's lines count only so much
_MOST_BY_DANGER = 0.5  # certainty at most of a need that only words of danger speak of
_UNCONFIRMED = 0.8
_WRONG_AGE = 0.45
_FOR_ADULTS = 0.8  # a service for grown-ups where the words speak of a child
_RIGHT_AGE = 1.25
_HINTED = 1.15  # given the way the words ask for: free, online, on a Saturday
_LOCAL = 1.2  # made for the area asked about
_CUT = 0.35  # share of the best score below which a service is not shown


class Relevance(NamedTuple):
    """The services that fit, as a set, with their scores; no scores where nothing was typed."""

    bits: int
    scores: dict[int, float]


def weigh(index: Index, reading: Reading, near: Place | None) -> Relevance:
    """Return the services that fit what was typed; all of them where it says nothing."""
    if not reading.telling and not reading.needs and not reading.danger:
        return Relevance(index.filters.everything, {})
    scores = _weigh_words(index, reading)
    _set_aside(index, reading, scores)
    _add_needs(index, reading.sure_needs, scores)
    _add_crisis_lines(index, reading, scores)
    _apply_age(index, reading, scores)
    _favour(scores, index.filters.unconfirmed, _UNCONFIRMED)
    if any(term.concept in YOUNG for term in reading.terms):
        _favour(scores, index.filters.for_adults, _FOR_ADULTS)
    for hint in reading.hints:
        _favour(scores, index.filters.values[hint.facet].get(hint.value, 0), _HINTED)
    if near:
        _favour(scores, index.filters.everything & ~index.filters.national, _LOCAL)
    least = max(scores.values(), default=0.0) * _CUT
    kept = {number: score for number, score in scores.items() if score >= least}
    return Relevance(make_bits(kept), kept)


def _weigh_words(index: Index, reading: Reading) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for term in reading.terms:
        best: dict[int, float] = {}
        for stem in term.stems:
            for number, score in _scores(index.engine.text.find(stem)):
                best[number] = max(best.get(number, 0.0), score)
        for number, score in _scores(index.engine.concepts.find(term.concept)):
            best[number] = max(best.get(number, 0.0), score * _CONCEPT)
        for number, score in best.items():
            scores[number] += score * term.share
    return scores


def _set_aside(index: Index, reading: Reading, scores: dict[int, float]) -> None:
    """Lower what shares words but no need with what is surely meant."""
    if any(match.is_whole and match.strength > _MEANT for match in reading.needs[:1]):
        needs = (index.filters.values[Facet.NEED].get(match.topic, 0) for match in reading.sure_needs)
        _favour(scores, index.filters.everything & ~reduce(or_, needs), _OFF_TOPIC)


def _scores(found: Postings | None) -> Iterable[tuple[int, float]]:
    return zip(found.ids, found.scores, strict=True) if found else ()


def _add_needs(index: Index, needs: Iterable[Match], scores: dict[int, float]) -> None:
    for match in needs:
        for number in list_bits(index.filters.values[Facet.NEED].get(match.topic, 0)):
            scores[number] += _NEED * match.strength**2 * _share(index.services[number].needs, match.topic)
        for near in index.catalogue.needs[match.topic].nearest:
            scores[index.numbers[near]] += _NEED * match.strength**2 * _NEAREST


def _share(needs: Sequence[str], need: str) -> float:
    """Return what a need counts for a service: most as its main one, less the more it does besides."""
    place = needs.index(need) if need in needs else len(needs)
    return max(1 - 0.35 * min(place, 1) - 0.1 * place, 0.25) - 0.02 * min(len(needs), 8)


def _add_crisis_lines(index: Index, reading: Reading, scores: dict[int, float]) -> None:
    """Add what the first danger's own lines are for, less where the words are surely about something else."""
    for danger in reading.danger[:1]:
        needs = index.needs_of(danger)
        is_else = any(match.is_whole and match.strength > _CERTAIN for match in reading.needs[:1])
        share = _ELSE if is_else and reading.needs[0].topic not in needs else 1.0
        for rank, line in enumerate(index.catalogue.dangers[danger].crisis_lines[:10]):
            scores[index.numbers[line]] += _CRISIS_LINE * share * (1 - rank / 10)
        meant = [Match(need, min(part, _MOST_BY_DANGER) * share) for need, part in needs.items()]
        _add_needs(index, meant, scores)


def _favour(scores: dict[int, float], bits: int, factor: float) -> None:
    for number in list_bits(bits):
        if number in scores:
            scores[number] *= factor


def _apply_age(index: Index, reading: Reading, scores: dict[int, float]) -> None:
    if not reading.ages:
        return
    right = index.filters.for_ages(reading.ages, has_send=False)
    open_ended = index.filters.unknown_age
    for number in scores:
        if right >> number & 1:
            scores[number] *= _RIGHT_AGE
        elif not open_ended >> number & 1:
            scores[number] *= _WRONG_AGE
