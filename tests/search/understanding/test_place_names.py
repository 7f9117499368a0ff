"""The place somebody named instead of a postcode."""

from pathlib import Path

import pytest

from portal.places.areas import Areas
from portal.places.load import load_areas
from portal.places.models import Place, Point, Precision
from portal.search.understanding.place_names import find_named
from tests.places.conftest import EAST, FILES, TODAY, write_places

HILL, DOCK, SOUTH = "localities/north-hill.yaml", "localities/north-dock.yaml", "localities/south-all.yaml"
CHANGED = {
    HILL: FILES[HILL] + "description: From Oldbridge up to Churchfield.\ncentre: {latitude: 53.5, longitude: -2.9}\n",
    DOCK: FILES[DOCK] + "description: Seaview and Churchfield.\n",
    SOUTH: FILES[SOUTH] + "description: Marshside and Oldbridge.\n",
    "hubs/hill-library.yaml": FILES["hubs/hill-library.yaml"].replace("1 High Street", "1 High Street, Northtown"),
    "hubs/dock-library.yaml": FILES["hubs/dock-library.yaml"].replace("1 High Street", "2 Quay, Seaview"),
}


@pytest.fixture
def named(tmp_path: Path) -> Areas:
    """Return the made-up places with towns in them."""
    areas, faults = load_areas(write_places(tmp_path, CHANGED), TODAY)
    assert faults == ()
    return areas


@pytest.mark.parametrize("typed", ["Northtown", " northtown ", "Northtown Council", "NORTHTOWN, England"])
def test_a_council_by_name_is_the_whole_of_it(named: Areas, typed: str) -> None:
    place = find_named(named, typed)
    assert place is not None
    assert (place.council, place.locality, place.point, place.must_choose) == ("northtown", None, None, False)


def test_a_town_with_a_hub_is_where_the_hub_is(named: Areas) -> None:
    expected = Place(Precision.COUNCIL, Point(53.47, -2.95), "northtown", locality="north-dock", name="Seaview")
    assert find_named(named, "seaview, Northshire") == expected


def test_a_town_without_a_hub_is_in_the_middle_of_its_locality(named: Areas) -> None:
    place = find_named(named, "Hill")
    assert place is not None
    assert (place.council, place.locality) == ("northtown", "north-hill")


def test_a_town_in_two_localities_is_in_their_council(named: Areas) -> None:
    place = find_named(named, "churchfield")
    assert place is not None
    assert (place.council, place.locality, place.must_choose) == ("northtown", None, False)


def test_a_name_in_two_councils_is_asked_about_and_found_again_in_either(named: Areas) -> None:
    place = find_named(named, "oldbridge")
    assert place == Place(Precision.COUNCIL, candidates=("northtown", "southtown"), name="Oldbridge")
    north, south = (find_named(named, "oldbridge", council) for council in place.candidates)
    assert north is not None
    assert south is not None
    assert (north.locality, north.point) == ("north-hill", Point(53.5, -2.9))
    assert (south.council, south.locality) == ("southtown", "south-all")


def test_a_council_next_door_is_outside(named: Areas) -> None:
    assert find_named(named, "Easttown") == Place(Precision.COUNCIL, outside=EAST, name="Easttown")


@pytest.mark.parametrize("typed", ["", ",", "Atlantis", "the house in Seaview", "ZE9 9ZZ"])
def test_what_names_no_place_is_none(named: Areas, typed: str) -> None:
    assert find_named(named, typed) is None
