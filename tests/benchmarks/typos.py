"""Slips in what families type, and how often and how fast the word that was meant is found.

The words come from the sentences of tests/search, which nothing is learned from. A slip that gives a word the catalogue
knows ("carer", "care") is left as it is, as it must be, so it is left out and counted; one that gives another right English
word ("going", "gong") is not left out, though only the words around it can tell. As 300 slips are few (one more or less
right is a third of a point), the mean of several draws is held to the same share.
"""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from portal.search.spelling.dictionary import English
from portal.search.spelling.speller import Speller
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut
from tests.benchmarks.generate import SEED
from tests.benchmarks.measure import Row, cpu_seconds, show_ms
from tests.benchmarks.peers.ours import open_index
from tests.benchmarks.world import World
from tests.search.relevance import read_cases

_SHORTEST, _LONGER = 5, 7  # letters of the words that slips are made in
_DRAWS = 10
SHARE, MILLISECONDS = 98.0, 0.2


class Slip(NamedTuple):
    """Words as typed, the one at `at` misspelt, and what that one was meant to be."""

    typed: list[str]
    at: int
    meant: str


class Slips(NamedTuple):
    """Slips to mend, how many more gave another word that is right, and how many were made in words nobody taught us."""

    made: list[Slip]
    became_words: int
    in_unknown: int


def measure_typos(world: World, folder: Path, *, slips: int) -> list[Row]:
    """Return how many slips are mended rightly, and in what time."""
    speller = open_index(world, folder).understanding.speller
    cases = [case for name in ("voices.yaml", "relevance.yaml") for case in read_cases(name)]
    sentences = [cut(str(case["words"])) for case in cases if "language" not in case]
    speller.mend(["warmimg"])
    drawn = [draw_slips(sentences, speller, slips, random.Random(SEED + draw)) for draw in range(_DRAWS)]
    longer = draw_slips(sentences, speller, slips, random.Random(SEED - 1), shortest=_LONGER)
    seconds = [cpu_seconds(lambda typed=slip.typed: speller.mend(typed)) for slip in drawn[0].made]  # type: ignore[misc]  # a bound default
    cost = Row.at_most("typos: CPU, mean", fmean(seconds) * 1e3, MILLISECONDS, unit=" ms", note=show_ms(seconds))
    return [
        _show(f"typos mended rightly, words of {_SHORTEST} letters and more", speller, drawn[0]),
        _show_mean(speller, drawn),
        _show(f"the same, {_LONGER} letters and more", speller, longer),
        cost,
    ]


def _show(name: str, speller: Speller, slips: Slips) -> Row:
    wrong = _find_wrong(speller, slips.made)
    for slip, word in wrong:
        print(f"  {' '.join(slip.typed)}: became {word}, meant {slip.meant}")
    note = f"{len(slips.made)} slips in sentences nothing is learned from; left out: {slips.became_words} that gave another"
    note += f" right word, {slips.in_unknown} in words that stand nowhere in the catalogue"
    return Row.at_least(name, 100 * (1 - len(wrong) / len(slips.made)), SHARE, unit=" %", note=note)


def _show_mean(speller: Speller, drawn: Sequence[Slips]) -> Row:
    shares = [100 * (1 - len(_find_wrong(speller, slips.made)) / len(slips.made)) for slips in drawn]
    note = f"{min(shares):.4g} to {max(shares):.4g} %"
    return Row.at_least(f"the same, mean of {len(drawn)} draws", fmean(shares), SHARE, unit=" %", note=note)


def draw_slips(
    sentences: list[list[str]], speller: Speller, count: int, chance: random.Random, *, shortest: int = _SHORTEST
) -> Slips:
    """Return `count` sentences, one word of each with a slip that can be noticed, of a word that can be found."""
    made: list[Slip] = []
    became_words = in_unknown = 0
    while len(made) < count:
        words = chance.choice(sentences)
        at = chance.randrange(len(words))
        if len(words[at]) < shortest or words[at] not in English():  # some are written with a slip already
            continue
        typed = slip_in(words[at], chance)
        if not speller.knows(words[at]):
            in_unknown += 1
        elif speller.knows(typed):
            became_words += typed != words[at]
        else:
            made.append(Slip([*words[:at], typed, *words[at + 1 :]], at, words[at]))
    return Slips(made, became_words, in_unknown)


def _find_wrong(speller: Speller, slips: Iterable[Slip]) -> list[tuple[Slip, str]]:
    """Return the slips that became neither the word that was meant nor another form of it, which finds the same."""
    stem, found = Stemmer("en"), [(slip, speller.mend(slip.typed)[slip.at]) for slip in slips]
    return [(slip, word) for slip, word in found if stem(word) != stem(slip.meant)]


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
