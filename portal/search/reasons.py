"""Why a result is shown, as codes with values."""

from portal.catalogue.models import Cost
from portal.places.models import Place
from portal.search.index import Index
from portal.search.models import Query, Reason, Why
from portal.search.understand import Reading


def give_reasons(index: Index, query: Query, reading: Reading, number: int, near: Place | None) -> tuple[Reason, ...]:
    """Return why service `number` fits: words, needs, ages (in months), free of charge, area."""
    service = index.services[number]
    meant = {*query.needs, *(match.topic for match in reading.sure_needs)}
    meant.update(need for danger in reading.danger for need in index.needs_of(danger))
    ages = (*query.ages, *reading.ages)
    fitting = [age for age in ages if index.filters.of_age(age.years, query.has_send) >> number & 1]
    return (
        *(Reason(Why.WORDS, word) for word in reading.telling if _stands_in(index, word, number)),
        *(Reason(Why.NEED, need) for need in service.needs if meant & {need, index.parent_of(need)}),
        *(Reason(Why.INSTEAD, need) for need in sorted(meant) if service.id in _nearest(index, need)),
        *(Reason(Why.AGE, str(age.months)) for age in dict.fromkeys(fitting)),
        *([Reason(Why.FREE)] if query.is_free_only and service.cost == Cost.FREE else []),
        *_reasons_of_place(index, number, near),
    )


def _nearest(index: Index, need_id: str) -> tuple[str, ...]:
    need = index.catalogue.needs.get(need_id)
    return need.nearest if need else ()


def _stands_in(index: Index, word: str, number: int) -> bool:
    postings = index.engine.text.find(index.understanding.vocabulary.stem(word))
    return postings is not None and bool(postings.bits >> number & 1)


def _reasons_of_place(index: Index, number: int, near: Place | None) -> list[Reason]:
    service = index.services[number]
    if near is None or service.is_national:
        return []
    areas = [area for area in service.service_areas if area in (near.council, near.locality, *near.candidates)]
    return [Reason(Why.AREA, area) for area in areas[:1]]
