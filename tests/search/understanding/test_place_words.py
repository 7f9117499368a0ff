"""A place is read out of what people type by the names the area's councils, localities, hubs and districts have."""

from portal.places.models import Basis, Council, FrontDoor, Hub, Locality, Point
from portal.search.models import PlaceWord
from portal.search.understanding.place_words import PlaceReader, gather_place_words
from portal.search.words.text import cut
from tests.search.town import make_areas


def test_place_words_come_from_councils_localities_hubs_and_districts() -> None:
    council = Council("north", "North Council", "Northtown", "E1", FrontDoor("1"))
    locality = Locality("east", "East Northtown", "north", Basis.CONFIRMED, "From Millgate to Tower Hill.", Point(1, 1))
    hub = Hub("hub", "Hub", "north", "east", "library", True, address="1 High Street, Seabank", point=Point(2, 2))
    reader = PlaceReader(gather_place_words(make_areas(council, locality, hub, district="NT1")))
    found = {name: reader.read(cut(f"help in {name} please")) for name in ("millgate", "Tower Hill", "seabank", "nt1")}
    assert all(word and word.council == "north" for word in found.values())
    assert found["Tower Hill"] is not None
    assert found["Tower Hill"].locality == "east"
    assert reader.read(cut("from the start")) is None


def test_a_name_in_two_councils_names_neither_but_a_councils_own_name_wins() -> None:
    words = (PlaceWord("Northtown", "north"), PlaceWord("Ford", "north", "a"), PlaceWord("Ford", "south", "b"))
    reader = PlaceReader((*words, PlaceWord("Northtown", "south", "c")))
    assert reader.read(["ford"]) is None
    assert reader.read(["northtown"]) == words[0]
