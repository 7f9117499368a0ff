"""Reckon with the scores of all services at once, without a loop over services.

Planes hold a whole number for every service: bit n of plane k is bit k of service n's number, so that one operation on an
int works on all services. Scores are counted in parts of `UNIT`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import zip_longest
from operator import or_, xor
from typing import TypeVar

T = TypeVar("T")
UNIT = 16
_WHOLE = 4  # quarters
_MOST = 1023  # of what one word may count; no word comes near it
_BITS_OF = tuple(tuple(at for at in range(10) if number >> at & 1) for number in range(_MOST + 1))
_ONES = re.compile(rb"1")
_FEW = 80  # services that are quicker taken out of a set one by one than found by writing it down

Planes = Sequence[int]


def spread(values: Iterable[tuple[int, int]]) -> Planes:
    """Return planes in which each set of services, given as (number, set), has its number; the sets do not overlap."""
    planes: list[int] = []
    for value, bits in values:
        planes += [0] * (value.bit_length() - len(planes))
        for at in _BITS_OF[min(value, _MOST)]:
            planes[at] |= bits
    return planes


def gather(numbers: Iterable[tuple[int, int]], size: int) -> Planes:
    """Return planes in which each of the services up to `size`, given as (service, number), has its number."""
    rows = [bytearray((size >> 3) + 1) for _ in range(_MOST.bit_length())]
    for service, number in numbers:
        byte, bit = service >> 3, 1 << (service & 7)
        for at in _BITS_OF[min(number, _MOST)]:
            rows[at][byte] |= bit
    planes = [int.from_bytes(row, "little") for row in rows]
    while planes and not planes[-1]:
        planes.pop()
    return planes


def add(first: Planes, second: Planes) -> Planes:
    """Return the sums."""
    if len(first) < len(second):
        first, second = second, first
    if not second:
        return first
    total, carry = [], 0
    for a, b in zip(first, second, strict=False):
        either = a ^ b
        total.append(either ^ carry)
        carry = a & b | either & carry
    for at in range(len(second), len(first)):
        if not carry:
            return [*total, *first[at:]]
        total.append(first[at] ^ carry)
        carry &= first[at]
    if carry:
        total.append(carry)
    return total


def greatest(first: Planes, second: Planes) -> Planes:
    """Return the greater of two numbers each."""
    length = max(len(first), len(second))
    a, b = ((*planes, *[0] * (length - len(planes))) for planes in (first, second))
    undecided = reduce(or_, (*first, *second), 0)
    less = 0  # services whose second number is greater
    for x, y in zip(reversed(a), reversed(b), strict=True):
        differ = (x ^ y) & undecided
        undecided ^= differ
        less |= differ & y
    return [x ^ (x ^ y) & less for x, y in zip(a, b, strict=True)]


def take(planes: Planes, quarters: int) -> Planes:
    """Return so many quarters of the numbers."""
    if quarters == _WHOLE:
        return planes
    half = planes[1:] if quarters & 2 else ()
    return add(half, planes[2:]) if quarters & 1 else half


def scale(planes: Planes, bits: int, halvings: tuple[int, int]) -> Planes:
    """Return `planes` with the numbers of `bits` replaced by the sum of two halvings of them: (1, 2) takes a quarter off."""
    part = [plane & bits for plane in planes]
    scaled = add(part[halvings[0] :], part[halvings[1] :])
    kept = map(xor, planes, part)
    return [a | b for a, b in zip_longest(kept, scaled, fillvalue=0)]


def halve(planes: Planes, bits: int) -> Planes:
    """Return `planes` with the numbers of `bits` halved."""
    if not planes:
        return planes
    part = [plane & bits for plane in planes]
    halved = (*part[1:], 0)
    return [plane ^ taken | half for plane, taken, half in zip(planes, part, halved, strict=True)]


def find_best(planes: Planes, bits: int) -> int:
    """Return the greatest number in `bits`."""
    best = 0
    for plane in reversed(planes):
        high = bits & plane
        best <<= 1
        if high:
            best |= 1
            bits = high
    return best


def at_least(planes: Planes, limit: int, bits: int) -> int:
    """Return those of `bits` whose number is `limit` or more."""
    above, equal = 0, bits
    if limit >> len(planes):
        return 0
    for at in range(len(planes) - 1, -1, -1):
        high = equal & planes[at]
        if limit >> at & 1:
            equal = high
        else:
            above |= high
            equal ^= high
    return above | equal


def rank(planes: Planes, bits: int, wanted: int) -> list[int]:
    """Return the first `wanted` of `bits`, the greatest numbers first, equal ones in order."""
    found: list[int] = []
    left = [(bits, len(planes))] if bits else []
    while left and len(found) < wanted:
        bits, at = left.pop()
        while at and bits != 1 << bits.bit_length() - 1:  # more than one
            at -= 1
            high = bits & planes[at]
            if high and high != bits:
                left.append((bits ^ high, at))
                bits = high
        found += list_bits(bits)
    return found[:wanted]


def make_bits(numbers: Iterable[int]) -> int:
    """Return the set of `numbers` as one int, bit n for number n."""
    bits = bytearray()
    for number in numbers:
        if number >> 3 >= len(bits):
            bits.extend(bytes((number >> 3) + 1 - len(bits)))
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def group_bits(pairs: Iterable[tuple[T, int]]) -> dict[T, int]:
    """Return for each value the set of the numbers that came with it."""
    found: dict[T, list[int]] = defaultdict(list)
    for value, number in pairs:
        found[value].append(number)
    return {value: make_bits(numbers) for value, numbers in found.items()}


def list_bits(bits: int) -> list[int]:
    """Return the numbers in a set, smallest first."""
    if bits.bit_count() > _FEW:
        return [found.start() for found in _ONES.finditer(f"{bits:b}".encode()[::-1])]
    found = []
    while bits:
        number = bits.bit_length() - 1
        found.append(number)
        bits ^= 1 << number
    found.reverse()
    return found
