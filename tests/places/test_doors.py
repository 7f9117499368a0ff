"""Distances, hubs, opening and whose door it is."""

import re
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from portal.local_time import LONDON
from portal.places.areas import Areas
from portal.places.distance import miles, nearest, rough_miles
from portal.places.gazetteer import Gazetteer
from portal.places.hubs import nearest_hubs
from portal.places.load import load_areas
from portal.places.lookup import look_up
from portal.places.models import OpeningHours, Place, PlaceError, Point, Precision
from portal.places.opening import find_opening_state, hours_of_day
from portal.places.routing import door_for
from tests.places.conftest import EAST, FILES, TODAY, write_places

points = st.builds(Point, st.floats(53.3, 53.7), st.floats(-3.1, -2.7))
WEEK = (
    OpeningHours("MO", time(9), time(12)),
    OpeningHours("MO", time(13), time(17)),
    OpeningHours("WE", time(10), time(16)),
)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a time in November 2026, whose 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def test_miles_are_geodesic_with_latitude_first() -> None:
    pier_head, southport = Point(53.4046, -2.9966), Point(53.6475, -3.0057)
    assert miles(origin=pier_head, destination=southport) == pytest.approx(16.80, abs=0.02)


@given(points, points)
def test_the_miles_to_show_are_geopys_within_ten_metres(origin: Point, destination: Point) -> None:
    theirs = geodesic(origin, destination).miles
    assert miles(origin=origin, destination=destination) == pytest.approx(theirs, abs=0.006)


@given(points, points)
def test_the_distance_to_rank_by_is_within_half_a_percent(origin: Point, destination: Point) -> None:
    exact = miles(origin=origin, destination=destination)
    assert rough_miles(origin=origin, destination=destination) == pytest.approx(exact, rel=0.005, abs=1e-6)


def test_the_nearest_come_first_and_those_without_a_position_not_at_all() -> None:
    at = {"far": Point(53.5, -2.95), "near": Point(53.41, -2.95), "nowhere": None, "middle": Point(53.45, -2.95)}
    found = nearest(at, origin=Point(53.4, -2.95), at=lambda name: at[name], limit=2)
    assert [name for name, _ in found] == ["near", "middle"]
    assert found[0][1] == pytest.approx(0.69, abs=0.01)


def test_hubs_are_nearest_to_the_person_and_of_their_council_or_open_to_all(areas: Areas) -> None:
    place = Place(Precision.POSTCODE, Point(53.44, -2.95), council="northtown")
    found = nearest_hubs(areas, place)
    assert [near.hub.id for near in found] == ["south-library", "hill-library", "dock-library"]
    assert found[1].miles == pytest.approx(0.69, abs=0.01)
    assert len(nearest_hubs(areas, place, limit=1)) == 1


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (1, ["south-library"]),
        (2, ["south-library", "dock-library"]),
        (3, ["south-library", "hill-library", "dock-library"]),
    ],
)
def test_a_hub_of_the_own_council_of_unknown_position_is_not_cut_off(
    tmp_path: Path, limit: int, shown: list[str]
) -> None:
    dock = re.sub(r"l\w+itude:.*\n", "", FILES["hubs/dock-library.yaml"])
    areas, _ = load_areas(write_places(tmp_path, {"hubs/dock-library.yaml": dock}), TODAY)
    place = Place(Precision.POSTCODE, Point(53.44, -2.95), council="northtown")
    assert [near.hub.id for near in nearest_hubs(areas, place, limit=limit)] == shown


def test_without_a_point_the_councils_own_hubs_come_first(areas: Areas) -> None:
    found = nearest_hubs(areas, Place(Precision.COUNCIL, council="northtown"))
    assert [near.hub.id for near in found] == ["dock-library", "hill-library", "south-library"]
    assert {near.miles for near in found} == {None}


def test_while_the_council_is_open_the_hubs_of_all_that_it_may_be_are_shown(areas: Areas) -> None:
    place = Place(Precision.SECTOR, Point(53.44, -2.95), candidates=("northtown", "southtown"))
    assert nearest_hubs(areas, place)[0].hub.id == "south-centre"


def test_a_hub_that_families_do_not_walk_into_is_never_a_nearest_hub(tmp_path: Path) -> None:
    changed = {"hubs/hill-library.yaml": FILES["hubs/hill-library.yaml"].replace("is_walk_in: yes", "is_walk_in: no")}
    areas, _ = load_areas(write_places(tmp_path, changed), TODAY)
    found = nearest_hubs(areas, Place(Precision.POSTCODE, Point(53.45, -2.95), council="northtown"))
    assert "hill-library" not in [near.hub.id for near in found]


@pytest.mark.parametrize(
    ("now", "closes_at", "opens_at"),
    [
        (local(23, 9), local(23, 12), None),
        (local(23, 8, 59), None, local(23, 9)),
        (local(23, 12), None, local(23, 13)),
        (local(23, 17), None, local(25, 10)),
        (local(25, 16), None, local(30, 9)),
    ],
)
def test_a_door_is_open_until_or_shut_until(
    now: datetime, closes_at: datetime | None, opens_at: datetime | None
) -> None:
    state = find_opening_state(WEEK, now)
    assert (state.closes_at, state.opens_at, state.is_open) == (closes_at, opens_at, closes_at is not None)


def test_a_bank_holiday_stays_shut() -> None:
    assert find_opening_state(WEEK, local(23, 10), {date(2026, 11, 23)}).opens_at == local(25, 10)


def test_hours_are_local_in_summer_too() -> None:
    assert find_opening_state(WEEK, datetime(2026, 7, 6, 8, 30, tzinfo=UTC)).is_open
    assert not find_opening_state(WEEK, datetime(2026, 11, 23, 8, 30, tzinfo=UTC)).is_open


def test_the_day_is_the_one_in_the_united_kingdom() -> None:
    in_sydney = local(23, 14, 30).astimezone(ZoneInfo("Australia/Sydney"))
    assert in_sydney.day == 24
    assert find_opening_state(WEEK, in_sydney).closes_at == local(23, 17)


def test_without_hours_nothing_is_said() -> None:
    state = find_opening_state((), local(23, 9))
    assert (state.is_open, state.opens_at, state.closes_at) == (False, None, None)


def test_the_hours_of_a_day_are_in_order() -> None:
    assert hours_of_day(tuple(reversed(WEEK)), date(2026, 11, 23)) == WEEK[:2]
    assert hours_of_day(WEEK, date(2026, 11, 24)) == ()


def test_a_confirmed_locality_is_named_with_its_own_phone(areas: Areas) -> None:
    door = door_for(areas, Place(Precision.POSTCODE, council="northtown", locality="north-hill"))
    assert (door.council.id, door.team_name, door.phone) == ("northtown", "Hill team", "01632 960555")
    assert door.rule_version == areas.version


@pytest.mark.parametrize("locality", ["north-dock", None])
def test_a_proposed_locality_or_none_is_the_councils_front_door(areas: Areas, locality: str | None) -> None:
    door = door_for(areas, Place(Precision.POSTCODE, council="northtown", locality=locality))
    assert (door.team_name, door.phone) == (None, "01632 960001")
    assert (door.locality.id if door.locality else None) == locality


def test_there_is_no_door_outside_the_area(areas: Areas) -> None:
    with pytest.raises(PlaceError, match="unknown_council"):
        door_for(areas, Place(Precision.SECTOR, outside=EAST))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ze11aa",
            {"postcode": "ZE1 1AA", "council": "northtown", "covered": True, "ask": False, "note": None, "error": None},
        ),
        ("ZE1 IAA", {"postcode": "ZE1 1AA", "repaired": True, "precision": "sector"}),
        ("ZE1 2AA", {"council": None, "covered": None, "ask": True}),
        ("ZE2 2AA", {"candidates": ["northtown", "Easttown"], "ask": True}),
        ("ZE2 9AA", {"council": "northtown", "note": "large_user"}),
        ("ZE2 1AA", {"council": "Easttown", "covered": False, "ask": False}),
        ("ZE2", {"postcode": None, "precision": "district", "council": "northtown", "locality": "north-dock"}),
        ("SW1A 1AA", {"postcode": "SW1A 1AA", "council": None, "covered": None, "error": "unknown"}),
        ("my house", {"postcode": None, "error": "not_a_postcode"}),
    ],
)
def test_a_lookup_is_one_plain_record(areas: Areas, text: str, expected: dict[str, object]) -> None:
    record = look_up(text, areas, Gazetteer(areas))
    assert {key: value for key, value in record.items() if key in expected} == expected
    assert record["input"] == text
