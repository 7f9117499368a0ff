"""Read a place out of what people type ("stay and play in Northtown"): a council's, a locality's or a hub's town."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portal.places.areas import Areas
from portal.places.gazetteer import CERTAIN
from portal.places.models import CodeCount, Hub, Place, Precision
from portal.search.models import PlaceWord
from portal.search.words.text import cut

_NAME = re.compile(r"\b(?!From\b|The\b)[A-Z][\w'\u2019-]*(?: [A-Z][\w'\u2019-]*)*")
_NOT_A_PLACE = frozenset(cut("from the north south east west central city centre park road street"))


def gather_place_words(areas: Areas) -> tuple[PlaceWord, ...]:
    """Return the names people type: areas of councils, places named by localities, towns of hubs, postcode districts."""
    found = [PlaceWord(council.area_name, council.id) for council in areas.councils.values()]
    for locality in areas.localities.values():
        names = (locality.name, *_NAME.findall(f"{locality.name}. {locality.description}"))
        found += [PlaceWord(name, locality.council_id, locality.id, locality.centre) for name in dict.fromkeys(names)]
    for hub in areas.hubs.values():
        town = town_of(hub)
        found += [PlaceWord(town, hub.council_id, None, hub.point)] if town else []
    for code in areas.codes.values():
        found += _name_district(areas, code)
    return tuple(word for word in found if cut(word.name) and cut(word.name)[0] not in _NOT_A_PLACE)


def place_of(word: PlaceWord) -> Place:
    """Return the place a word names, as a place somebody chose."""
    return Place(
        Precision.COUNCIL,
        point=word.point,
        council=word.council or None,
        locality=word.locality,
        candidates=word.candidates,
    )


def town_of(hub: Hub) -> str:
    """Return the town at the end of a hub's address, "" where there is no address."""
    return hub.address.rpartition(",")[2].strip()


def is_somewhere(place: Place) -> bool:
    """Tell whether `place` says anything about which council is meant."""
    return bool(place.council or place.candidates or place.outside)


class PlaceReader:
    """Finds place names in folded words; a name in two councils names none, within a council the first counts."""

    def __init__(self, words: Iterable[PlaceWord]) -> None:
        names: dict[tuple[str, ...], PlaceWord] = {}
        shared: set[tuple[str, ...]] = set()
        for word in words:
            key = tuple(cut(word.name))
            if names.setdefault(key, word).council != word.council:
                shared.add(key)
        areas = {key for key, word in names.items() if word.locality is None and word.point is None}
        self._names: Mapping[tuple[str, ...], PlaceWord] = {
            key: word for key, word in names.items() if key in areas or key not in shared
        }
        self._by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for key in sorted(self._names, key=len, reverse=True):
            self._by_first[key[0]].append(key)

    def read(self, words: Sequence[str]) -> PlaceWord | None:
        """Return the place that folded `words` name, the smallest when several are named, else the longest name."""
        if self._by_first.keys().isdisjoint(words):
            return None
        found = sorted(self._stand_in(tuple(words)), key=len, reverse=True)
        places = [self._names[key] for key in found]
        return min(places, key=lambda word: (word.point is None, word.locality is None), default=None)

    def _stand_in(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for at, word in enumerate(words):
            for key in self._by_first.get(word, ()):
                if words[at : at + len(key)] == key:
                    yield key


def _name_district(areas: Areas, code: CodeCount) -> Iterator[PlaceWord]:
    """Yield the district, where one of our councils has a part in it."""
    certain = code.certain_council(CERTAIN)
    council = areas.council_id(certain or "")
    if council:
        yield PlaceWord(code.code, council, None, code.point)
    candidates = tuple(areas.council_id(gss) or gss for gss in code.councils)
    if not certain and any(each in areas.councils for each in candidates):
        yield PlaceWord(code.code, "", None, code.point, candidates)
