"""Of what is read out of words only what is surely meant counts; ways of giving help are preferred."""

from portal.catalogue.models import Delivery
from portal.search.models import Facet
from portal.search.understanding.hints import read_hints
from portal.search.understanding.phrases import Match
from portal.search.understanding.reading import choose_sure


def test_hints_prefer_ways_and_days() -> None:
    hints = read_hints(["free", "online", "club", "on", "saturday"])
    assert {(hint.facet, hint.value) for hint in hints} == {
        (Facet.FREE, "yes"),
        (Facet.DELIVERY, Delivery.ONLINE),
        (Facet.DAY, "SA"),
    }


def test_only_needs_nearly_as_sure_as_the_best_are_meant() -> None:
    needs = (
        Match("a", 0.8, is_whole=True),
        Match("b", 0.65, is_whole=True),
        Match("c", 0.55),
        Match("d", 0.55, is_whole=True),
        Match("e", 0.5),
    )
    assert [match.topic for match in choose_sure(needs)] == ["a", "b", "c"]
    assert [match.topic for match in choose_sure((Match("d", 0.35, is_whole=True),))] == ["d"]
    assert choose_sure((Match("c", 0.4),)) == ()
