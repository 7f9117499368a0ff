import pytest
from geopy.exc import GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import Geocoder

from portal.places.areas import Areas
from portal.places.explain import StepCode, explain
from portal.places.gazetteer import Gazetteer
from portal.places.geocoder import SectorGeocoder
from portal.places.models import Point, Record
from tests.places.conftest import EAST
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


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("my house", [StepCode.NOT_READ]),
        ("SW1A 1AA", [StepCode.READ, StepCode.NOT_IN_FILE, StepCode.NO_SHARES, StepCode.UNKNOWN]),
        ("ZE1 2AA", [StepCode.READ, StepCode.NOT_IN_FILE, StepCode.SHARES, StepCode.ASK]),
        ("ZE2 1AA", [StepCode.READ, StepCode.NOT_IN_FILE, StepCode.SHARES, StepCode.OUTSIDE]),
        ("ZE1", [StepCode.READ, StepCode.SHARES, StepCode.ASK]),
        (
            "ZE1 IAA",
            [StepCode.REPAIRED, StepCode.IN_FILE, StepCode.SHARES, StepCode.COUNCIL, StepCode.LOCALITY, StepCode.DOOR],
        ),
        (
            "ZE1 1AB",
            [
                StepCode.READ,
                StepCode.NOT_IN_FILE,
                StepCode.SHARES,
                StepCode.COUNCIL,
                StepCode.NO_LOCALITY,
                StepCode.DOOR,
            ],
        ),
    ],
)
def test_an_answer_is_explained_step_by_step(areas: Areas, text: str, codes: list[StepCode]) -> None:
    assert [step.code for step in explain(text, areas, KNOWN)] == codes


def test_an_explanation_names_what_decided_it(areas: Areas) -> None:
    shares = dict(explain("ZE2 2AA", areas)[1].detail)
    assert shares["shares"] == "Northtown Council 20, Easttown 20"
    assert dict(explain("ZE2 1AA", areas)[-1].detail) == {"council": areas.name_of(EAST)}
