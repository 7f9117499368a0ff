"""The drawing: every number a target of its own, inside the map, north at the top."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.places.models import Hub, Point
from portal.web.public.hub_map import TALLEST, WIDTH, HubMap, draw_map

points = st.builds(Point, st.floats(53.3, 53.7), st.floats(-3.1, -2.7))


def draw(*at: Point, dots: tuple[Point, ...] = (), you: Point | None = None, is_whole: bool = False) -> HubMap:
    hubs = [(n, Hub(f"hub-{n}", f"Hub {n}", "x", "y", "other", True, point=point)) for n, point in enumerate(at, 1)]
    drawn = draw_map(hubs, dots, you, is_whole=is_whole)
    assert drawn is not None
    return drawn


@given(st.lists(points, min_size=1, max_size=12), st.none() | points)
def test_all_hubs_and_the_person_are_on_the_map(at: list[Point], you: Point | None) -> None:
    drawn = draw(*at, you=you)
    shown = [(pin.x, pin.y) for pin in drawn.pins] + [(pin.hub_x, pin.hub_y) for pin in drawn.pins]
    assert all(0 <= x <= WIDTH and 0 <= y <= drawn.height for x, y in [*shown, *filter(None, [drawn.you])])
    assert drawn.height <= TALLEST
    assert [pin.number for pin in drawn.pins] == list(range(1, len(at) + 1))


@given(st.lists(points, min_size=2, max_size=8))
def test_no_number_covers_another(at: list[Point]) -> None:
    for one, other in combinations(draw(*at).pins, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 24


def test_hubs_in_one_house_stand_side_by_side() -> None:
    house = Point(53.45, -2.95)
    one, other = draw(house, house).pins
    assert hypot(one.x - other.x, one.y - other.y) >= 24
    assert (one.hub_x, one.hub_y) == (other.hub_x, other.hub_y)


def test_north_is_at_the_top_and_east_on_the_right() -> None:
    south_west, north_east = draw(Point(53.4, -3.0), Point(53.5, -2.9)).pins
    assert north_east.y < south_west.y
    assert north_east.x > south_west.x


def test_a_mile_is_as_long_either_way() -> None:
    drawn = draw(Point(53.4, -2.95), Point(53.4 + 5 / 69, -2.95))
    assert abs(drawn.pins[0].y - drawn.pins[1].y) == pytest.approx(5 * drawn.mile, rel=0.01)


def test_dots_beyond_are_left_out_unless_the_whole_area_is_drawn() -> None:
    far = Point(53.7, -2.95)
    assert draw(Point(53.4, -2.95), dots=(far,)).dots == ()
    assert len(draw(Point(53.4, -2.95), dots=(far,), is_whole=True).dots) == 1


def test_without_a_known_position_there_is_no_map() -> None:
    assert draw_map([(1, Hub("a", "A", "x", "y", "other", True))], [Point(53.4, -2.9)]) is None
