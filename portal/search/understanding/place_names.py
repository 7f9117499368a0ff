"""The place somebody named instead of a postcode: a council's area, a locality, a town, a hub, a council next door."""

from collections.abc import Iterator
from dataclasses import replace

from portal.places.areas import Areas
from portal.places.models import Place, Precision
from portal.search.models import PlaceWord
from portal.search.understanding.place_words import gather_place_words, town_of
from portal.search.words.text import cut


def find_named(areas: Areas, typed: str, council: str | None = None) -> Place | None:
    """Return the place that `typed` names, None where it names none; with `council` the one in that council.

    Of pieces between commas ("Bootle, Merseyside") the first that names a place counts. A name in several councils
    gives a place that must be chosen; `Place.name` is the name as the catalogue writes it.
    """
    for piece in typed.split(","):
        key = tuple(cut(piece))
        words = [word for word in _name_all(areas) if key and tuple(cut(word.name)) == key]
        whole = [word for word in words if word.locality is None and word.point is None]
        chosen = [word for word in whole or words if council in (None, word.council)]
        if chosen:
            return _place_of(chosen)
        if outside := next((each for each in areas.neighbours.values() if key and tuple(cut(each.name)) == key), None):
            return Place(Precision.COUNCIL, outside=outside.gss, name=outside.name)
    return None


def _name_all(areas: Areas) -> Iterator[PlaceWord]:
    """Yield every name: of whole councils without a position, of towns and hubs with the hub's, of localities their middle."""
    for council in areas.councils.values():
        yield PlaceWord(council.name, council.id)
    for hub in areas.hubs.values():
        for name in filter(None, (hub.name, town_of(hub))):
            yield PlaceWord(name, hub.council_id, hub.locality_id, hub.point)
    for locality in areas.localities.values():
        yield PlaceWord(locality.name, locality.council_id, locality.id, locality.centre)
    yield from (word for word in gather_place_words(areas) if word.council)  # a district on a border is no name


def _place_of(words: list[PlaceWord]) -> Place:
    """Return the one place that all `words` mean, as far as they agree; the first position is the nearest known."""
    name, councils = words[0].name, tuple(dict.fromkeys(word.council for word in words))
    if len(councils) > 1:
        return Place(Precision.COUNCIL, name=name, candidates=councils)
    localities = {word.locality for word in words if word.locality}
    place = Place(Precision.COUNCIL, name=name, council=councils[0])
    if all(word.locality is None and word.point is None for word in words):
        return place
    point = next((word.point for word in words if word.point), None)
    return replace(place, point=point, locality=localities.pop() if len(localities) == 1 else None)
