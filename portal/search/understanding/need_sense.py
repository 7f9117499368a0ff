"""Tell which needs a sentence may speak of that holds no phrase we know, by all its words and those that stand together.

Phrases are what somebody thought of; people put it in ever new ways. So every word, its beginning and each two words near
each other speak for the needs whose phrases hold them: the more, the oftener they do and the fewer other needs there are.
"""

from array import array
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import accumulate, groupby
from math import log, sqrt
from pickle import PickleBuffer
from typing import TypeAlias
from zlib import crc32

from portal.search.words.vocabulary import Concept

_NEAR = 2  # concepts on from one that make a pair with it
_START, _START_COUNTS = 4, 0.5  # letters of a word that stand for its other forms, and what they count
_DOUBT = 4  # phrases of none: what stands in one phrase only says little
_ANY = 1.25  # weight of the best topic below which nothing is said: "help", "in"
_ENOUGH = 2.75  # evidence that makes sure enough without a phrase
_MOST = 8  # topics that a word speaks for; the others hardly gain
_UNIT = 4096  # of weights, as they are kept
_SUM, _TOPIC = 32, 16  # bits below a checksum, where a topic and its weight are, and below the topic
_WEIGHT = (1 << _TOPIC) - 1
_BUCKET = 15  # low bits of checksums that are in one bucket
_BUCKETS = 1 << 32 - _BUCKET
_IN_PAIR, _AT_START = 1, 2  # where checksums begin, so that the start of "abcde" is not "abcd"

Numbers: TypeAlias = "array[int] | bytes | memoryview"


class NeedSense:
    """Weighs concepts by the topics of the phrases it was told of; what it keeps is mapped, not read.

    Each number of `row` (eight bytes) is the checksum of a word, a start or a pair, a topic, and the weight; `ends` (four
    bytes each) tell where buckets of checksums end. Where two checksums are the same, a topic counts that is not meant:
    one word in 100,000.
    """

    def __init__(self, topics: Sequence[str], row: Numbers, ends: Numbers) -> None:
        self._topics = topics
        self._row, self._ends = memoryview(row).cast("B").cast("Q"), memoryview(ends).cast("B").cast("I")

    def __reduce__(self) -> tuple[type["NeedSense"], tuple[object, ...]]:
        return NeedSense, (self._topics, PickleBuffer(self._row), PickleBuffer(self._ends))

    def weigh(self, concepts: Sequence[Concept], beside: Container[str] = ()) -> dict[str, float]:
        """Return the evidence for topics that are surely meant or stand in `beside`: 1 or 2 for a word only one topic has.

        Of several topics each counts the less, the less is said for it than for the best.
        """
        row, ends, found = self._row, self._ends, dict[int, int]()
        for checksum in _features(concepts):
            bucket = checksum >> _BUCKET
            for number in row[ends[bucket] : ends[bucket + 1]].tolist():
                if number >> _SUM == checksum:
                    topic = number >> _TOPIC & _WEIGHT
                    found[topic] = found.get(topic, 0) + (number & _WEIGHT)
        best = max(found.values(), default=0)
        if best < _ANY * _UNIT:
            return {}
        topics, scale = self._topics, best * _UNIT
        least = sqrt(_ENOUGH * scale)
        return {
            topics[topic]: weight * weight / scale
            for topic, weight in found.items()
            if weight >= least or topics[topic] in beside
        }


def learn_needs(told: Iterable[tuple[str, Sequence[Concept]]]) -> NeedSense:
    """Return what phrases, each told of a topic, say of their words."""
    topics: dict[str, int] = {}
    shares: dict[int, float] = {}
    said: list[int] = []
    for topic, concepts in told:
        number, features = topics.setdefault(topic, len(topics)), _features(concepts)
        shares |= features
        said += [checksum << _TOPIC | number for checksum in features]
    row = array("Q", sorted(_write_row(Counter(said), shares, len(topics))))
    sizes = array("I", [0]) * (_BUCKETS + 1)
    for each in row:
        sizes[(each >> _SUM + _BUCKET) + 1] += 1
    return NeedSense(tuple(topics), row, array("I", accumulate(sizes)))


def _write_row(counts: Mapping[int, int], shares: Mapping[int, float], topics: int) -> Iterable[int]:
    """Yield the numbers of a row; `counts` tell in how many phrases of a topic stands what has a checksum."""
    for checksum, same in groupby(sorted(counts), key=lambda each: each >> _TOPIC):
        holders = [(counts[each], each & _WEIGHT) for each in same]
        told_by, rare = sum([count for count, _ in holders]) + _DOUBT, log(1 + topics / len(holders))
        share = shares[checksum] * _UNIT
        for count, topic in sorted(holders, key=_by_count)[:_MOST]:
            yield checksum << _SUM | topic << _TOPIC | int(share * sqrt(rare * count / told_by))


def _by_count(holder: tuple[int, int]) -> int:
    return -holder[0]


def _features(concepts: Sequence[Concept]) -> dict[int, float]:
    """Return the checksums of words, of their starts and of pairs, each once, with what it counts; grammar says something in pairs."""
    said = [(concept.key.encode(), not concept.is_grammar) for concept in concepts]
    found = {
        crc32(key[:_START], _AT_START): _START_COUNTS for key, is_telling in said if is_telling and len(key) >= _START
    }
    for at, (key, is_telling) in enumerate(said, 1):
        one = crc32(key)
        if is_telling:
            found[one] = 1.0
        for other, tells_too in said[at : at + _NEAR]:
            if is_telling or tells_too:
                found[crc32(other, one ^ _IN_PAIR)] = 1.0
    return found
