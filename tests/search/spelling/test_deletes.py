"""Words near to what was typed are found by what is left of both when letters are taken out."""

import pytest

from portal.search.spelling.deletes import Deletes

WORDS = ("school", "skills", "debt", "depression", "expression", "autism")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("schol", "school"),
        ("schhool", "school"),
        ("shcool", "school"),
        ("dett", "debt"),
        ("deprssin", "depression"),
        ("depressionnn", "depression"),  # only the beginnings are compared
        ("autsim", "autism"),
    ],
)
def test_a_word_is_found_from_a_slip_of_it(typed: str, near: str) -> None:
    assert near in Deletes(WORDS).find(typed)


def test_nothing_is_found_where_no_word_is_near() -> None:
    assert Deletes(WORDS).find("zzzzzzzz") == set()
    assert Deletes(()).find("school") == set()


def test_a_letter_of_another_script_is_one_letter() -> None:
    assert Deletes(("المدرسه",)).find("المردسة") == {"المدرسه"}  # two swapped, one changed
