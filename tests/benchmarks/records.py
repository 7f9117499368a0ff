"""Services as plain rows, as a peer would be given them."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.catalogue.models import ApplicationProcess, Catalogue, Cost, Schedule, Service
from portal.places.models import Point
from portal.search.models import Facet

OLDEST = 25
FOREVER = 9_999_999  # as the ordinal of a last day: there is none
LISTED = tuple(facet for facet in Facet if facet != Facet.AGE)  # facets whose values are listed; ages are a span
_SEND = "send"


@dataclass(frozen=True)
class Record:
    """One service. An unknown age, or an adult's, fits every child: `youngest` to `oldest` is then everybody."""

    slug: str
    name: str
    organization: str
    text: str
    values: dict[Facet, tuple[str, ...]]
    youngest: int
    oldest: int
    areas: tuple[str, ...]
    last_day: int
    points: tuple[Point, ...]


def list_records(catalogue: Catalogue) -> Iterator[Record]:
    """Yield the services in the catalogue's order."""
    for service in catalogue.services.values():
        needs = _with_parents(catalogue, service)
        names = (catalogue.needs[need].name for need in service.needs)
        youngest, oldest = _span(service)
        schedules = _schedules(service)
        yield Record(
            slug=service.id,
            name=service.name,
            organization=catalogue.organizations[service.organization_id].name,
            text=" . ".join([service.description, service.eligibility_description, service.cost_description, *names]),
            values=_list_values(service, needs, schedules),
            youngest=youngest,
            oldest=oldest,
            areas=service.service_areas,
            last_day=_last_day(schedules),
            points=tuple(
                Point(place.latitude, place.longitude)
                for place in service.locations
                if place.latitude is not None and place.longitude is not None
            ),
        )


def _list_values(
    service: Service, needs: tuple[str, ...], schedules: tuple[Schedule, ...]
) -> dict[Facet, tuple[str, ...]]:
    is_open = service.application_process in (ApplicationProcess.SELF, ApplicationProcess.DROP_IN)
    has_send = service.ages.maximum_send is not None or _SEND in needs
    return {
        Facet.NEED: needs,
        Facet.FREE: ("yes",) * (service.cost == Cost.FREE),
        Facet.DELIVERY: tuple(map(str, service.delivery)),
        Facet.DAY: tuple(dict.fromkeys(day for schedule in schedules for day in schedule.byday)),
        Facet.LANGUAGE: service.languages,
        Facet.ACCESSIBILITY: service.accessibility,
        Facet.SEND: ("yes",) * has_send,
        Facet.SELF_REFERRAL: ("yes",) * is_open,
    }


def _with_parents(catalogue: Catalogue, service: Service) -> tuple[str, ...]:
    parents = (catalogue.needs[need].parent_id for need in service.needs)
    return tuple(dict.fromkeys((*service.needs, *(parent for parent in parents if parent))))


def _span(service: Service) -> tuple[int, int]:
    low, high = service.ages.minimum or 0, service.ages.maximum
    is_for_adults = low >= 16 and high is None
    if is_for_adults or not service.ages.is_known:
        return 0, OLDEST
    return low, OLDEST if high is None else high


def _schedules(service: Service) -> tuple[Schedule, ...]:
    return (*service.schedules, *(each for place in service.service_at_locations for each in place.schedules))


def _last_day(schedules: tuple[Schedule, ...]) -> int:
    ends = [schedule.valid_to for schedule in schedules]
    known = [end.toordinal() for end in ends if end]
    return max(known) if known and len(known) == len(ends) else FOREVER
