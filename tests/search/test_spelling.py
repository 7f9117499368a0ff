"""Slips of the pen are mended, known words never."""

import random

import pytest

from portal.search.pairs import PairCounter
from portal.search.slips import count_slips
from portal.search.spelling import Speller
from portal.search.text import cut

FAMILY_WORDS = cut(
    "school family support parent children depression anxiety counselling benefits housing uniform attendance autism "
    "speech language therapy pregnancy breastfeeding nursery childcare bullying bereavement violence domestic abuse "
    "alcohol library reading parenting behaviour relationship separation pregnant toddler teenager disability dyslexia "
    "homeless eviction landlord universal credit foodbank voucher emergency bailiffs gambling volunteering employment "
    "training interview qualification interpreter asylum refugee carers respite activities holiday football swimming "
    "exclusion attendance transition secondary primary sleep tantrum toilet weaning healthy weight exercise dentist "
    "hearing glasses wheelchair mobility equipment occupational physiotherapy mental health postnatal midwife visitor"
)
NEIGHBOURS = [["domestic", "violence"], ["early", "help"], ["mental", "health"], ["hear", "birds"]] * 20
COUNTS = dict.fromkeys(FAMILY_WORDS, 20) | {"early": 40, "help": 90, "hear": 3, "birds": 1, "gear": 3}
PAIRS = PairCounter()
for neighbours in NEIGHBOURS:
    PAIRS.add(neighbours)
SPELLER = Speller(COUNTS, PAIRS.finish(), kept=("boss",), right=("metal", "gearing"))


def slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    vowels = [i for i, c in enumerate(word) if c in "aeiou"] or [at]
    vowel = chance.choice(vowels)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
            word[:vowel] + chance.choice("aeiou") + word[vowel + 1 :],
        ]
    )


def test_nearly_all_slips_in_family_words_are_mended() -> None:
    chance = random.Random(7)
    slips = [(slip(word, chance), word) for word in chance.choices([w for w in FAMILY_WORDS if len(w) > 4], k=300)]
    wrong = [(typed, word, SPELLER.mend([typed])) for typed, word in slips if SPELLER.mend([typed]) != [word]]
    wrong = [each for each in wrong if not SPELLER.knows(each[0])]
    assert len(wrong) <= 6, wrong


@pytest.mark.parametrize("word", ["school", "boss", "hear", "2026", "abc"])
def test_a_known_short_or_numeric_word_is_never_changed(word: str) -> None:
    assert SPELLER.mend([word]) == [word]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["councilling"], ["counselling"]),
        (["bereevement"], ["bereavement"]),
        (["alchohol"], ["alcohol"]),
        (["skool"], ["school"]),
        (["domestic", "voilence"], ["domestic", "violence"]),
        (["eary", "help"], ["early", "help"]),
        (["eary", "hepl"], ["early", "help"]),
        (["xylophone"], ["xylophone"]),
        (["metal", "health"], ["mental", "health"]),
        (["metal", "work"], ["metal", "work"]),
        (["gearing"], ["gearing"]),
    ],
)
def test_the_sound_and_the_words_beside_it_tell_which_word_was_meant(typed: list[str], meant: list[str]) -> None:
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "word", "slips"), [("abcd", "abcd", 0), ("abdc", "abcd", 1), ("abd", "abcd", 1), ("wxyz", "abcd", 4)]
)
def test_swapped_neighbours_are_one_slip(typed: str, word: str, slips: int) -> None:
    assert count_slips(typed, word, at_most=3) == slips
