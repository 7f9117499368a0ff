from math import degrees

import pytest

from portal.places.distance import miles
from portal.places.models import Point
from portal.places.osgb import to_osgb36, to_point

METRES = 1609.344  # in a mile


def metres(origin: Point, destination: Point) -> float:
    """Return the metres between two points."""
    return miles(origin=origin, destination=destination) * METRES


def test_the_projection_is_that_of_the_ordnance_surveys_worked_example() -> None:
    caister = Point(52 + 39 / 60 + 27.2531 / 3600, 1 + 43 / 60 + 4.5177 / 3600)
    latitude, longitude = to_osgb36(easting=651409.903, northing=313177.270)
    assert metres(Point(degrees(latitude), degrees(longitude)), caister) < 0.005


@pytest.mark.parametrize(
    ("easting", "northing", "latitude", "longitude", "tolerance"),
    [
        (514600, 206900, 51.749084, -0.341337, 0.1),  # ONSPD May 2018, whose positions are a Helmert shift
        (517328, 206823, 51.747828, -0.301865, 0.1),
        (385386, 801193, 57.101459, -2.242858, 5),  # ONSPD November 2025, whose positions are OSTN15
        (385053, 801092, 57.100541, -2.248349, 5),
    ],
)
def test_a_grid_reference_becomes_a_position(
    easting: int, northing: int, latitude: float, longitude: float, tolerance: float
) -> None:
    assert metres(to_point(easting=easting, northing=northing), Point(latitude, longitude)) < tolerance
