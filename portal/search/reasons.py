"""Why a result is shown, as codes with values."""

from collections.abc import Iterator, Sequence

from portal.places.models import Place
from portal.search.index import Index
from portal.search.models import Facet, Query, Reason, Why
from portal.search.understand import Reading

_Found = tuple[Reason, int]  # with the services it holds for


class Reasons:
    """Gives the reasons of one search: its words, needs, ages (in months), free of charge, area."""

    def __init__(self, index: Index, query: Query, reading: Reading, near: Place | None) -> None:
        meant = [*query.needs, *[match.topic for match in reading.sure_needs]]
        meant += [need for danger in reading.danger for need in index.topics.needs_of(danger)]
        found = [*_stand(index, reading), *_meet(index, meant), *_fit(index, query, reading)]
        if near:
            found += _serve(index, near)
        self._found = [(reason, bits) for reason, bits in found if bits]

    def give(self, number: int) -> tuple[Reason, ...]:
        """Return why service `number` is shown."""
        one = 1 << number
        return tuple([reason for reason, bits in self._found if bits & one])


def _stand(index: Index, reading: Reading) -> Iterator[_Found]:
    """Yield each telling word with the services it stands in."""
    stem = index.understanding.vocabulary.stem
    for word in reading.telling:
        yield Reason(Why.WORDS, word), index.engine.standing(stem(word))


def _meet(index: Index, meant: Sequence[str]) -> Iterator[_Found]:
    """Yield the needs with their parts and what is for them, the surest first, then what is nearest to being for them."""
    topics = index.topics
    for part in dict.fromkeys(part for need in meant for part in topics.below.get(need, ())):
        yield Reason(Why.NEED, part), topics.named.get(part, 0)
    for need in dict.fromkeys(meant):
        yield Reason(Why.INSTEAD, need), topics.nearest.get(need, 0)


def _serve(index: Index, near: Place) -> Iterator[_Found]:
    """Yield each area of `near` with what is there for it and not for everybody; a service has one such reason."""
    left = index.filters.everything ^ index.filters.national
    for area in (near.council, near.locality, *near.candidates):
        bits = index.filters.areas.get(area or "", 0) & left
        left ^= bits
        yield Reason(Why.AREA, area or ""), bits


def _fit(index: Index, query: Query, reading: Reading) -> Iterator[_Found]:
    """Yield the ages asked for and read with the services known to be for them, then free of charge where that was chosen."""
    for age in dict.fromkeys((*query.ages, *reading.ages)):
        yield Reason(Why.AGE, str(age.months)), index.filters.of_age(age.years, query.has_send)
    if query.is_free_only:
        yield Reason(Why.FREE), index.filters.values[Facet.FREE]["yes"]
