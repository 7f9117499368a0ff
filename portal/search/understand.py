"""Understand what people type: mend slips, then read needs, ages, a place and danger out of the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.search.ages import read_ages
from portal.search.danger import DangerWatch
from portal.search.models import Age, PlaceWord, Repair
from portal.search.phrases import Match, PhraseBook
from portal.search.place_words import PlaceReader
from portal.search.spelling import Speller
from portal.search.text import cut
from portal.search.vocabulary import Vocabulary


@dataclass(frozen=True)
class Reading:
    """What typed words mean: `words` mended and folded, `telling` the ones that say what is wanted."""

    words: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    needs: tuple[Match, ...] = ()
    ages: tuple[Age, ...] = ()
    place: PlaceWord | None = None
    danger: tuple[str, ...] = ()
    repaired: Repair | None = None


@dataclass(frozen=True)
class Understanding:
    """Reads queries in one locale."""

    vocabulary: Vocabulary
    needs: PhraseBook
    danger: DangerWatch
    places: PlaceReader
    speller: Speller
    compounds: Mapping[tuple[str, str], str]

    def read(self, text: str, *, take_as_typed: bool = False) -> Reading:
        """Return what `text` means; danger is noticed in mended words even where they are to be taken as typed."""
        typed = cut(text)
        mended = self.speller.mend(typed)
        words = typed if take_as_typed else mended
        telling = [word for word in words if self.vocabulary.is_telling(word)]
        return Reading(
            words=tuple(words),
            telling=tuple(dict.fromkeys((*telling, *self._join(words)))),
            needs=tuple(self.needs.match(words)),
            ages=read_ages(words),
            place=self.places.read(words),
            danger=tuple(dict.fromkeys((*self.danger.notice(typed), *self.danger.notice(mended)))),
            repaired=Repair(text, " ".join(words)) if list(words) != typed else None,
        )

    def _join(self, words: Sequence[str]) -> list[str]:
        """Return words the catalogue writes as one ("foodbank") that were typed as two."""
        return [self.compounds[pair] for pair in pairwise(words) if pair in self.compounds]
