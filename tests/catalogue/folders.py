"""A small sound catalogue in a folder of its own, to plant faults in."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from portal.catalogue.last_good import keep_copy, load_or_last_good
from portal.catalogue.load import Loaded
from portal.yaml_files import Fault

NEEDS = """\
- id: safety
  name: Someone is not safe
- id: domestic-abuse
  name: Domestic abuse
  parent_id: safety
- id: early-help
  name: Help for your family
  description: When things are hard.
  is_door: yes
  see_also: [parenting]
  words:
    en: [help, struggling]
- id: parenting
  name: Parenting
  unconfirmed: No course could be confirmed.
  nearest: [northtown-hub]
- id: send
  name: Special needs
  unconfirmed: Nothing yet.
- id: substance-use
  name: Drink and drugs
  unconfirmed: Nothing yet.
"""

DANGER = """\
- id: violence
  words:
    en: [hits me]
    ar: [يضربني]
  ordinary:
    en: [hit a wall]
  crisis_lines: [abuse-line]
"""

HUB = """\
name: Northtown Family Hub
organization_id: northtown-council
description: A place to go.
needs: [early-help, parenting]
service_areas: [northtown]
delivery: [in person, phone]
minimum_age: 0
maximum_age: 18
maximum_age_send: 25
cost: free
phones:
  - number: 01632 960123
    description: Office hours
schedules:
  - byday: [MO, TU]
    opens_at: "09:00"
    closes_at: 17:00
service_at_locations:
  - name: Library
    address: 1 High Street
    postcode: L32 1AA
    latitude: 53.48
    longitude: -2.88
languages: [en, ar]
assured_date: 2026-11-21
sources:
  - url: https://www.example.org/hub
    date: 2026-01
    kind: official
"""

ABUSE_LINE = """\
name: Abuse line
organization_id: northtown-council
description: Ring at any time.
needs: [domestic-abuse]
service_areas: [national]
delivery: [phone]
phones:
  - number: 0808 157 0123
is_crisis: yes
is_address_withheld: yes
sources:
  - description: Printed leaflet
"""

SYNONYMS = """\
- id: mother
  words: {en: [mum, mam]}
"""

NEEDS_SAID = """\
- id: domestic-abuse
  said:
    en: |
      he took my phone
      he reads my letters
"""

FILES = {
    "organizations/northtown-council.yaml": "name: Northtown Council\nurl: https://www.example.org/\n",
    "services/northtown-hub.yaml": HUB,
    "services/abuse-line.yaml": ABUSE_LINE,
    "taxonomies/needs.yaml": NEEDS,
    "taxonomies/danger.yaml": DANGER,
    "taxonomies/synonyms.yaml": SYNONYMS,
    "taxonomies/needs_said.yaml": NEEDS_SAID,
    "places/councils/northtown.yaml": "name: Northtown\n",
    "places/localities/northtown-east.yaml": "name: East\n",
}


def write_catalogue(folder: Path) -> Path:
    """Write a catalogue without a fault."""
    for name, text in FILES.items():
        write_file(folder, name, text)
    return folder


def load_and_keep(folder: Path, keep: Path, today: date, *, place_faults: tuple[Fault, ...] = ()) -> Loaded:
    """Load the catalogue that is in use and keep a copy of it, as a start does."""
    loaded = load_or_last_good(folder, keep, today, place_faults=place_faults)
    return replace(loaded, faults=(*loaded.faults, *keep_copy(loaded, keep)))


def write_file(folder: Path, name: str, text: str) -> None:
    """Write one file of the catalogue."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which must be there once; with `old` empty, add a line at the end."""
    text = (folder / name).read_text(encoding="utf-8")
    assert not old or text.count(old) == 1, (name, old)
    write_file(folder, name, text.replace(old, new) if old else text + new + "\n")
