"""Pages to ask every engine for: words, filters and a place; the peers get the words to look for, ours what was typed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.catalogue.models import Catalogue, Delivery, Service
from portal.places.areas import Areas
from portal.places.models import Place, Point, Precision
from portal.search.models import Age, Facet, Query
from portal.search.words.text import cut
from tests.benchmarks.generate import DAYS
from tests.benchmarks.words import STOPPED

_QUESTIONS = (
    "who can help my family with {phrase}",
    "where can parents and children get support for {phrase}",
    "my child is {age} and {phrase} what activities are there for families",
    "i need advice about {phrase} for my {age} year old and support for parents",
    "is there a group near us that helps young people with {phrase}",
    "{phrase} and we dont know who to ask for help with the children",
)


@dataclass(frozen=True)
class Page:
    """One page of results to make. `filters` are the same choices as in `query`, facet by facet, in words."""

    query: Query
    words: tuple[str, ...]
    filters: tuple[tuple[Facet, tuple[str, ...]], ...] = ()
    near: Place | None = None
    has_any: bool = False  # any of the words will do, as in whole questions

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the areas whose services families of `near` may use; none means all."""
        return () if self.near is None else ("national", self.near.council or "", self.near.locality or "")


@dataclass
class PageMaker:
    """Draws pages; each seed draws the same ones."""

    catalogue: Catalogue
    areas: Areas
    chance: random.Random
    _services: Sequence[Service] = field(init=False)

    def __post_init__(self) -> None:
        self._services = tuple(self.catalogue.services.values())

    def make_pages(self, count: int) -> list[Page]:
        """Return pages of one to three words that stand in one service, with up to two filters, half of them near."""
        return [self._make_page(number % 2 == 0) for number in range(count)]

    def make_questions(self, count: int) -> list[Page]:
        """Return pages for whole questions, in which most services hold one of the words; half of them near."""
        return [self._make_question(number % 2 == 0) for number in range(count)]

    def _make_page(self, is_near: bool) -> Page:
        service = self.chance.choice(self._services)
        telling = sorted({word for word in cut(f"{service.name} {service.description}") if _is_telling(word)})
        words = self.chance.sample(telling, min(len(telling), self.chance.randint(1, 3)))
        filters = self._draw_filters(service, self.chance.choice((0, 1, 1, 2)))
        return Page(self._ask(" ".join(words), filters), tuple(words), filters, self._draw_place() if is_near else None)

    def _make_question(self, is_near: bool) -> Page:
        need = self.chance.choice([need for need in self.catalogue.needs.values() if need.words.get("en", ())])
        pattern = self.chance.choice(_QUESTIONS)
        typed = pattern.format(phrase=self.chance.choice(need.words.get("en", ())), age=self.chance.randint(2, 15))
        words = tuple(dict.fromkeys(word for word in cut(typed) if _is_telling(word)))
        filters = self._draw_filters(self.chance.choice(self._services), self.chance.choice((0, 0, 1)))
        return Page(self._ask(typed, filters), words, filters, self._draw_place() if is_near else None, has_any=True)

    def _draw_filters(self, service: Service, count: int) -> tuple[tuple[Facet, tuple[str, ...]], ...]:
        """Return choices that `service` fits, so that pages are seldom empty."""
        need = self.chance.choice(service.needs)
        youngest = min(service.ages.minimum or 0, 17)
        age = self.chance.randint(youngest, max(youngest, min(service.ages.maximum or 17, 17)))
        choices = {
            Facet.NEED: (need, *self.catalogue.needs_below(need)),
            Facet.AGE: (str(age),),
            Facet.FREE: ("yes",),
            Facet.DELIVERY: (str(self.chance.choice(service.delivery)),),
            Facet.DAY: tuple(self.chance.sample(DAYS, 2)),
            Facet.LANGUAGE: (self.chance.choice(service.languages),),
            Facet.SELF_REFERRAL: ("yes",),
        }
        return tuple((facet, choices[facet]) for facet in self.chance.sample(sorted(choices), count))

    def _draw_place(self) -> Place:
        locality = self.chance.choice([each for each in self.areas.localities.values() if each.centre])
        centre = locality.centre or Point(0, 0)
        point = Point(self.chance.gauss(centre.latitude, 0.02), self.chance.gauss(centre.longitude, 0.03))
        return Place(Precision.SECTOR, point=point, council=locality.council_id, locality=locality.id)

    def _ask(self, typed: str, filters: Sequence[tuple[Facet, tuple[str, ...]]]) -> Query:
        chosen = dict(filters)
        return Query(
            words=typed,
            needs=chosen.get(Facet.NEED, ()),
            ages=tuple(Age.of_years(int(each)) for each in chosen.get(Facet.AGE, ())),
            is_free_only=Facet.FREE in chosen,
            delivery=tuple(Delivery(each) for each in chosen.get(Facet.DELIVERY, ())),
            days=chosen.get(Facet.DAY, ()),
            languages=chosen.get(Facet.LANGUAGE, ()),
            is_self_referral_only=Facet.SELF_REFERRAL in chosen,
        )


def _is_telling(word: str) -> bool:
    return word not in STOPPED and len(word) > 2 and not word.isdecimal()
