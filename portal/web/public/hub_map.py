"""A small map of hubs as numbered points, drawn from positions alone: nothing is fetched, the list beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, hypot, radians

from portal.places.models import Hub, Point

WIDTH = 328.0  # of the drawing: one unit is one CSS pixel on a screen 360 pixels wide
TALLEST = 440.0
LOWEST = 160.0
MARGIN = 22.0
APART = 30.0  # between the middles of two numbers, which are 28 across: each stays a target of its own
_MILE = 1 / 69.0  # degrees of latitude
_ROUNDS = 60  # of moving numbers apart


@dataclass(frozen=True)
class Pin:
    """A hub's number on the map at `x`, `y`, and where the hub is."""

    number: int
    hub: Hub
    x: float
    y: float
    hub_x: float
    hub_y: float


@dataclass(frozen=True)
class HubMap:
    """A drawing of `width` by `height`: hubs' numbers, dots where people live, `you`, and how long a mile is."""

    width: float
    height: float
    pins: tuple[Pin, ...]
    dots: tuple[tuple[float, float], ...]
    you: tuple[float, float] | None
    mile: float


def draw_map(
    hubs: Sequence[tuple[int, Hub]], dots: Sequence[Point], you: Point | None = None, *, is_whole: bool = False
) -> HubMap | None:
    """Return the map of the numbered `hubs` whose position is known, None where there are none.

    It reaches as far as the hubs and `you`, and with `is_whole` as the dots, which else are left out beyond.
    """
    placed = [(number, hub, hub.point) for number, hub in hubs if hub.point]
    if not placed:
        return None
    frame = _Frame([*(point for _number, _hub, point in placed), *([you] if you else []), *(dots if is_whole else ())])
    at = [frame.put(point) for _number, _hub, point in placed]
    moved = _move_apart(at, frame)
    return HubMap(
        width=WIDTH,
        height=frame.height,
        pins=tuple(
            Pin(number, hub, *_rounded(where), *_rounded(own))
            for (number, hub, _point), where, own in zip(placed, moved, at, strict=True)
        ),
        dots=tuple(_rounded(dot) for dot in map(frame.put, dots) if frame.has(dot)),
        you=_rounded(frame.put(you)) if you else None,
        mile=round(frame.scale * _MILE, 1),
    )


class _Frame:
    """What lies on the map, north at the top, and where on it a point is."""

    def __init__(self, points: Sequence[Point]) -> None:
        south, north = min(each.latitude for each in points), max(each.latitude for each in points)
        west, east = min(each.longitude for each in points), max(each.longitude for each in points)
        self._narrower = cos(radians((south + north) / 2))  # a degree of longitude beside one of latitude
        across, along = max((east - west) * self._narrower, _MILE), max(north - south, _MILE)
        self.scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / along)
        self.height = round(max(LOWEST, along * self.scale + 2 * MARGIN))
        self._middle = Point((south + north) / 2, (west + east) / 2)

    def put(self, point: Point) -> tuple[float, float]:
        """Return where `point` is on the map."""
        x = WIDTH / 2 + (point.longitude - self._middle.longitude) * self._narrower * self.scale
        return x, self.height / 2 - (point.latitude - self._middle.latitude) * self.scale

    def has(self, where: tuple[float, float]) -> bool:
        """Tell whether it is on the map."""
        return 0 <= where[0] <= WIDTH and 0 <= where[1] <= self.height

    def keep(self, where: list[float]) -> None:
        """Move a number that has left the map back to its edge."""
        where[0] = min(max(where[0], MARGIN), WIDTH - MARGIN)
        where[1] = min(max(where[1], MARGIN), self.height - MARGIN)


def _move_apart(at: Sequence[tuple[float, float]], frame: _Frame) -> list[list[float]]:
    """Return the places with those that would overlap moved away from each other, step by step."""
    moved = [[x, y] for x, y in at]
    for _round in range(_ROUNDS):
        for (first, one), (second, other) in combinations(enumerate(moved), 2):
            x, y = other[0] - one[0], other[1] - one[1]
            far = hypot(x, y)
            if far >= APART:
                continue
            if far == 0:  # in the same house: side by side, then each further along
                x, y, far = 1.0, (second - first) / 10, 1.0
            step = (APART - far) / 2 + 0.1
            for where, sign in ((one, -1), (other, 1)):
                where[0] += sign * step * x / far
                where[1] += sign * step * y / far
        for where in moved:
            frame.keep(where)
    return moved


def _rounded(where: Sequence[float]) -> tuple[float, float]:
    return round(where[0], 1), round(where[1], 1)
