"""Where a postcode lies, and which sectors lie nearest to a position: for who writes or checks latitude and longitude."""

from dataclasses import dataclass

from geopy.exc import GeocoderQueryError
from geopy.location import Location

from portal.places.geocoder import SectorGeocoder
from portal.places.models import Point, Precision

_POLE, _DATE_LINE = 90, 180  # degrees


class PositionError(ValueError):
    """What was given is neither a postcode nor a position."""


@dataclass(frozen=True)
class Located:
    """A postcode, sector or district where it lies; a sector found by a position, with the `miles` to its middle."""

    code: str
    point: Point
    precision: Precision = Precision.SECTOR
    miles: float | None = None


def locate(text: str, geocoder: SectorGeocoder) -> tuple[Located, ...]:
    """Return the postcode in `text`, or the five sectors nearest to "latitude,longitude" in degrees; () for an unknown one.

    Raises `PositionError`.
    """
    try:
        if "," in text:
            return tuple(map(_as_near, geocoder.reverse(_read(text), exactly_one=False) or ()))
        return tuple(map(_as_found, geocoder.geocode(text, exactly_one=False) or ()))
    except (GeocoderQueryError, ValueError) as error:
        raise PositionError(text) from error


def _read(text: str) -> tuple[float, float]:
    latitude, longitude = (float(part) for part in text.split(","))
    if not (abs(latitude) <= _POLE and abs(longitude) <= _DATE_LINE):
        raise PositionError(text)
    return latitude, longitude


def _as_near(found: Location) -> Located:
    return Located(found.address, Point(found.latitude, found.longitude), miles=found.raw["miles"])


def _as_found(found: Location) -> Located:
    return Located(found.address, Point(found.latitude, found.longitude), found.raw["place"].precision)
