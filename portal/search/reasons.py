"""Why a result is shown, as codes with values."""

from collections.abc import Iterator

from portal.places.models import Place
from portal.search.index import Index
from portal.search.models import Facet, Query, Reason, Why
from portal.search.understand import Reading


class Reasons:
    """Gives the reasons of one search: its words, needs, ages (in months), free of charge, area."""

    def __init__(self, index: Index, query: Query, reading: Reading, near: Place | None) -> None:
        self._services = index.services
        areas = () if near is None else (near.council, near.locality, *near.candidates)
        self._areas = {area: Reason(Why.AREA, area) for area in areas if area}
        self._national = index.filters.national
        meant = {*query.needs, *(match.topic for match in reading.sure_needs)}
        meant.update(need for danger in reading.danger for need in index.topics.needs_of(danger))
        self._needs = {each: Reason(Why.NEED, each) for need in meant for each in index.topics.below.get(need, ())}
        self._before = [(Reason(Why.WORDS, word), bits) for word, bits in _stand(index, reading)]
        self._after = [*_instead(index, meant), *_fitting(index, query, reading)]

    def give(self, number: int) -> list[Reason]:
        """Return why service `number` is shown."""
        service, needs, areas = self._services[number], self._needs, self._areas
        why = [reason for reason, bits in self._before if bits >> number & 1]
        for need in service.needs:
            if need in needs:
                why.append(needs[need])
        for reason, bits in self._after:
            if bits >> number & 1:
                why.append(reason)
        for area in service.service_areas:
            if area in areas and not self._national >> number & 1:
                why.append(areas[area])
                break
        return why


def _stand(index: Index, reading: Reading) -> Iterator[tuple[str, int]]:
    """Yield each telling word with the services it stands in."""
    stem = index.understanding.vocabulary.stem
    for word in reading.telling:
        if bits := index.engine.standing(stem(word)):
            yield word, bits


def _instead(index: Index, meant: set[str]) -> Iterator[tuple[Reason, int]]:
    for need in sorted(meant):
        if bits := index.topics.nearest.get(need, 0):
            yield Reason(Why.INSTEAD, need), bits


def _fitting(index: Index, query: Query, reading: Reading) -> Iterator[tuple[Reason, int]]:
    """Yield the ages asked for and read with the services known to be for them, then free of charge where that was chosen."""
    for age in dict.fromkeys((*query.ages, *reading.ages)):
        yield Reason(Why.AGE, str(age.months)), index.filters.of_age(age.years, query.has_send)
    if query.is_free_only:
        yield Reason(Why.FREE), index.filters.values[Facet.FREE]["yes"]
