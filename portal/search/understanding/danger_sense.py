"""Notice danger in sentences that nobody foresaw, by the words that stand together in the phrases we know.

A list hears what somebody thought of. People in danger say it in ever new ways, and children round about it: "me and my
brother hide when they fight". So what tells our phrases of danger from our ordinary ones, each word and each two words
near each other, is weighed by logistic regression, and a sentence whose words weigh enough together is taken for danger.
Of a longer text only the phrases tell: people read it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import exp
from zlib import crc32

from portal.search.understanding.danger_words import Token

# Log odds from which a sentence is danger: of a hundred ordinary questions about three reach it. Each word fewer than
# `_ENOUGH` must make it surer: in a short sentence one strong word may stand for something else.
_SURE, _SURER, _ENOUGH = 0.3, 0.3, 8
FEWEST = 3  # words: of one or two the phrases know best
_MOST = 20  # words: in a longer text some always weigh enough together
_KNOWN = 0.6  # share of the words that were told: most of a sentence in English, few of one in a language that was not
_NEAR = 5  # how far apart two words may be that count as a pair
_ROUNDS, _STEP, _FADING = 4, 0.4, 0.7  # of learning, and how much each corrects: less each time
_AVERAGED = 2  # last rounds of whose weights the mean is kept
_LEARNED = 0.02  # error below which there is nothing to correct
_CERTAIN = 4.0  # log odds beyond which the error is surely below that
_LEAST = 0.1  # weight below which a pair is not kept; words are, to tell which were told

Phrase = Sequence[Token]


class DangerSense:
    """Learns from phrases of danger and calm ones; the same phrases always teach the same."""

    def __init__(self, alarming: Iterable[Phrase], calm: Iterable[Phrase]) -> None:
        told = [(_features(tokens), True) for tokens in alarming]
        told += [(_features(tokens), False) for tokens in calm]
        self._bias, weights = _learn(told)
        self._weights = {
            feature: weight for feature, weight in weights.items() if abs(weight) >= _LEAST or " " not in feature
        }

    def is_alarmed(self, tokens: Phrase) -> bool:
        """Tell whether the words of a sentence together most likely speak of danger."""
        weights, words = self._weights, [token for token in tokens if token.keys]
        if not FEWEST <= len(words) <= _MOST:
            return False
        if sum([_key_of(token) in weights for token in words]) < _KNOWN * len(words):
            return False
        sure = _SURE + _SURER * max(0, _ENOUGH - len(words))
        return sum([weights.get(each, 0.0) for each in _features(words)]) + self._bias > sure


def _features(tokens: Phrase) -> list[str]:
    """Return the words, people by who they are ("stepdad" as "dad"), and the pairs of words near each other, each once."""
    keys = list(map(_key_of, tokens))
    pairs = [f"{a} {b}" for at, a in enumerate(keys) for b in keys[at + 1 : at + _NEAR]]
    return list(dict.fromkeys((*keys, *pairs)))


def _key_of(token: Token) -> str:
    return token.keys[0 if token.is_person else -1]


def _number(told: Iterable[tuple[Iterable[str], bool]]) -> dict[str, int]:
    """Return a number for each feature but pairs that stand in one phrase only: they teach that phrase and nothing else."""
    counts = Counter(chain.from_iterable([features for features, _ in told]))
    known = [each for each, count in counts.items() if count > 1 or " " not in each]
    return {each: number for number, each in enumerate(known)}


def _learn(told: Iterable[tuple[Sequence[str], bool]]) -> tuple[float, Mapping[str, float]]:
    """Return the bias and each feature's weight, by stochastic gradient descent, as they were in the mean at the end.

    The order goes by the words and the mean smooths it, so that one phrase more tips no sentence about something else.
    """
    told = sorted(told, key=_by_words)
    numbers = _number(told)
    order = [([numbers[each] for each in features if each in numbers], is_danger) for features, is_danger in told]
    order = [each for each in order if each[0]]
    weights, early = [0.0] * len(numbers), [0.0] * len(numbers)
    step, bias, seen, early_bias = _STEP, 0.0, 0, 0.0
    for number in range(_ROUNDS):
        is_end = number >= _ROUNDS - _AVERAGED
        for features, is_danger in order:
            seen += is_end
            error = _find_error(bias + sum(map(weights.__getitem__, features)), is_danger=is_danger)
            if abs(error) > _LEARNED:
                change = error * step / len(features) ** 0.5
                bias += change / 10
                for feature in features:
                    weights[feature] += change
                if is_end:
                    early_bias += change / 10 * seen
                    for feature in features:
                        early[feature] += change * seen
        step *= _FADING
    means = [weight - before / seen for weight, before in zip(weights, early, strict=True)]
    return bias - early_bias / seen, dict(zip(numbers, means, strict=True))


def _find_error(odds: float, *, is_danger: bool) -> float:
    """Return how far log odds are from what is so, 0 where they are surely near enough."""
    if odds > _CERTAIN if is_danger else odds < -_CERTAIN:
        return 0.0
    return is_danger - 1 / (1 + exp(-min(max(odds, -30.0), 30.0)))


def _by_words(told: tuple[Sequence[str], bool]) -> int:
    return crc32(" ".join(told[0]).encode())
