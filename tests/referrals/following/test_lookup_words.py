import re
from itertools import combinations
from math import log2

import pytest

from portal.referrals.following.lookup_words import HOW_MANY, WORDS, new_words, read_words


def test_four_words_are_enough_to_be_guessed_by_nobody_who_has_twenty_tries_an_hour() -> None:
    assert len(set(WORDS)) == len(WORDS)
    assert HOW_MANY * log2(len(WORDS)) > 38


def test_every_word_is_short_and_plain_and_none_is_another_with_one_slip() -> None:
    assert [word for word in WORDS if not re.fullmatch(r"[a-z]{4,9}", word)] == []
    alike = [
        pair
        for pair in combinations(WORDS, 2)
        if len(pair[0]) == len(pair[1]) and sum(a != b for a, b in zip(*pair, strict=True)) < 2
    ]
    assert alike == []


def test_the_words_of_one_secret_differ() -> None:
    assert all(len(set(new_words())) == HOW_MANY for _ in range(200))


@pytest.mark.parametrize(
    "typed",
    ["maple robin tulip harp", "Maple, Robin, Tulip, Harp.", " MAPLE-ROBIN-TULIP-HARP\n", "maple robin\ntulip harp"],
)
def test_words_are_read_however_they_stand_there(typed: str) -> None:
    assert read_words(typed) == ("maple", "robin", "tulip", "harp")
