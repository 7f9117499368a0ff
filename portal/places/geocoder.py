"""A geopy geocoder over our own gazetteer: postcode to position and back, which cannot open a socket."""

from collections.abc import Iterable
from typing import NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point as GeopyPoint

from portal.places.areas import Areas
from portal.places.distance import nearest
from portal.places.gazetteer import Gazetteer
from portal.places.models import CodeCount, PlaceError, Point
from portal.places.postcode import PostcodeError, parse_place_text


class NoNetwork(BaseSyncAdapter):
    """An adapter that refuses every request."""

    def get_json(self, *_: object, **__: object) -> NoReturn:
        """Refuse: nothing is ever fetched."""
        raise GeocoderServiceError("This geocoder works without a network.")

    def get_text(self, *_: object, **__: object) -> NoReturn:
        """Refuse: nothing is ever fetched."""
        raise GeocoderServiceError("This geocoder works without a network.")


class SectorGeocoder(Geocoder):
    """Geocode by the gazetteer: the imported file where it knows the postcode, else the built-in sectors."""

    def __init__(self, areas: Areas, gazetteer: Gazetteer) -> None:
        super().__init__(scheme="https", adapter_factory=_refuse_network)
        self._gazetteer = gazetteer
        self._sectors = tuple(code for code in areas.codes.values() if " " in code.code)

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - every geopy geocoder takes it; nothing here waits
    ) -> Location | list[Location] | None:
        """Return the geopy Location of a postcode, sector or district, None where it is unknown; `raw` is our Place."""
        try:
            code = parse_place_text(query)
        except PostcodeError as error:
            raise GeocoderQueryError(error.code.value) from error
        try:
            place = self._gazetteer.find(code)
        except PlaceError:
            return None
        if place.point is None:
            return None
        return _answer([Location(code.text, GeopyPoint(*place.point), {"place": place})], exactly_one)

    def reverse(
        self,
        query: object,
        *,
        exactly_one: bool = True,
        timeout: object = DEFAULT_SENTINEL,  # noqa: ARG002 - as above
    ) -> Location | list[Location] | None:
        """Return the Location of the nearest sector's middle, or of the nearest five; None where no sector is known."""
        point = GeopyPoint(query)
        origin = Point(point.latitude, point.longitude)
        found = nearest(self._sectors, origin=origin, at=_middle, limit=1 if exactly_one else 5)
        return _answer(
            [Location(code.code, GeopyPoint(*code.point), {"miles": far}) for code, far in found], exactly_one
        )


def _refuse_network(*, proxies: object, ssl_context: object) -> NoNetwork:
    return NoNetwork(proxies=proxies, ssl_context=ssl_context)


def _middle(code: CodeCount) -> Point:
    return code.point


def _answer(found: Iterable[Location], exactly_one: bool) -> Location | list[Location] | None:
    """Return one location or a list of them, None where there is none, as geopy's geocoders do."""
    locations = list(found)
    if not locations:
        return None
    return locations[0] if exactly_one else locations
