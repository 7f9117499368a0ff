"""Slips in what families type, and how often and how fast the word that was meant is found."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from portal.search.spelling import Speller
from portal.search.text import cut
from tests.benchmarks.generate import SEED
from tests.benchmarks.measure import Row, cpu_seconds, show_ms
from tests.benchmarks.peers.ours import open_index
from tests.benchmarks.world import World

_SHORTEST, _LONGER = 5, 7  # letters of the words that slips are made in
SHARE, MILLISECONDS = 98.0, 0.2


class Slip(NamedTuple):
    """Words as typed, one of them misspelt, and as they were meant."""

    typed: list[str]
    meant: list[str]


def measure_typos(world: World, folder: Path, *, slips: int) -> list[Row]:
    """Return how many slips are mended rightly, and in what time."""
    speller = open_index(world, folder).understanding.speller
    phrases = [cut(phrase) for need in world.catalogue.needs.values() for phrase in need.words_in("en")]
    speller.mend(["warmimg"])
    made = make_slips(phrases, speller, slips, random.Random(SEED))
    longer = make_slips(phrases, speller, slips, random.Random(SEED + 1), shortest=_LONGER)
    seconds = [cpu_seconds(lambda typed=slip.typed: speller.mend(typed)) for slip in made]  # type: ignore[misc]  # a bound default
    right = Row.at_least(
        "typos mended rightly", _count_right(speller, made), SHARE, unit=" %", note=f"{len(made)} slips"
    )
    rest = Row(f"typos in words of {_LONGER} letters and more", f"{_count_right(speller, longer):.4g} %")
    mean = sum(seconds) / len(seconds) * 1e3
    return [right, rest, Row.at_most("typos: CPU, mean", mean, MILLISECONDS, unit=" ms", note=show_ms(seconds))]


def make_slips(
    phrases: Sequence[list[str]], speller: Speller, count: int, chance: random.Random, *, shortest: int = _SHORTEST
) -> list[Slip]:
    """Return `count` phrases, one word of each with a slip; what is itself a known word is no slip."""
    return list(islice(_draw_slips(phrases, speller, chance, shortest), count))


def _draw_slips(phrases: Sequence[list[str]], speller: Speller, chance: random.Random, shortest: int) -> Iterator[Slip]:
    while True:
        meant = chance.choice(phrases)
        at = chance.randrange(len(meant))
        if len(meant[at]) >= shortest and meant[at].isascii() and meant[at].isalpha():
            slipped = slip_in(meant[at], chance)
            if not speller.knows(slipped):
                yield Slip([*meant[:at], slipped, *meant[at + 1 :]], meant)


def _count_right(speller: Speller, slips: Sequence[Slip]) -> float:
    wrong = [slip for slip in slips if speller.mend(slip.typed) != slip.meant]
    for slip in wrong:
        print(f"  {' '.join(slip.typed)}: became {' '.join(speller.mend(slip.typed))}, meant {' '.join(slip.meant)}")
    return 100 * (1 - len(wrong) / len(slips))


def slip_in(word: str, chance: random.Random) -> str:
    """Return `word` with a letter left out, two swapped, one doubled, or another vowel."""
    at = chance.randrange(1, len(word) - 1)
    vowel = chance.choice([i for i, letter in enumerate(word) if letter in "aeiou"] or [at])
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at] + word[at:],
            word[:vowel] + chance.choice("aeiou") + word[vowel + 1 :],
        )
    )
