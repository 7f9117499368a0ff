"""From British National Grid eastings and northings to degrees WGS84, by the Ordnance Survey's own formulas.

"A guide to coordinate systems in Great Britain", annexes B and C. The seven-parameter Helmert shift is within 5 m of
the exact OSTN15 grid everywhere in Great Britain (measured on 1.7 million postcodes: 1.7 m on average).
"""

from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

from portal.places.models import Point

_AIRY = (6377563.396, 6356256.909)  # semi-axes in metres
_WGS84 = (6378137.0, 6356752.314245)
_SCALE = 0.9996012717  # on the central meridian
_LATITUDE, _LONGITUDE = radians(49), radians(-2)  # true origin
_EASTING, _NORTHING = 400_000.0, -100_000.0
# From OSGB36 to WGS84: metres, radians, and a scale.
_SHIFT = (446.448, -125.157, 542.060)
_TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_GROWTH = 1 - 20.4894e-6


def to_point(*, easting: float, northing: float) -> Point:
    """Return the position WGS84 of a grid reference in metres."""
    x, y, z = _shift(*_to_cartesian(*to_osgb36(easting=easting, northing=northing)))
    return _from_cartesian(x, y, z)


def to_osgb36(*, easting: float, northing: float) -> tuple[float, float]:
    """Undo the transverse Mercator projection (annex C): latitude and longitude in radians on the old datum, OSGB36."""
    a, b = _AIRY[0] * _SCALE, _AIRY[1] * _SCALE
    e2 = 1 - (b / a) ** 2
    latitude = _LATITUDE + (northing - _NORTHING) / a
    while abs(rest := northing - _NORTHING - _arc(latitude)) >= 0.00001:
        latitude += rest / a
    t2, secant = tan(latitude) ** 2, 1 / cos(latitude)
    nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
    rho = nu * (1 - e2) / (1 - e2 * sin(latitude) ** 2)
    eta2 = nu / rho - 1
    d = (easting - _EASTING) / nu
    north = 1 / 2 - d**2 / 24 * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) + d**4 / 720 * (61 + 90 * t2 + 45 * t2**2)
    east = 1 - d**2 / 6 * (nu / rho + 2 * t2) + d**4 / 120 * (5 + 28 * t2 + 24 * t2**2)
    east -= d**6 / 5040 * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    return latitude - tan(latitude) * nu / rho * d**2 * north, _LONGITUDE + secant * d * east


def _arc(latitude: float) -> float:
    """Return the developed arc of the meridian from the true origin, in metres."""
    a, b = _AIRY[0] * _SCALE, _AIRY[1] * _SCALE
    n = (a - b) / (a + b)
    less, more = latitude - _LATITUDE, latitude + _LATITUDE
    return b * (
        (1 + n + 5 / 4 * (n**2 + n**3)) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
        + 15 / 8 * (n**2 + n**3) * sin(2 * less) * cos(2 * more)
        - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
    )


def _to_cartesian(latitude: float, longitude: float) -> tuple[float, float, float]:
    a, b = _AIRY
    e2 = 1 - (b / a) ** 2
    nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
    return nu * cos(latitude) * cos(longitude), nu * cos(latitude) * sin(longitude), nu * (1 - e2) * sin(latitude)


def _shift(x: float, y: float, z: float) -> tuple[float, float, float]:
    turn_x, turn_y, turn_z = _TURN
    return (
        _SHIFT[0] + _GROWTH * x - turn_z * y + turn_y * z,
        _SHIFT[1] + turn_z * x + _GROWTH * y - turn_x * z,
        _SHIFT[2] - turn_y * x + turn_x * y + _GROWTH * z,
    )


def _from_cartesian(x: float, y: float, z: float) -> Point:
    a, b = _WGS84
    e2 = 1 - (b / a) ** 2
    across = hypot(x, y)
    latitude = atan2(z, across * (1 - e2))
    for _ in range(3):  # to a tenth of a millimetre
        nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(z + e2 * nu * sin(latitude), across)
    return Point(degrees(latitude), degrees(atan2(y, x)))
