"""How hard the English is to read: the Flesch-Kincaid grade of each text, and its longest sentence.

A grade is a school year in the United States; a child of that year is five years older: grade 4 to 6 is a reading age of 9 to 11.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from babel.messages.catalog import Message
from pyphen import Pyphen

from portal.commands.translation_texts import Part, part_of

LONGEST = 25  # words in a sentence; more are hard to follow (GOV.UK, "Content design: writing for GOV.UK")
HARDEST = 8.0  # grade of one text, where it has enough words to tell
_ENOUGH = 12  # words from which a grade says something: one long word in a short line decides nothing
_HYPHENS = Pyphen(lang="en_GB")
_NAME = 2  # syllables that a name counts at most: families know the names of their own town
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\")]*\s")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_VALUE = re.compile(r"%\(\w+\)[a-z]")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy])le$|(?<=[^aeiouytd])ed$")


@dataclass(frozen=True)
class Reading:
    """One text, where it stands, and how hard it is."""

    file: str
    line: int
    part: Part
    text: str
    words: int
    longest: int
    grade: float

    @property
    def is_too_hard(self) -> bool:
        """Tell whether it goes beyond what a tired reader of eleven follows."""
        return self.longest > LONGEST or (self.words >= _ENOUGH and self.grade > HARDEST)


def read_texts(messages: Iterable[Message]) -> list[Reading]:
    """Return the reading of every text that has words, the hardest first."""
    readings = [_read(message) for message in messages]
    return sorted((each for each in readings if each.words), key=_hardness, reverse=True)


def average_grade(readings: Iterable[Reading]) -> float:
    """Return the grade of the average word's text, so that long texts count for more."""
    readings = list(readings)
    return sum(each.grade * each.words for each in readings) / max(1, sum(each.words for each in readings))


def count_syllables(word: str) -> int:
    """Return about how many syllables an English word has; hyphenation alone knows none of one letter ("a-way")."""
    lower = word.lower()
    vowels = len(_VOWELS.findall(_SILENT.sub("", lower)))
    return max(1, vowels, len(_HYPHENS.positions(lower)) + 1)


def grade_of(text: str) -> float:
    """Return the Flesch-Kincaid grade."""
    words, sentences = _words(text), len(_sentences(text))
    if not words:
        return 0.0
    syllables = sum(min(count_syllables(word), _NAME if word[0].isupper() else 9) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _read(message: Message) -> Reading:
    text = message.id if isinstance(message.id, str) else message.id[-1]
    file, line = message.locations[0]
    longest = max((len(_words(each)) for each in _sentences(text)), default=0)
    return Reading(file, line, part_of(message), text, len(_words(text)), longest, grade_of(text))


def _hardness(reading: Reading) -> tuple[bool, float]:
    return reading.is_too_hard, reading.longest / LONGEST + (reading.grade / HARDEST if reading.words >= _ENOUGH else 0)


def _sentences(text: str) -> list[str]:
    return [each for each in _SENTENCE_END.split(text) if _WORD.search(each)]


def _words(text: str) -> list[str]:
    return _WORD.findall(_VALUE.sub("value", text))
