"""Phone numbers as families type them, and what a worker's phone then dials."""

import pytest

from portal.web.phone_number import dialled


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("07700-900.123", "+447700900123"),
        ("٠٧٧٠٠٩٠٠١٢٣", "+447700900123"),
        ("+44 (0)151 496 0000", "+441514960000"),
        ("0044 (0)151 496 0000", "+441514960000"),
        ("07700 900123 after 6", "+447700900123"),
        ("my mum's: 07700 900456", "+447700900456"),
        ("07700900123 or 0151 496 0000", "+447700900123"),
        ("07700 90012, or 0151 496 0000", "+441514960000"),
        ("016977 3999", "+44169773999"),
        ("+48 512 345 678", "+48512345678"),
    ],
)
def test_a_number_is_found_in_what_people_type(typed: str, number: str) -> None:
    assert dialled(typed) == number


@pytest.mark.parametrize("typed", ["", "12", "999", "07700 90012", "077009001234", "496 0000", "0151 496 000", "📞"])
def test_a_number_with_which_nobody_is_reached_is_none(typed: str) -> None:
    assert dialled(typed) == ""
