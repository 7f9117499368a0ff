"""How well services fit what was typed: their words, the needs it speaks of, danger, ages, the state of the service."""

from collections.abc import Iterable, Sequence
from functools import reduce
from math import ceil
from operator import or_
from typing import NamedTuple

from portal.places.models import Place
from portal.search.index import Index
from portal.search.models import Facet
from portal.search.planes import UNIT, Planes, add, at_least, find_best, halve, scale, spread
from portal.search.understanding.reading import Reading
from portal.search.words.vocabulary import YOUNG

_MEANT = 0.45  # from that certainty on, words alone count only so much
# What a service gains whose main need is the one meant, at full certainty; it goes by its square, so half is a quarter.
_NEED = 24.0
_CRISIS_LINE = 18.0  # what the first line for a noticed danger gains, each further one a tenth less
# A need as certain as this makes danger's lines count only so much: those of a danger in known words, of a suspected one.
_CERTAIN, _ELSE, _ELSE_SUSPECTED = 0.6, 0.7, 0.4
_MOST_BY_DANGER = 0.5  # certainty at most of a need that only words of danger speak of
_QUARTER_OFF, _QUARTER_MORE, _EIGHTH_MORE = (1, 2), (0, 2), (0, 3)  # as sums of halvings
_CUT = 0.35  # share of the best score below which a service is not shown


class Relevance(NamedTuple):
    """The services that fit, as a set, with the scores of all; none where nothing was typed."""

    bits: int
    scores: Planes


def weigh(index: Index, reading: Reading, near: Place | None) -> Relevance:
    """Return the services that fit what was typed; all of them where it says nothing."""
    filters = index.filters
    if not reading.sure_needs and not reading.danger:
        asked = [term for term in reading.terms if not term.is_aside]
        if not asked and not reading.hints:
            return _take_all(index, reading)
        if asked and not any(index.engine.weigh(*term) for term in asked):
            return Relevance(0, ())  # "shy child", where nobody knows the word: no help for children is meant by that
    scores = _sum_up(index, reading)
    right = wrong = 0
    if reading.ages:
        right = filters.for_ages(reading.ages, has_send=False)
        wrong = filters.everything ^ (right | filters.unknown_age)
    hinted = reduce(or_, (filters.values[hint.facet].get(hint.value, 0) for hint in reading.hints), 0)
    for bits, halvings in ((right, _QUARTER_MORE), (hinted, _EIGHTH_MORE)):
        if bits:
            scores = scale(scores, bits, halvings)
    for bits in _lower(_list_faults(index, reading, near)):
        scores = scale(scores, bits, _QUARTER_OFF)
    if wrong:
        scores = halve(scores, wrong)
    shown = _cut(index, scores)
    if reading.where:  # what bears the name of the place is preferred; it hides nothing that fits
        scores = reduce(add, (index.engine.weigh(*term) for term in reading.where), scores)
        shown |= _cut(index, scores)
    return Relevance(shown, scores)


def _cut(index: Index, scores: Planes) -> int:
    """Return the services that are not much worse than the best."""
    everything = index.filters.everything
    return at_least(scores, max(1, ceil(find_best(scores, everything) * _CUT)), everything)


def _take_all(index: Index, reading: Reading) -> Relevance:
    """Return everything where nothing is asked for; where only ages were told, what is known to be for them comes first."""
    filters = index.filters
    if not reading.ages:
        return Relevance(filters.everything, ())
    right = filters.for_ages(reading.ages, has_send=False)
    other = (filters.unknown_age | filters.for_adults) & ~right
    return Relevance(right | other, spread(((2 * UNIT, right), (UNIT, other))))


def _sum_up(index: Index, reading: Reading) -> Planes:
    """Return what the words, the needs and the dangers count together."""
    parts = [index.engine.weigh(*term) for term in reading.terms]
    parts += [index.topics.weigh_need(match.topic, _NEED * match.strength**2) for match in reading.sure_needs]
    parts += _weigh_danger(index, reading)
    return reduce(add, parts, ())


def _weigh_danger(index: Index, reading: Reading) -> Iterable[Planes]:
    """Yield what the first danger's own lines and their needs count, less where words are surely about something else."""
    meant = {need for danger in reading.danger for need in index.topics.needs_of(danger)}
    is_else = any(
        match.is_whole and match.strength > _CERTAIN and match.topic not in meant for match in reading.needs[:1]
    )
    share = (_ELSE_SUSPECTED if reading.is_suspected else _ELSE) if is_else else 1.0
    for danger in reading.danger[:1]:
        yield index.topics.weigh_lines(danger, _CRISIS_LINE * share)
        for need, part in index.topics.needs_of(danger).items():
            yield index.topics.weigh_need(need, _NEED * (min(part, _MOST_BY_DANGER) * share) ** 2)


def _list_faults(index: Index, reading: Reading, near: Place | None) -> Iterable[int]:
    """Yield sets of services each of which counts less, for one reason."""
    filters, topics = index.filters, index.topics
    yield filters.unconfirmed
    if near:
        yield filters.national
    if any(term.concept in YOUNG for term in reading.terms):
        yield filters.for_adults
    if any(match.is_whole and match.strength > _MEANT for match in reading.needs[:1]):
        meant = [match.topic for match in reading.sure_needs]
        fitting = (filters.values[Facet.NEED].get(need, 0) | topics.nearest[need] for need in meant)
        yield filters.everything ^ reduce(or_, fitting)


def _lower(faults: Iterable[int]) -> Sequence[int]:
    """Return the services with one fault or more, and those with more than one, as far as there are any."""
    once = twice = 0
    for bits in faults:
        twice |= once & bits
        once |= bits
    return [bits for bits in (once, twice) if bits]
