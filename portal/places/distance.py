"""How far apart two points are, as the crow flies."""

from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt
from typing import TypeVar

from geopy.distance import geodesic

from portal.places.models import Point

T = TypeVar("T")
_EARTH_MILES = 3958.76  # mean radius


def miles(*, origin: Point, destination: Point) -> float:
    """Return the geodesic miles between two points: the distance to show, in a straight line."""
    return float(geodesic(origin, destination).miles)


def rough_miles(*, origin: Point, destination: Point) -> float:
    """Return the miles on a sphere (haversine), within 0.4 % and a hundred times faster: the distance to rank by."""
    latitude, other_latitude = radians(origin.latitude), radians(destination.latitude)
    across = sin((radians(destination.longitude) - radians(origin.longitude)) / 2) ** 2
    along = sin((other_latitude - latitude) / 2) ** 2
    return 2 * _EARTH_MILES * asin(sqrt(min(1, along + cos(latitude) * cos(other_latitude) * across)))


def nearest(
    items: Iterable[T], *, origin: Point, at: Callable[[T], Point | None], limit: int
) -> tuple[tuple[T, float], ...]:
    """Return the `limit` items nearest to `origin` with their geodesic miles; those without a position are left out."""
    placed = [(item, point) for item in items if (point := at(item))]
    placed.sort(key=lambda pair: rough_miles(origin=origin, destination=pair[1]))
    return tuple((item, miles(origin=origin, destination=point)) for item, point in placed[:limit])
