"""Where services are, as plain numbers, so that the nearest of many are found quickly."""

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import product
from math import cos, floor, radians, sin
from operator import or_
from typing import NamedTuple

from portal.catalogue.models import Delivery, Location, Service
from portal.places.models import Point
from portal.search.planes import group_bits, list_bits, make_bits

_EARTH_MILES = 3958.76  # mean radius
_A_MILE = 1 / _EARTH_MILES
_MOST_CELLS = 1024  # sets of services that are kept, each as large as all services
_MANY = 60  # services from which only those around are looked at, if enough of them are there

OnSphere = tuple[float, float, float]  # of radius 1
Cell = tuple[int, ...]


class _Spot(NamedTuple):
    """A location whose position is known."""

    location: Location
    point: Point


class Whereabouts:
    """The positions of services one goes to. `placed` holds those of which a position is known.

    Nearness is a key that orders like the distance on a sphere (haversine).
    """

    def __init__(self, services: Sequence[Service]) -> None:
        every = [
            [_on_sphere(spot.point) for spot in _list_spots(each)] if _is_gone_to(each) else [] for each in services
        ]
        self.placed = make_bits(number for number, spots in enumerate(every) if spots)
        firsts = [spots[0] if spots else (0.0, 0.0, 0.0) for spots in every]
        self._x, self._y, self._z = (array("d", axis) for axis in zip(*(firsts or [(0.0, 0.0, 0.0)]), strict=True))
        self._several = {number: tuple(spots) for number, spots in enumerate(every) if len(spots) > 1}
        self._edge, self._cells = _part(every)

    def sort(self, bits: int, origin: Point, wanted: int) -> list[tuple[float, int]]:
        """Return `wanted` or more of the placed services of `bits` with their nearness, the nearest first, none left out between."""
        here = _on_sphere(origin)
        if bits.bit_count() > _MANY:
            around = self._sort(bits & self._find_around(here), here)
            an_edge_away = self._edge**2 / 2 - 1  # outside the cells beside one's own all is farther
            sure = around[: bisect_left(around, (an_edge_away,))]
            if len(sure) >= wanted:
                return sure
        return self._sort(bits, here)

    def _find_around(self, here: OnSphere) -> int:
        """Return the services in the cell of `here` and those beside it."""
        beside = product(*((at - 1, at, at + 1) for at in _cell_of(here, self._edge)))
        return reduce(or_, [self._cells.get(cell, 0) for cell in beside])

    def _sort(self, bits: int, here: OnSphere) -> list[tuple[float, int]]:
        numbers, (x, y, z) = list_bits(bits), here
        xs, ys, zs, several = self._x, self._y, self._z, self._several
        found = [(-(x * xs[n] + y * ys[n] + z * zs[n]), n) for n in numbers]
        if not several.keys().isdisjoint(numbers):
            found = [
                (min(_nearness(x, y, z, s) for s in several[n]), n) if n in several else (key, n) for key, n in found
            ]
        found.sort()
        return found


def find_first_location(service: Service) -> Location | None:
    """Return the first location that one goes to, None where there is none."""
    places = service.service_at_locations
    return places[0].location if places and _is_gone_to(service) else None


def find_nearest(service: Service, origin: Point) -> tuple[Location, Point]:
    """Return the location of a placed service that is nearest to `origin`, with its position."""
    spots = _list_spots(service)
    if len(spots) == 1:
        return spots[0]
    x, y, z = _on_sphere(origin)
    return min(spots, key=lambda spot: _nearness(x, y, z, _on_sphere(spot.point)))


def nearness_of(miles: float) -> float:
    """Return the nearness of what is so many miles away."""
    return -cos(miles / _EARTH_MILES)


def _is_gone_to(service: Service) -> bool:
    """Tell whether one goes there, and everybody may know where it is."""
    return Delivery.IN_PERSON in service.delivery and not service.is_address_withheld


def _list_spots(service: Service) -> list[_Spot]:
    return [
        _Spot(at, Point(at.latitude, at.longitude))
        for place in service.service_at_locations
        if (at := place.location).latitude is not None and at.longitude is not None
    ]


def _part(every: Sequence[Sequence[OnSphere]]) -> tuple[float, Mapping[Cell, int]]:
    """Return the services in each cube of space where there are any, and its edge: a mile, more where many are far apart."""
    edge = _A_MILE
    while True:
        found = [(_cell_of(spot, edge), number) for number, spots in enumerate(every) for spot in spots]
        if len({cell for cell, _ in found}) <= _MOST_CELLS:
            return edge, group_bits(found)
        edge *= 2


def _cell_of(spot: OnSphere, edge: float) -> Cell:
    x, y, z = spot
    return floor(x / edge), floor(y / edge), floor(z / edge)


def _on_sphere(point: Point) -> OnSphere:
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _nearness(x: float, y: float, z: float, spot: OnSphere) -> float:
    return -(x * spot[0] + y * spot[1] + z * spot[2])
