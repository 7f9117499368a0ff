"""Reckoning with many numbers at once gives what reckoning with each one gives."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.planes import (
    Planes,
    add,
    at_least,
    find_best,
    gather,
    greatest,
    halve,
    list_bits,
    make_bits,
    rank,
    scale,
    spread,
    take,
)

SIZE = 70
numbers = st.lists(st.integers(0, 900), min_size=SIZE, max_size=SIZE)
some = st.sets(st.integers(0, SIZE - 1))


def planes_of(values: list[int]) -> Planes:
    return gather(enumerate(values), SIZE)


def values_of(planes: Planes) -> list[int]:
    return [sum((plane >> n & 1) << at for at, plane in enumerate(planes)) for n in range(SIZE)]


@given(numbers, numbers)
def test_sums(first: list[int], second: list[int]) -> None:
    assert values_of(add(planes_of(first), planes_of(second))) == [a + b for a, b in zip(first, second, strict=True)]


@pytest.mark.parametrize(
    ("halvings", "expected"),
    [
        ((1, 2), lambda number: number // 2 + number // 4),
        ((0, 2), lambda number: number + number // 4),
        ((0, 3), lambda number: number + number // 8),
    ],
)
@given(values=numbers, part=some)
def test_parts_are_scaled_and_the_rest_stays(
    halvings: tuple[int, int], expected: Callable[[int], int], values: list[int], part: set[int]
) -> None:
    scaled = values_of(scale(planes_of(values), make_bits(part), halvings))
    assert scaled == [expected(value) if n in part else value for n, value in enumerate(values)]


@given(numbers, numbers)
def test_the_greater_of_two(first: list[int], second: list[int]) -> None:
    greater = values_of(greatest(planes_of(first), planes_of(second)))
    assert greater == [max(a, b) for a, b in zip(first, second, strict=True)]


@pytest.mark.parametrize("quarters", [1, 2, 3, 4])
@given(values=numbers)
def test_quarters_of_numbers(quarters: int, values: list[int]) -> None:
    taken = values_of(take(planes_of(values), quarters))
    assert all(abs(part - value * quarters / 4) < 2 for part, value in zip(taken, values, strict=True))


@given(numbers, some)
def test_halves(values: list[int], part: set[int]) -> None:
    assert values_of(halve(planes_of(values), make_bits(part))) == [
        value // 2 if n in part else value for n, value in enumerate(values)
    ]


@given(numbers, some, st.integers(0, 2000))
def test_the_best_and_those_above_a_limit(values: list[int], part: set[int], limit: int) -> None:
    planes, bits = planes_of(values), make_bits(part)
    assert find_best(planes, bits) == max((values[n] for n in part), default=0)
    assert list_bits(at_least(planes, limit, bits)) == sorted(n for n in part if values[n] >= limit)


@given(st.lists(st.integers(0, 5), min_size=SIZE, max_size=SIZE), some, st.integers(0, 30))
def test_the_first_in_order_equal_ones_by_their_place(values: list[int], part: set[int], wanted: int) -> None:
    expected = sorted(part, key=lambda n: (-values[n], n))[:wanted]
    assert rank(planes_of(values), make_bits(part), wanted) == expected


@given(some, some)
def test_sets_spread_over_planes(first: set[int], second: set[int]) -> None:
    sets = ((5, make_bits(first - second)), (1, make_bits(second)))
    expected = [1 if n in second else 5 if n in first else 0 for n in range(SIZE)]
    assert values_of(spread(sets)) == expected
