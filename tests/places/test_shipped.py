"""The places that come with the portal."""

from datetime import date

import pytest

from portal.places.areas import Areas
from portal.places.gazetteer import Gazetteer
from portal.places.load import load_areas
from portal.places.models import Basis
from portal.places.postcode import parse_place_text
from portal.places.routing import door_for
from portal.resources import resource_dir


@pytest.fixture(scope="module")
def shipped() -> Areas:
    """Return the shipped places, loaded without a fault."""
    areas, faults = load_areas(resource_dir("services_catalogue") / "places", date(2026, 11, 21))
    assert faults == ()
    return areas


@pytest.mark.parametrize(
    ("text", "council"),
    [("L32 1AA", "knowsley"), ("L1 8JQ", "liverpool"), ("PR8 1AA", "sefton"), ("L39 1AA", "E07000127")],
)
def test_a_sector_within_one_council_leads_to_it(shipped: Areas, text: str, council: str) -> None:
    place = Gazetteer(shipped).find(parse_place_text(text))
    assert (place.council or place.outside, place.must_choose) == (council, False)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("L14 7AA", {"knowsley", "liverpool"}),
        ("L20 8AA", {"liverpool", "sefton"}),
        ("L20", {"liverpool", "sefton"}),
        ("L10", {"liverpool", "knowsley", "sefton"}),
        ("L34 2AA", {"knowsley", "E08000013"}),
        ("PR9 8AA", {"sefton", "E07000127"}),
    ],
)
def test_a_sector_or_district_across_a_border_asks(shipped: Areas, text: str, candidates: set[str]) -> None:
    assert set(Gazetteer(shipped).find(parse_place_text(text)).candidates) == candidates


def test_few_people_are_asked_and_fewer_answered_wrongly(shipped: Areas) -> None:
    """Count over the sectors' own postcodes, as the shares were counted over OS Code-Point Open 2025.4."""
    whole = asked = wrong = 0
    for count in shipped.codes.values():
        ours = {gss: number for gss, number in count.councils.items() if gss in shipped.councils_by_gss}
        if " " not in count.code or not ours:
            continue
        place = Gazetteer(shipped).find(parse_place_text(count.code))
        whole += sum(ours.values())
        answer = shipped.councils[place.council].gss if place.council else place.outside
        asked += sum(ours.values()) if place.must_choose else 0
        wrong += 0 if place.must_choose else sum(number for gss, number in ours.items() if gss != answer)
    assert asked / whole <= 0.125
    assert wrong / whole <= 0.001


@pytest.mark.parametrize("code", ["L69 3BX", "L70 1AA", "L80 4AA"])
def test_an_offices_postcode_is_known_as_such(shipped: Areas, code: str) -> None:
    assert Gazetteer(shipped).find(parse_place_text(code)).is_large_user


def test_every_council_has_a_door_with_a_phone(shipped: Areas) -> None:
    for council_id in shipped.councils:
        assert door_for(shipped, Gazetteer(shipped).place_of_council(council_id)).phone


def test_no_proposed_locality_is_named_as_a_team(shipped: Areas) -> None:
    proposed = [each for each in shipped.localities.values() if each.basis == Basis.PROPOSED]
    assert [each.id for each in proposed if each.team_name] == []
