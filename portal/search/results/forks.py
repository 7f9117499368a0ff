"""The ways on when nothing was found: what to leave out, and how many services that yields."""

from portal.search.facets.filters import Allowed, narrow
from portal.search.models import Fork, Query


def find_forks(query: Query, allowed: Allowed, *, base: int, without_words: int) -> tuple[Fork, ...]:
    """Return the filters (None: the words) that stand in the way, each with what leaving it out yields, most first.

    `base` holds the services that fit words and place, `without_words` those that fit the place.
    """
    ways = [Fork(facet, narrow(base, allowed, without=facet).bit_count()) for facet in allowed]
    if query.words:
        ways.append(Fork(None, narrow(without_words, allowed).bit_count()))
    return tuple(sorted((way for way in ways if way.total), key=lambda way: -way.total))
