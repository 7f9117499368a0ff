"""Catalogues of any size: the shipped one with made-up services beside it, the same every time."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from portal.catalogue.models import (
    NATIONAL,
    AgeRange,
    ApplicationProcess,
    Catalogue,
    Cost,
    Delivery,
    Location,
    Need,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    Source,
    Status,
)
from portal.catalogue.rules_safety import WITHHELD
from portal.places.areas import Areas
from portal.places.models import Point
from tests.benchmarks.words import Words, gather_words

SEED = 20261121
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LANGUAGES = ("en", "ar", "pl", "ur", "ro", "fa")
_ACCESS = ("step-free entrance", "hearing loop", "accessible toilet", "British Sign Language")
_WAYS = (
    (Delivery.IN_PERSON,),
    (Delivery.IN_PERSON, Delivery.PHONE),
    (Delivery.PHONE, Delivery.ONLINE),
    (Delivery.AT_HOME,),
)
_STARTS = (0, 0, 0, 2, 4, 5, 8, 11, 13, 16)
_LENGTHS = (1, 2, 4, 5, 7, 11, 14, 18)


def build_catalogue(shipped: Catalogue, areas: Areas, count: int, *, seed: int = SEED) -> Catalogue:
    """Return `count` services: the shipped ones, so that every reference holds, and made-up ones in the same shape."""
    chance = random.Random(seed)
    maker = _Maker(shipped, areas, count, chance)
    made = [maker.make_service(number) for number in range(count - len(shipped.services))]
    organizations = {**shipped.organizations, **{each.id: each for each in maker.organizations}}
    services = {**shipped.services, **{each.id: each for each in made}}
    return replace(shipped, services=services, organizations=organizations, version=f"{seed}-{count}")


class _Maker:
    """Draws services; keeps what all draws share."""

    def __init__(self, shipped: Catalogue, areas: Areas, count: int, chance: random.Random) -> None:
        self._chance = chance
        self._words: Words = gather_words(shipped.needs, names=max(300, count // 8), chance=chance)
        self._councils = tuple(areas.councils)
        self._localities = tuple(each for each in areas.localities.values() if each.centre)
        self._needs: Sequence[Need] = [
            need for need in shipped.needs.values() if not {need.id, need.parent_id} & WITHHELD
        ]
        names = chance.sample(self._words.names, min(len(self._words.names), max(20, count // 25)))
        self.organizations = [Organization(f"made-{name}", f"{name.capitalize()} Trust") for name in names]

    def make_service(self, number: int) -> Service:
        chance = self._chance
        needs = chance.sample(self._needs, chance.choice((1, 1, 2, 2, 3, 4)))
        locality = chance.choice(self._localities)
        delivery = chance.choice(_WAYS)
        area = chance.choice((NATIONAL, locality.id, *[locality.council_id] * 3))
        is_placed = Delivery.IN_PERSON in delivery and locality.centre is not None
        places = range(chance.choice((1, 1, 1, 2)) if is_placed else 0)
        return Service(
            id=f"made-{number:06}",
            name=self._words.make_name(chance, needs[0]),
            organization_id=chance.choice(self.organizations).id,
            description=self._words.make_description(chance, needs[0].id),
            needs=tuple(need.id for need in needs),
            service_areas=(area,),
            delivery=delivery,
            status=Status.UNCONFIRMED if chance.random() < 0.1 else Status.ACTIVE,
            phones=(Phone(f"01632 9{chance.randrange(100_000):05}", "Monday to Friday"),),
            url=f"https://www.example.org/{number}" if chance.random() < 0.7 else "",
            ages=self._make_ages(),
            cost=chance.choice((Cost.FREE, Cost.FREE, Cost.LOW, Cost.PAID, Cost.ASK)),
            application_process=chance.choice(tuple(ApplicationProcess)),
            service_at_locations=tuple(self._make_place(locality.centre) for _ in places if locality.centre),
            schedules=() if is_placed else self._make_schedules(),
            languages=("en", *chance.sample(_LANGUAGES[1:], chance.choice((0, 0, 0, 1, 2)))),
            accessibility=tuple(chance.sample(_ACCESS, chance.choice((0, 0, 1, 2)))),
            assured_date=date(2026, 11, 1),
            sources=(Source(url="https://www.example.org/", kind="official"),),
        )

    def _make_ages(self) -> AgeRange:
        chance = self._chance
        if chance.random() < 0.3:
            return AgeRange()
        start = chance.choice(_STARTS)
        return AgeRange(start, start + chance.choice(_LENGTHS) if chance.random() < 0.8 else None)

    def _make_place(self, centre: Point) -> ServiceAtLocation:
        chance = self._chance
        name = chance.choice(self._words.names).capitalize()
        latitude, longitude = chance.gauss(centre.latitude, 0.03), chance.gauss(centre.longitude, 0.04)
        address = f"{chance.randint(1, 200)} {name} Road"
        location = Location(f"{name} Hall", address, latitude=round(latitude, 5), longitude=round(longitude, 5))
        return ServiceAtLocation(location, self._make_schedules())

    def _make_schedules(self) -> tuple[Schedule, ...]:
        """Return weekly hours, or none known; one in twelve is a course with a last day, some of them over."""
        chance = self._chance
        if chance.random() < 0.3:
            return ()
        last = NOW.date() + timedelta(days=chance.randint(-30, 200)) if chance.random() < 1 / 12 else None
        days = tuple(sorted(chance.sample(DAYS, chance.randint(1, 3)), key=DAYS.index))
        opens = chance.randint(8, 16)
        return (Schedule(days, time(opens), time(opens + chance.randint(1, 3)), valid_to=last),)
