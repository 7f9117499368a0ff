"""What the indexes of all languages share: sets of services, where and when they are, names of places, right English words."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from portal.catalogue.models import Catalogue
from portal.catalogue.sessions import Terms
from portal.search.facets.filters import Filters
from portal.search.facets.in_order import InOrder
from portal.search.facets.next_on import NextOn
from portal.search.facets.topics import Topics
from portal.search.facets.whereabouts import Whereabouts
from portal.search.models import PlaceWord
from portal.search.spelling.dictionary import English
from portal.search.understanding.place_words import PlaceReader


class Common(NamedTuple):
    """What holds of the services of one catalogue in every language; `made_of` is a hash of what it comes from."""

    made_of: str
    services: InOrder
    numbers: Mapping[str, int]  # service id -> its place in `services`, sets and postings
    filters: Filters
    topics: Topics
    whereabouts: Whereabouts
    next_on: NextOn
    place_reader: PlaceReader
    english: English

    @property
    def known(self) -> tuple[object, ...]:
        """Return the parts that what is kept apart from it refers to, so that none is kept or opened twice."""
        return self.place_reader, self.english


def make_common(
    catalogue: Catalogue,
    services: InOrder,
    numbers: Mapping[str, int],
    *,
    places: Sequence[PlaceWord],
    terms: Mapping[str, Terms],
    made_of: str,
) -> Common:
    """Work out what every language shares."""
    every = tuple(services)
    return Common(
        made_of,
        services,
        numbers,
        Filters(catalogue, every, {word.locality: word.council for word in places if word.locality}),
        Topics(catalogue, numbers, every),
        Whereabouts(services),
        NextOn(services, terms),
        PlaceReader(places),
        English(),
    )
