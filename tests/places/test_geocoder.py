"""A real geopy geocoder over our gazetteer, which cannot open a socket."""

import pytest
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import Geocoder

from portal.places.areas import Areas
from portal.places.gazetteer import Gazetteer
from portal.places.geocoder import SectorGeocoder
from portal.places.models import Point, Record
from tests.places.postcode_samples import NORTH, OneRecord

KNOWN = OneRecord("ZE1 1AA", Record(NORTH, "E05000003", Point(53.4321, -2.9876)))


def test_it_is_a_geopy_geocoder_with_latitude_first(areas: Areas) -> None:
    geocoder = SectorGeocoder(areas, Gazetteer(areas))
    assert isinstance(geocoder, Geocoder)
    location = geocoder.geocode("ze1 1aa")
    assert (location.address, location.latitude, location.longitude) == ("ZE1 1AA", 53.44, -2.95)
    assert location.raw["place"].council == "northtown"


def test_the_imported_position_comes_first(areas: Areas) -> None:
    location = SectorGeocoder(areas, Gazetteer(areas, KNOWN)).geocode("ZE1 1AA", exactly_one=False)[0]
    assert (location.latitude, location.longitude) == (53.4321, -2.9876)


def test_what_is_unknown_is_none_and_what_is_no_postcode_an_error(areas: Areas) -> None:
    geocoder = SectorGeocoder(areas, Gazetteer(areas))
    assert geocoder.geocode("SW1A 1AA") is None
    with pytest.raises(GeocoderQueryError, match="not_a_postcode"):
        geocoder.geocode("High Street")


def test_a_position_leads_to_the_nearest_sector(areas: Areas) -> None:
    geocoder = SectorGeocoder(areas, Gazetteer(areas))
    assert geocoder.reverse((53.461, -2.95)).address == "ZE1 2"
    assert [each.address for each in geocoder.reverse("53.461, -2.95", exactly_one=False)][:1] == ["ZE1 2"]


def test_it_cannot_reach_the_network(areas: Areas) -> None:
    geocoder = SectorGeocoder(areas, Gazetteer(areas))
    with pytest.raises(GeocoderServiceError, match="works without a network"):
        geocoder._call_geocoder("https://example.org/", lambda answer: answer)
