from dataclasses import replace

import pytest

from portal.places.areas import Areas
from portal.places.gazetteer import Gazetteer
from portal.places.models import Place, PlaceError, PlaceFault, Point, Precision, Record
from portal.places.postcode import Postcode, parse_place_text
from tests.places.conftest import EAST
from tests.places.postcode_samples import NORTH, SOUTH, OneRecord


def find(areas: Areas, text: str) -> Place:
    """Return the place of what somebody typed, by the built-in shares."""
    return Gazetteer(areas).find(parse_place_text(text))


def test_a_sector_nearly_all_in_one_council_answers_for_it(areas: Areas) -> None:
    place = find(areas, "ze11aa")
    assert (place.council, place.candidates, place.must_choose) == ("northtown", (), False)
    assert (place.postcode, place.sector, place.district) == ("ZE1 1AA", "ZE1 1", "ZE1")
    assert (place.precision, place.point) == (Precision.SECTOR, Point(53.44, -2.95))


def test_a_sector_across_a_border_asks_the_likeliest_first(areas: Areas) -> None:
    place = find(areas, "ZE1 2AA")
    assert (place.council, place.locality, place.must_choose) == (None, None, True)
    assert place.candidates == ("northtown", "southtown")


def test_a_council_that_is_not_covered_is_among_what_is_asked(areas: Areas) -> None:
    assert find(areas, "ZE2 2AA").candidates == ("northtown", EAST)


def test_a_sector_in_a_neighbour_is_outside_and_nothing_is_asked(areas: Areas) -> None:
    place = find(areas, "ZE2 1AA")
    assert (place.council, place.outside, place.must_choose) == (None, EAST, False)


@pytest.mark.parametrize(
    ("text", "precision", "council"),
    [
        ("ZE2 7AA", Precision.DISTRICT, "northtown"),
        ("ZE2", Precision.DISTRICT, "northtown"),
        ("ZE1", Precision.DISTRICT, None),
        ("ZE1 3", Precision.SECTOR, "southtown"),
    ],
)
def test_less_is_known_from_a_new_sector_or_part_of_a_postcode(
    areas: Areas, text: str, precision: Precision, council: str | None
) -> None:
    place = find(areas, text)
    assert (place.precision, place.council, place.must_choose) == (precision, council, council is None)


def test_what_nobody_knows_is_an_error_with_a_code(areas: Areas) -> None:
    with pytest.raises(PlaceError) as caught:
        find(areas, "SW1A 1AA")
    assert caught.value.code == PlaceFault.UNKNOWN


def test_a_large_users_code_is_marked(areas: Areas) -> None:
    assert find(areas, "ZE2 9AA").is_large_user
    assert not find(areas, "ZE2 7AA").is_large_user


@pytest.mark.parametrize(
    ("text", "locality"),
    [("ZE1 1AA", None), ("ZE1 3AA", "south-all"), ("ZE2 7AA", "north-dock")],
    ids=["half of the council's part", "all of the council's part", "all of it"],
)
def test_a_district_tells_the_locality_only_where_it_holds_the_councils_whole_part(
    areas: Areas, text: str, locality: str | None
) -> None:
    assert find(areas, text).locality == locality


def test_the_answer_of_the_person_settles_the_council_and_its_locality(areas: Areas) -> None:
    gazetteer = Gazetteer(areas)
    place = gazetteer.choose_council(find(areas, "ZE1 2AA"), "southtown")
    assert (place.council, place.locality, place.must_choose) == ("southtown", "south-all", False)
    assert (place.postcode, place.point) == ("ZE1 2AA", Point(53.46, -2.95))


def test_a_person_may_choose_a_neighbour_or_correct_us(areas: Areas) -> None:
    gazetteer = Gazetteer(areas)
    outside = gazetteer.choose_council(find(areas, "ZE1 1AA"), EAST)
    assert (outside.council, outside.outside) == (None, EAST)
    assert gazetteer.choose_council(outside, "northtown").outside is None


@pytest.mark.parametrize("council", ["westtown", "E99999999", ""])
def test_only_a_council_we_know_can_be_chosen(areas: Areas, council: str) -> None:
    gazetteer = Gazetteer(areas)
    with pytest.raises(PlaceError, match="unknown_council"):
        gazetteer.choose_council(find(areas, "ZE1 2AA"), council)
    with pytest.raises(PlaceError, match="unknown_council"):
        gazetteer.place_of_council(council)


def test_a_council_by_name_is_a_place_without_a_point(areas: Areas) -> None:
    assert Gazetteer(areas).place_of_council("northtown") == Place(Precision.COUNCIL, council="northtown")


def test_an_imported_postcode_has_its_own_council_ward_and_locality(areas: Areas) -> None:
    record = Record(SOUTH, "E05000004", Point(53.4444, -2.9555))
    place = Gazetteer(areas, OneRecord("ZE1 1AA", record)).find(Postcode.parse("ZE1 1AA"))
    assert (place.council, place.ward, place.locality) == ("southtown", "E05000004", "south-all")
    assert (place.precision, place.point) == (Precision.POSTCODE, record.point)


def test_an_imported_postcode_without_a_council_falls_back_to_its_sector(areas: Areas) -> None:
    gazetteer = Gazetteer(areas, OneRecord("ZE1 1AA", Record("", "", Point(53.4444, -2.9555))))
    place = gazetteer.find(Postcode.parse("ZE1 1AA"))
    assert (place.council, place.ward, place.precision) == ("northtown", None, Precision.POSTCODE)
    assert gazetteer.find(Postcode.parse("ZE1 1AB")).precision == Precision.SECTOR


def test_an_imported_postcode_without_a_position_keeps_the_sectors(areas: Areas) -> None:
    place = Gazetteer(areas, OneRecord("ZE1 1AA", Record(NORTH, "", None))).find(Postcode.parse("ZE1 1AA"))
    assert (place.precision, place.point) == (Precision.SECTOR, Point(53.44, -2.95))


def test_a_code_out_of_use_says_so_and_still_leads_somewhere(areas: Areas) -> None:
    ended = Record(SOUTH, "E05000004", Point(53.4444, -2.9555), is_terminated=True)
    place = Gazetteer(areas, OneRecord("ZE1 1AA", ended)).find(Postcode.parse("ZE1 1AA"))
    assert (place.council, place.is_terminated, place.is_unlisted) == ("southtown", True, False)
    nowhere = Gazetteer(areas, OneRecord("ZE1 1AA", replace(ended, council="")))
    assert nowhere.find(Postcode.parse("ZE1 1AA")).is_terminated


@pytest.mark.parametrize(
    ("known", "typed", "is_unlisted"),
    [("ZE9 9ZZ", "ZE1 1AA", True), ("ZE9 9ZZ", "ZE1 1", False), ("L1 1AA", "ZE1 1AA", False)],
    ids=["new in a listed area", "part of a code", "an area that was not imported"],
)
def test_a_code_the_file_should_have_and_has_not_falls_back_to_its_sector_and_says_so(
    areas: Areas, known: str, typed: str, is_unlisted: bool
) -> None:
    place = Gazetteer(areas, OneRecord(known, Record(NORTH, "", None))).find(parse_place_text(typed))
    assert (place.council, place.precision, place.is_unlisted) == ("northtown", Precision.SECTOR, is_unlisted)


def test_without_a_file_no_code_is_called_unlisted(areas: Areas) -> None:
    assert not find(areas, "ZE1 1AA").is_unlisted


def test_an_imported_postcode_far_away_is_outside(areas: Areas) -> None:
    record = Record("E09000033", "E05013806", Point(51.5, -0.14), is_large_user=True)
    place = Gazetteer(areas, OneRecord("SW1A 1AA", record)).find(Postcode.parse("SW1A 1AA"))
    assert (place.outside, place.point, place.is_large_user) == ("E09000033", Point(51.5, -0.14), True)


def test_a_ward_that_a_locality_of_another_council_claims_decides_nothing(areas: Areas) -> None:
    gazetteer = Gazetteer(areas, OneRecord("ZE2 7AA", Record(NORTH, "E05000004", None)))
    assert gazetteer.find(Postcode.parse("ZE2 7AA")).locality == "north-dock"


def test_choosing_another_council_drops_the_ward(areas: Areas) -> None:
    gazetteer = Gazetteer(areas, OneRecord("ZE1 1AA", Record(SOUTH, "E05000004", None)))
    place = gazetteer.find(Postcode.parse("ZE1 1AA"))
    assert gazetteer.choose_council(place, "northtown").ward is None
    assert gazetteer.choose_council(place, "southtown") == place
