"""Filters and facet counts as sets of services: one int per value, bit n = service n."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, reduce
from operator import attrgetter, or_
from typing import TypeVar

from portal.catalogue.models import ApplicationProcess, Catalogue, Cost, Service
from portal.catalogue.sessions import last_day
from portal.places.models import Place
from portal.search.facets.counts import Choices
from portal.search.models import OLDEST, Age, Facet, Query
from portal.search.planes import group_bits, make_bits

T = TypeVar("T")
SEND_NEED = "send"  # the taxonomy's need for special educational needs and disabilities
_ADULT = 16  # a minimum age from which, without an upper end, a service is for the parent rather than the child
_KEPT = 256  # places and ages whose sets are kept
_ASKED_BY_FAMILY = (ApplicationProcess.SELF, ApplicationProcess.DROP_IN)

Allowed = Mapping[Facet, int]  # by filter in use, the services it lets through
_FACETS = tuple(Facet)
_read_choices = attrgetter(*(facet.value for facet in _FACETS))


class Filters:
    """The sets of services behind every filter."""

    def __init__(self, catalogue: Catalogue, services: Sequence[Service], localities: Mapping[str, str]) -> None:
        self._size, self._localities = len(services), localities
        self.everything = (1 << len(services)) - 1
        self.unknown_cost = _where(services, lambda service: service.cost == Cost.ASK)
        self.unknown_age = _where(services, lambda service: not service.ages.is_known)
        self.for_adults = _where(services, _is_for_adults)
        self.unconfirmed = _where(services, lambda service: service.status != "active")
        self.national = _where(services, lambda service: service.is_national)
        self.values = {
            Facet.NEED: _by_values(services, lambda service: with_parents(catalogue, service.needs)),
            Facet.FREE: {"yes": _where(services, lambda service: service.cost == Cost.FREE)},
            Facet.DELIVERY: _by_values(services, lambda service: service.delivery),
            Facet.DAY: _by_values(services, _days),
            Facet.LANGUAGE: _by_values(services, lambda service: service.languages),
            Facet.ACCESSIBILITY: _by_values(services, lambda service: service.accessibility),
            Facet.SEND: {"yes": _where(services, lambda service: _is_for_send(catalogue, service))},
            Facet.SELF_REFERRAL: {"yes": _where(services, lambda each: each.application_process in _ASKED_BY_FAMILY)},
        }
        self.areas = _by_values(services, lambda service: service.service_areas)
        self._open_to = lru_cache(_KEPT)(self._find_open_to)
        self._ends = _by_one(services, last_day)
        self._ages = _by_one(services, lambda service: service.ages if service.ages.is_known else None)
        self.of_age = lru_cache(_KEPT)(self._of_age)
        self._choices = lru_cache(2)(self._list_choices)
        self.running_on = lru_cache(4)(self._running_on)

    def open_to(self, place: Place | None) -> int:
        """Return the services that families of `place` may use: all without one, national ones outside."""
        if place is None:
            return self.everything
        return self._open_to((place.council,) if place.council else place.candidates, place.locality)

    def _find_open_to(self, councils: tuple[str, ...], locality: str | None) -> int:
        open_bits = self.national
        for area, bits in self.areas.items():
            is_inside = locality is None and self._localities.get(area) in councils
            if area in councils or area == locality or is_inside:
                open_bits |= bits
        return open_bits

    def allow(self, query: Query) -> Allowed:
        """Return for each filter in use the services it lets through; unknown ages stay, unknown cost is not free."""
        allowed: dict[Facet, int] = {}
        for facet, chosen in zip(_FACETS, _read_choices(query), strict=True):
            if chosen and facet is Facet.AGE:
                allowed[facet] = self.for_ages(chosen, has_send=query.has_send) | self.unknown_age | self.for_adults
            elif chosen:
                allowed[facet] = _any_of(self.values[facet], ("yes",) if chosen is True else chosen)
        return allowed

    def for_ages(self, ages: Sequence[Age], *, has_send: bool) -> int:
        """Return the services known to be for a child of one of `ages`."""
        bits = 0
        for age in ages:
            bits |= self.of_age(age.years, has_send)
        return bits

    def count(self, base: int, allowed: Allowed, *, has_send: bool) -> Mapping[Facet, Mapping[str, int]]:
        """Return for each value of each facet how many of `base` there would be with it, the other filters kept."""
        own = {facet: narrow(base, allowed, without=facet) for facet in allowed}
        return self._choices(has_send).count(narrow(base, allowed), own, ages=allowed.get(Facet.AGE, 0))

    def _list_choices(self, has_send: bool) -> Choices:
        """Return the values of each facet with their services; an age also lets in what is for adults or of unknown age."""
        ask = self.unknown_age | self.for_adults
        ages = {str(years): self.of_age(years, has_send) | ask for years in range(OLDEST + 1)}
        return Choices({**self.values, Facet.AGE: ages}, self._size)

    def _of_age(self, years: int, has_send: bool) -> int:
        fitting = (bits for ages, bits in self._ages.items() if ages.includes(years, has_send=has_send))
        return reduce(or_, fitting, 0)

    def _running_on(self, day: date) -> int:
        """Return the services that have not ended for good before `day`."""
        over = (bits for last, bits in self._ends.items() if last < day)
        return self.everything & ~reduce(or_, over, 0)


def _where(services: Iterable[Service], is_so: Callable[[Service], bool]) -> int:
    return make_bits(number for number, service in enumerate(services) if is_so(service))


def _by_one(services: Iterable[Service], read: Callable[[Service], T | None]) -> Mapping[T, int]:
    """Return the services by a value that each has one of, or None."""
    values = ((read(service), number) for number, service in enumerate(services))
    return group_bits((value, number) for value, number in values if value is not None)


def _by_values(services: Iterable[Service], read: Callable[[Service], Sequence[str]]) -> Mapping[str, int]:
    return group_bits((str(value), number) for number, service in enumerate(services) for value in read(service))


def narrow(base: int, allowed: Allowed, *, without: Facet | None = None) -> int:
    """Return the services of `base` that every filter lets through; `without` leaves one filter out."""
    for facet, bits in allowed.items():
        if facet is not without:
            base &= bits
    return base


def _any_of(values: Mapping[str, int], chosen: Sequence[str]) -> int:
    bits = 0
    for value in chosen:
        bits |= values.get(value, 0)
    return bits


def with_parents(catalogue: Catalogue, needs: Sequence[str]) -> Sequence[str]:
    """Return the known ones of `needs`, and the needs they are parts of."""
    needs = [need for need in needs if need in catalogue.needs]
    parents = (catalogue.needs[need].parent_id for need in needs)
    return tuple(dict.fromkeys((*needs, *(parent for parent in parents if parent))))


def _is_for_adults(service: Service) -> bool:
    return (service.ages.minimum or 0) >= _ADULT and service.ages.maximum is None


def _is_for_send(catalogue: Catalogue, service: Service) -> bool:
    return service.ages.maximum_send is not None or SEND_NEED in with_parents(catalogue, service.needs)


def _days(service: Service) -> tuple[str, ...]:
    schedules = (*service.schedules, *(each for place in service.service_at_locations for each in place.schedules))
    return tuple(dict.fromkeys(day for schedule in schedules for day in schedule.byday))
