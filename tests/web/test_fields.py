"""What is typed, made fit to keep."""

import pytest

from portal.web.fields import in_plain_digits, stripped


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, ""),
        ("  Ann\t", "Ann"),
        ("\0", ""),
        (" \x1b[2JAnn\x7f\x85", "[2JAnn"),
        ("one\r\n\ttwo", "one\r\n\ttwo"),
        ("سلام\u200cها \u200f", "سلام\u200cها \u200f"),
    ],
)
def test_control_characters_go_and_everything_people_write_stays(typed: str | None, kept: str) -> None:
    assert stripped(typed) == kept


@pytest.mark.parametrize(("typed", "kept"), [(None, ""), ("٠٧٧٠٠ ٩٠٠ ١٢٣", "07700 900 123"), ("۰۷ x 1½", "07 x 1½")])
def test_digits_of_every_script_are_kept_as_those_on_a_phone_here(typed: str | None, kept: str) -> None:
    assert in_plain_digits(typed) == kept
