"""Understand what people type: mend slips, then read needs, ages, a place and danger out of the words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from portal.search.models import Age, PlaceWord, Repair
from portal.search.spelling.speller import Speller
from portal.search.understanding.ages import AGE_WORDS, NUMBERS, read_ages
from portal.search.understanding.danger import DangerWatch
from portal.search.understanding.hints import Hint, is_hint, read_hints
from portal.search.understanding.needs import NeedReader, name_ages
from portal.search.understanding.phrases import Match
from portal.search.understanding.place_words import PlaceReader
from portal.search.words.foreign import ForeignForms
from portal.search.words.text import cut
from portal.search.words.vocabulary import Concept, Vocabulary

# Certainty below which a need says nothing, more where no whole phrase stood there; and the share of the best one's that it
# must have, less there: where people go round about it several needs may be meant.
_WEAK, _WEAK_IN_PART = 0.3, 0.44
_BESIDE, _BESIDE_IN_PART = 0.75, 0.65
_AUDIENCE, _PLACE, _WHOLE = 1, 3, 4  # quarters that count: of words that only say for whom ("teenager") or where


class Term(NamedTuple):
    """A word or name to look for: the stems that tell something, and the id of the concept it is a name of, if any.

    `quarters` is what it counts: fewer than four where it only says who or where it is for, which ages and areas say better.
    """

    stems: tuple[str, ...]
    concept: str = ""
    quarters: int = _WHOLE

    @property
    def is_aside(self) -> bool:
        """Tell whether it only says for whom, how or where."""
        return self.quarters < _WHOLE


class Reading(NamedTuple):
    """What typed words mean: `telling` are the folded, mended words that say what is wanted, `terms` what to look for.

    `where` are the words of the place: they prefer what bears its name, and decide nothing else. `sure_needs` are the needs
    that are surely meant. `danger` holds what phrases tell, or where `is_suspected`, as none does, what was learned of others.
    """

    telling: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    where: tuple[Term, ...] = ()
    needs: tuple[Match, ...] = ()
    sure_needs: tuple[Match, ...] = ()
    ages: tuple[Age, ...] = ()
    place: PlaceWord | None = None
    danger: tuple[str, ...] = ()
    is_suspected: bool = False
    hints: tuple[Hint, ...] = ()
    repaired: Repair | None = None


def choose_sure(needs: Sequence[Match]) -> tuple[Match, ...]:
    """Return the needs not much less certain than the best, in part only when nearly as sure."""
    if not needs:
        return ()
    best = max([match.strength for match in needs])
    whole, in_part = max(_WEAK, best * _BESIDE), max(_WEAK_IN_PART, best * _BESIDE_IN_PART)
    return tuple([match for match in needs if match.strength >= (whole if match.is_whole else in_part)])


@dataclass(frozen=True)
class Understanding:
    """Reads queries in one locale."""

    vocabulary: Vocabulary
    needs: NeedReader
    danger: DangerWatch
    places: PlaceReader
    speller: Speller
    compounds: Mapping[tuple[str, str], str]
    audience: frozenset[str]  # ids of concepts that only say who a service is for
    forms: ForeignForms

    def read(self, text: str, *, take_as_typed: bool = False) -> Reading:
        """Return what `text` means; danger is noticed in mended words even where they are to be taken as typed."""
        typed = cut(text)
        mended = self.speller.mend(typed)
        words = typed if take_as_typed else mended
        ages, place = read_ages(words), self.places.read(words)
        where = frozenset(cut(place.name)) if place else frozenset[str]()
        concepts = self.vocabulary.conceive(meant := list(map(self._find_meant, words)))
        telling = dict.fromkeys([word for word in words if self._is_telling(word, ages) and word not in where])
        terms = self._read_terms(words, concepts, telling)
        danger, is_suspected = self._find_danger(typed, mended)
        joined = [(at, self.compounds[pair]) for at, pair in enumerate(pairwise(words)) if pair in self.compounds]
        if joined:
            terms += [Term((self.vocabulary.stem(word),)) for _, word in joined]  # typed as two: "food bank"
            concepts = self.vocabulary.conceive(self._write_as_one(meant, dict(joined)))
        stems = self.vocabulary.stem.all(sorted(where))
        needs = self.needs.match(name_ages(concepts, ages) if ages else concepts, where=stems)
        return Reading(
            telling=tuple(telling),
            terms=tuple(dict.fromkeys(terms)),
            needs=tuple(needs),
            sure_needs=choose_sure(needs),
            where=tuple([Term((stem,), "", _PLACE) for stem in stems]),
            ages=ages,
            place=place,
            danger=danger,
            is_suspected=is_suspected,
            hints=read_hints((*words, *[term.concept for term in terms])),
            repaired=Repair(text, " ".join(words)) if words != typed else None,
        )

    def _find_danger(self, typed: list[str], mended: list[str]) -> tuple[tuple[str, ...], bool]:
        """Return the dangers that phrases tell, else the one that is suspected, and whether it only is."""
        noticed = self.danger.notice(typed)
        if mended != typed:
            noticed = tuple(dict.fromkeys((*noticed, *self.danger.notice(mended))))
        if noticed:
            return noticed, False
        suspected = self.danger.suspect(mended)
        return suspected, bool(suspected)

    def _read_terms(self, words: Sequence[str], concepts: Iterable[Concept], telling: Collection[str]) -> list[Term]:
        terms: list[Term] = []
        at = 0
        for concept in concepts:
            key, length, is_named, _ = concept
            covered = [word for word in words[at : at + length] if word in telling]
            at += length
            if covered or is_named:
                is_aside = key in self.audience or is_hint(key)
                stems = tuple(self.vocabulary.stem.all(covered))
                terms.append(Term(stems, key if is_named else "", _AUDIENCE if is_aside else _WHOLE))
        return terms

    def _find_meant(self, word: str) -> str:
        """Return the word of another language that `word` is a form of, itself where it is right or like none."""
        form = self.forms.find(word)
        return word if form == word or self.speller.is_right(word) else form

    def _is_telling(self, word: str, ages: tuple[Age, ...]) -> bool:
        return self.vocabulary.is_telling(word) and not (ages and (word in AGE_WORDS or word in NUMBERS))

    def _write_as_one(self, words: Sequence[str], joined: Mapping[int, str]) -> list[str]:
        """Return `words` with pairs that only stand as one word in the phrases for needs ("post natal") put together."""
        written: list[str] = []
        was_joined = False
        for at, word in enumerate(words):
            as_one = "" if was_joined else joined.get(at - 1, "")
            was_joined = bool(as_one) and self.needs.knows(as_one) and not self.needs.knows(word)
            if was_joined:
                written[-1] = as_one
            else:
                written.append(word)
        return written
