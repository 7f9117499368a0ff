"""Read needs out of words: by the phrases people use, and where these leave doubt, by all the words together."""

from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter

from portal.search.models import Age
from portal.search.understanding.ages import NUMBERS, read_ages
from portal.search.understanding.need_sense import learn_needs
from portal.search.understanding.phrases import Match, PhraseBook, evidence_of, strength_of
from portal.search.words.text import cut
from portal.search.words.vocabulary import YOUNG, Concept, Vocabulary

_SURE = 0.6  # strength from which a whole phrase leaves no doubt
_CHILD, _TEENAGER = 5, 13  # from which year on somebody is called so
_AGE_STEMS = frozenset(("year", "yr", "old", "month", "week"))


class NeedReader:
    """Finds the needs that concepts speak of.

    `phrases` are pairs of a need's id and words that mean it wherever they stand, `told` of one and a sentence about it.
    """

    def __init__(
        self, vocabulary: Vocabulary, phrases: Iterable[tuple[str, str]], told: Iterable[tuple[str, str]] = ()
    ) -> None:
        conceived = [(need, _conceive(vocabulary, text)) for need, text in phrases]
        self._book = PhraseBook(vocabulary, conceived)
        self._sense = learn_needs([*conceived, *((need, _conceive(vocabulary, text)) for need, text in told)])

    def knows(self, word: str) -> bool:
        """Tell whether a phrase holds the folded `word`."""
        return self._book.knows(word)

    def match(self, concepts: Sequence[Concept], *, where: Collection[str] = ()) -> list[Match]:
        """Return the needs that concepts in order speak of, surest first; those of a place, `where`, are part of phrases only."""
        known = self._book.match(concepts)
        if known and known[0].is_whole and known[0].strength > _SURE:
            return known
        others = [concept for concept in concepts if concept.key not in where] if where else concepts
        if all(concept.is_grammar for concept in others):
            return known
        evidence = self._sense.weigh(others, {match.topic for match in known})
        return _join(known, evidence) if evidence else known


def _join(known: Iterable[Match], evidence: dict[str, float]) -> list[Match]:
    """Return what phrases say, made surer by all the words, and the needs that only these speak of."""
    joined = [
        Match(topic, strength_of(evidence_of(strength) + evidence.pop(topic, 0.0)), is_whole, said)
        for topic, strength, is_whole, said in known
    ]
    joined += [Match(need, strength_of(more)) for need, more in evidence.items()]
    joined.sort(key=attrgetter("strength"), reverse=True)
    return joined


def _conceive(vocabulary: Vocabulary, text: str) -> list[Concept]:
    """Return the concepts of a phrase, ages in it named as those that people type are."""
    words = cut(text)
    concepts = vocabulary.conceive(words)
    ages = read_ages(words) if any(word in NUMBERS or word[0].isdigit() for word in words) else ()
    return name_ages(concepts, ages) if ages else concepts


def name_ages(concepts: Iterable[Concept], ages: Sequence[Age]) -> list[Concept]:
    """Return `concepts` with "2 year old" as "toddler": figures and years speak of no need by themselves."""
    kept = [concept for concept in concepts if not concept.key.isdecimal() and concept.key not in _AGE_STEMS]
    is_named = not YOUNG.isdisjoint(concept.key for concept in kept)
    if is_named or all(age.is_expecting for age in ages) or all(concept.is_grammar for concept in kept):
        return kept
    return [Concept(_name_of(ages[0]), is_named=True), *kept]


def _name_of(age: Age) -> str:
    if age.years < 1:
        return "baby"
    if age.years < _CHILD:
        return "toddler"
    return "child" if age.years < _TEENAGER else "teenager"
