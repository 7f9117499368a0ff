"""Why a result is shown, as codes with values."""

from collections.abc import Iterable, Iterator, Sequence

from portal.places.models import Place
from portal.search.index import Index
from portal.search.models import Facet, Query, Reason, Why
from portal.search.understanding.reading import Reading

_Found = tuple[Reason, int]  # with the services it holds for


class Reasons:
    """Gives the reasons of one search: its words, needs, ages (in months), free of charge, area."""

    def __init__(self, index: Index, query: Query, reading: Reading, near: Place | None) -> None:
        meant = [*query.needs, *[match.topic for match in reading.sure_needs]]
        meant += [need for danger in reading.danger for need in index.topics.needs_of(danger)]
        self._found = _stand(index, reading)
        if meant:
            self._found += _meet(index, tuple(dict.fromkeys(meant)))
        self._found += _fit(index, query, reading)
        if near:
            self._found += _serve(index, near)

    def give(self, numbers: Iterable[int]) -> list[tuple[Reason, ...]]:
        """Return for each of the services `numbers` why it is shown."""
        ones, found = [1 << number for number in numbers], self._found
        return [tuple([reason for reason, bits in found if bits & one]) for one in ones]


def _stand(index: Index, reading: Reading) -> list[_Found]:
    """Return each telling word with the services it stands in."""
    stem, standing = index.understanding.vocabulary.stem, index.engine.standing
    return [(Reason(Why.WORDS, word), standing(stem(word))) for word in reading.telling]


def _meet(index: Index, meant: Sequence[str]) -> Iterator[_Found]:
    """Yield the needs with their parts and what is for them, the surest first, then what is nearest to being for them."""
    below, named, nearest = index.topics.below, index.topics.named, index.topics.nearest
    for part in dict.fromkeys([part for need in meant for part in below.get(need, ())]):
        if part in named:
            yield Reason(Why.NEED, part), named[part]
    for need in meant:
        if nearest.get(need):
            yield Reason(Why.INSTEAD, need), nearest[need]


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
