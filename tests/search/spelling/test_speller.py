"""Slips of the pen are mended, known words never."""

import random

import pytest

from portal.search.spelling.company import Company
from portal.search.spelling.pairs import PairCounter
from portal.search.spelling.slips import count_slips, sound, weigh_slip
from portal.search.spelling.speller import Speller
from portal.search.words.text import cut

FAMILY_WORDS = cut(
    "school family support parent children depression anxiety counselling benefits housing uniform attendance autism "
    "speech language therapy pregnancy breastfeeding nursery childcare bullying bereavement violence domestic abuse "
    "alcohol library reading parenting behaviour relationship separation pregnant toddler teenager disability dyslexia "
    "homeless eviction landlord universal credit foodbank voucher emergency bailiffs gambling volunteering employment "
    "training interview qualification interpreter asylum refugee carers respite activities holiday football swimming "
    "exclusion attendance transition secondary primary sleep tantrum toilet weaning healthy weight exercise dentist "
    "hearing glasses wheelchair mobility equipment occupational physiotherapy mental health postnatal midwife visitor"
)
NEIGHBOURS = [
    ["domestic", "violence"],
    ["early", "help"],
    ["mental", "health"],
    ["hear", "birds"],
    ["look", "mum"],
    ["eater", "mum"],
    ["summer", "event"],
    ["postnatal", "depression"],
] * 20
SCARCE = {
    "hear": 3,
    "birds": 1,
    "gear": 3,
    "colic": 3,
    "comic": 5,
    "baby": 9,
    "eater": 2,
    "after": 5,
    "doctor": 9,
    "door": 9,
    "group": 9,
    "phone": 200,
    "fine": 9,
    "lecky": 1,
    "locks": 200,
}
COUNTS = (
    dict.fromkeys(FAMILY_WORDS, 200) | {"early": 40, "help": 90, "look": 9, "mum": 9, "event": 9, "about": 9} | SCARCE
)
PAIRS = PairCounter()
for neighbours in NEIGHBOURS:
    PAIRS.add(neighbours)
ENGLISH = {"metal": 4.0, "gearing": 3.0, "events": 5.0, "abut": 2.5, "about": 6.9}
SPELLER = Speller(
    COUNTS,
    Company(PAIRS.finish(), {"colic": 0b1, "baby": 0b11, "comic": 1 << 60}, grammar=("after", "about", "my")),
    weigh=lambda word: ENGLISH.get(word, 0.0),
    kept=("boss", "hurts"),
    foreign=("ecole", "vouchers", "depresion", "moi", "aide"),
    stem=lambda word: word.removesuffix("s"),
)


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
        (["look", "ater", "my", "mum"], ["look", "after", "my", "mum"]),
        (["coic", "baby"], ["colic", "baby"]),
        (["coic"], ["coic"]),
        (["gruop"], ["group"]),
        (["croup"], ["croup"]),
        (["fone"], ["phone"]),
        (["uniforms", "benefitss"], ["uniforms", "benefits"]),
    ],
)
def test_the_sound_and_the_words_beside_it_tell_which_word_was_meant(typed: list[str], meant: list[str]) -> None:
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("docor", "doctor"), ("dooor", "door"), ("tantrom", "tantrum"), ("autsim", "autism")]
)
def test_a_slip_that_is_easily_made_is_likelier_than_any_other(typed: str, meant: str) -> None:
    assert SPELLER.mend([typed]) == [meant]


@pytest.mark.parametrize("word", ["schools", "familys", "leckys"])
def test_the_s_of_many_or_of_one_is_no_slip(word: str) -> None:
    assert SPELLER.mend([word]) == [word]


def test_a_right_word_of_which_another_form_is_known_stays() -> None:
    assert SPELLER.mend(["summer", "evnet"]) == ["summer", "event"]
    assert SPELLER.mend(["summer", "events"]) == ["summer", "events"]


def test_a_very_rare_word_is_taken_for_a_slip_of_a_very_common_one() -> None:
    assert SPELLER.mend(["abut"]) == ["about"]


def test_a_word_of_another_language_is_mended_only_where_the_words_around_it_tell() -> None:
    assert SPELLER.mend(["postnatal", "depresion"]) == ["postnatal", "depression"]
    assert SPELLER.mend(["postnatel", "depresion"]) == ["postnatal", "depression"]
    assert SPELLER.mend(["family", "depresion"]) == ["family", "depresion"]


def test_in_a_sentence_of_another_language_nothing_is_mended() -> None:
    assert SPELLER.mend(["schol"]) == ["school"]
    assert SPELLER.mend(["aide", "moi", "schol"]) == ["aide", "moi", "schol"]


@pytest.mark.parametrize(
    ("typed", "word", "slips"), [("abcd", "abcd", 0), ("abdc", "abcd", 1), ("abd", "abcd", 1), ("wxyz", "abcd", 4)]
)
def test_swapped_neighbours_are_one_slip(typed: str, word: str, slips: int) -> None:
    assert count_slips(typed, word, at_most=3) == slips


def test_slips_that_can_be_made_in_one_way_count_less_than_those_in_many() -> None:
    easy = [weigh_slip(typed, "three", is_alike=False) for typed in ("thre", "thhree", "htree", "thrae", "tree")]
    hard = [weigh_slip(typed, "three", is_alike=False) for typed in ("threw", "thrbe", "tkree")]
    assert max(easy) < min(hard)


@pytest.mark.parametrize(
    ("typed", "word"), [("brofer", "brother"), ("toddla", "toddler"), ("fone", "phone"), ("skool", "school")]
)
def test_words_written_as_they_are_said_sound_the_same(typed: str, word: str) -> None:
    assert sound(typed) == sound(word)
