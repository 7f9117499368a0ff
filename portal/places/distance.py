"""How far apart two points are, as the crow flies."""

from collections.abc import Callable, Iterable
from math import asin, atan, cos, radians, sin, sqrt, tan
from typing import TypeVar

from geopy.distance import geodesic

from portal.places.models import Point

T = TypeVar("T")
_EARTH_MILES = 3958.76  # mean radius
_RADIUS_MILES, _FLATTENING = 3963.190592, 1 / 298.257223563  # of the WGS 84 ellipsoid, at the equator
_POLAR = 1 - _FLATTENING
_FARTHEST = 1.0  # half the angle up to which the quick formula holds: some 8,000 miles


def miles(*, origin: Point, destination: Point) -> float:
    """Return the miles between two points on the earth's ellipsoid: the distance to show, in a straight line.

    By Andoyer's and Lambert's formula: as geopy's geodesic within ten metres, a hundred times faster.
    """
    lower = atan(_POLAR * tan(radians(origin.latitude)))
    upper = atan(_POLAR * tan(radians(destination.latitude)))
    across = sin(radians(destination.longitude - origin.longitude) / 2) ** 2
    half = asin(sqrt(min(1, sin((upper - lower) / 2) ** 2 + cos(lower) * cos(upper) * across)))
    if not 0 < half < _FARTHEST:
        return float(geodesic(origin, destination).miles)
    middle, apart, angle = (lower + upper) / 2, (upper - lower) / 2, 2 * half
    flat = (angle - sin(angle)) * (sin(middle) * cos(apart) / cos(half)) ** 2
    flat += (angle + sin(angle)) * (cos(middle) * sin(apart) / sin(half)) ** 2
    return _RADIUS_MILES * (angle - _FLATTENING / 2 * flat)


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
