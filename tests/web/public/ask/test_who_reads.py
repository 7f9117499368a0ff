"""A family is told by name who reads what it sends: the council's front door, unless a locality's own team does."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from portal.places.models import Basis
from portal.places.postcode import Postcode
from portal.referrals.tables import referrals
from portal.store.transactions import reading, writing
from portal.teams import add_team
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.ask.journey import RING, answer, begin, parts_of

KIRKBY = "L32 1AA"
FRONT_DOOR, OWN = "in Knowsley", "Kirkby team"


def confirm(app: Flask, *, first_reader: str, has_own_team: bool, clock: StoppedClock) -> None:
    """Let the council have confirmed the locality of the postcode, and say who reads first there."""
    parts = parts_of(app)
    areas, found = parts.areas, parts.gazetteer.find(Postcode.parse(KIRKBY)).locality
    assert found is not None
    own = replace(areas.localities[found], basis=Basis.CONFIRMED, team_name=OWN, team_phone="01632 960555")
    council = replace(areas.councils["knowsley"], first_reader=first_reader)
    changed = replace(
        areas, localities={**areas.localities, found: own}, councils={**areas.councils, "knowsley": council}
    )
    app.extensions["parts"] = replace(parts, areas=changed)
    if has_own_team:
        with writing(parts.engine) as db:
            add_team(
                db, team_id="kirkby", council_id="knowsley", name=OWN, now=clock(), locality_id=found, is_practice=True
            )


@pytest.mark.parametrize(
    ("first_reader", "has_own_team", "reads"),
    [
        ("front_door", False, FRONT_DOOR),
        ("front_door", True, FRONT_DOOR),
        ("locality_team", False, FRONT_DOOR),
        ("locality_team", True, OWN),
    ],
)
def test_the_pages_name_whoever_reads_first(
    family: PageClient, public_app: Flask, clock: StoppedClock, first_reader: str, has_own_team: bool, reads: str
) -> None:
    confirm(public_app, first_reader=first_reader, has_own_team=has_own_team, clock=clock)
    door = answer(family, begin(family), {"asker": "parent"}, {"postcode": KIRKBY})
    assert door.h1 == "Who will read this"
    check = answer(family, door, {}, RING)
    receipt = family.submit_and_follow(check)
    other = {FRONT_DOOR: OWN, OWN: FRONT_DOOR}[reads]
    for page in (door, check, receipt):
        assert reads in page.text
        assert other not in page.text
    assert ("01632 960555" in door.text) is (reads is OWN)
    with reading(parts_of(public_app).engine) as db:
        kept = db.execute(select(referrals.c.door_name, referrals.c.team_id)).one()
    assert reads in kept.door_name
    assert (kept.team_id == "kirkby") is (reads is OWN)
