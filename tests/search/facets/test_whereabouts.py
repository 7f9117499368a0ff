"""The nearest of many services are found without looking at all of them, and are the same ones."""

from random import Random

import pytest

from portal.catalogue.models import Location, Service, ServiceAtLocation
from portal.places.distance import rough_miles
from portal.places.models import Point
from portal.search.facets.whereabouts import Whereabouts
from tests.search.town import MIDDLE, service

SIZE = 1_200
EVERY = (1 << SIZE) - 1


def draw_point(chance: Random, spread: float) -> Point:
    return Point(chance.gauss(MIDDLE.latitude, spread / 69), chance.gauss(MIDDLE.longitude, spread / 41))


def draw_service(chance: Random, number: int, spread: float) -> Service:
    points = [draw_point(chance, spread) for _ in range(chance.choice((1, 1, 1, 3)))]
    places = [ServiceAtLocation(Location("Hall", latitude=each.latitude, longitude=each.longitude)) for each in points]
    return service(f"s-{number}", "Club", "Chess.", "wellbeing", "northtown", service_at_locations=tuple(places))


def away(each: Service, origin: Point) -> float:
    places = [place.location for place in each.service_at_locations]
    points = [Point(place.latitude, place.longitude) for place in places if place.latitude and place.longitude]
    return min(rough_miles(origin=origin, destination=point) for point in points)


@pytest.mark.parametrize(
    "spread", [0.3, 2.0, 40.0, 400.0], ids=["in one street", "in a town", "far apart", "in a country"]
)
def test_the_nearest_are_those_with_the_fewest_miles(spread: float) -> None:
    chance = Random(spread)
    services = [draw_service(chance, number, spread) for number in range(SIZE)]
    whereabouts = Whereabouts(services)
    for origin in [draw_point(chance, spread) for _ in range(20)]:
        nearest = [number for _, number in whereabouts.sort(EVERY, origin, 10)[:10]]
        assert nearest == sorted(range(SIZE), key=lambda n: away(services[n], origin))[:10]


def test_only_what_may_be_shown_is_among_the_nearest() -> None:
    chance = Random(1)
    whereabouts = Whereabouts([draw_service(chance, number, 1.0) for number in range(SIZE)])
    even = sum(1 << number for number in range(0, SIZE, 2))
    assert all(number % 2 == 0 for _, number in whereabouts.sort(even, MIDDLE, 10))
