"""Two made-up councils, a neighbour, three localities and hubs, as files that a test may change before loading."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from portal.places.areas import Areas
from portal.places.load import load_areas
from tests.places.postcode_samples import CODE_POINT, NORTH, SOUTH, write

settings.register_profile("portal", deadline=None)  # a busy machine is no reason to fail
settings.load_profile("portal")

TODAY = date(2026, 11, 21)
EAST = "E00000003"

COUNCIL = """
name: {name} Council
area_name: {name}
gss: {gss}
front_door:
  phone: {phone}
  opening:
    - {{day: MO, opens_at: "09:00", closes_at: "17:00"}}
"""
LOCALITY = """
name: {name}
council_id: {council}
basis: {basis}
valid_from: 2023-05-04
wards: [{wards}]
districts: {{{districts}}}
team: {{name: {name} team, phone: 01632 960555}}
"""
HUB = """
name: {name}
council_id: {council}
locality_id: {locality}
kind: library
is_walk_in: yes
address: 1 High Street
postcode: {postcode}
latitude: {latitude}
longitude: -2.95
is_open_to_all: {everybody}
opening:
  - {{day: MO, opens_at: "10:00", closes_at: "18:00"}}
"""
FILES = {
    "councils/northtown.yaml": COUNCIL.format(name="Northtown", gss=NORTH, phone="01632 960001"),
    "councils/southtown.yaml": COUNCIL.format(name="Southtown", gss=SOUTH, phone="01632 960002"),
    "localities/north-hill.yaml": LOCALITY.format(
        name="Hill", council="northtown", basis="confirmed", wards="E05000001, E05000002", districts="ZE1: 0.5"
    ),
    "localities/north-dock.yaml": LOCALITY.format(
        name="Dock", council="northtown", basis="proposed", wards="E05000003", districts="ZE1: 0.2, ZE2: 0.99"
    ),
    "localities/south-all.yaml": LOCALITY.format(
        name="South", council="southtown", basis="confirmed", wards="E05000004", districts="ZE1: 0.3"
    ),
    "hubs/hill-library.yaml": HUB.format(
        name="Hill", council="northtown", locality="north-hill", postcode="ZE1 1AA", latitude=53.45, everybody="no"
    ),
    "hubs/dock-library.yaml": HUB.format(
        name="Dock", council="northtown", locality="north-dock", postcode="ZE1 2AA", latitude=53.47, everybody="no"
    ),
    "hubs/south-library.yaml": HUB.format(
        name="South", council="southtown", locality="south-all", postcode="ZE1 3AA", latitude=53.441, everybody="yes"
    ),
    "hubs/south-centre.yaml": HUB.format(
        name="Centre", council="southtown", locality="south-all", postcode="ZE1 3AB", latitude=53.44, everybody="no"
    ),
    "neighbours.yaml": f"- gss: {EAST}\n  name: Easttown\n",
    "sectors.csv": f"""level,code,postcodes,latitude,longitude,councils,use
district,ZE1,200,53.45,-2.95,{NORTH}:140;{SOUTH}:60,
district,ZE2,100,53.47,-2.95,{NORTH}:99;{SOUTH}:1,
sector,ZE1 1,100,53.44,-2.95,{NORTH}:98;{SOUTH}:2,
sector,ZE1 2,50,53.46,-2.95,{NORTH}:42;{SOUTH}:8,
sector,ZE1 3,50,53.44,-2.95,{SOUTH}:50,
sector,ZE2 1,40,53.47,-2.95,{EAST}:40,
sector,ZE2 2,40,53.47,-2.95,{NORTH}:20;{EAST}:20,
sector,ZE2 9,3,53.47,-2.95,{NORTH}:3,large users
""",
}


def write_places(folder: Path, changed: Mapping[str, str] | None = None) -> Path:
    """Write the made-up places under `folder`, with the files of `changed` instead or besides."""
    for name, text in {**FILES, **(changed or {})}.items():
        path = folder / "places" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "places"


@pytest.fixture
def areas(tmp_path: Path) -> Areas:
    """Return the made-up places, loaded without a fault."""
    loaded, faults = load_areas(write_places(tmp_path), TODAY)
    assert faults == ()
    return loaded


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return where the imported file goes."""
    return tmp_path / "var" / "postcodes.sqlite3"


@pytest.fixture
def code_point(tmp_path: Path) -> Path:
    """Return a folder as the Ordnance Survey packs it, padded codes and unpadded."""
    heads = "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Positional_quality_indicator\n"
    return write(
        tmp_path / "codepo_gb", {"Data/CSV/l.csv": CODE_POINT, "Doc/Code-Point_Open_Column_Headers.csv": heads}
    )
