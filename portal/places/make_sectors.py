"""Make `sectors.csv` from the imported postcodes: each district in which a covered council has a live one, its sectors.

All its sectors: one that is wholly another council's then says so, where the district alone would have to ask.
"""

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from portal.places.imported import LivePostcode
from portal.places.sectors import COLUMNS, LARGE_USER
from portal.whole_file import written_whole

Level = Literal["district", "sector"]


@dataclass
class _Tally:
    """What is added up of the postcodes of one district or sector."""

    councils: Counter[str] = field(default_factory=Counter)
    postcodes: int = 0
    homes: int = 0
    placed: int = 0
    latitude: float = 0.0
    longitude: float = 0.0

    def add(self, each: LivePostcode) -> None:
        """Count one postcode; one without a position only does not move the middle."""
        self.postcodes += 1
        self.homes += not each.is_large_user
        if each.council:
            self.councils[each.council] += 1
        if each.point:
            self.placed += 1
            self.latitude += each.point.latitude
            self.longitude += each.point.longitude

    def has(self, councils: Collection[str]) -> bool:
        """Tell whether one of these councils has a postcode here."""
        return not self.councils.keys().isdisjoint(councils)

    def row(self, level: Level, code: str) -> tuple[object, ...]:
        """Return the line of the file."""
        shares = ";".join(f"{gss}:{count}" for gss, count in self.councils.most_common())
        middle = (round(self.latitude / self.placed, 6), round(self.longitude / self.placed, 6))
        return (level, code, self.postcodes, *middle, shares, "" if self.homes else LARGE_USER)


def write_sectors(path: Path, postcodes: Iterable[LivePostcode], councils: Collection[str]) -> tuple[int, int]:
    """Write the file for the councils with these GSS codes, and return how many districts and sectors it has.

    Raises `OSError`.
    """
    tallies: dict[tuple[Level, str], _Tally] = {}
    for each in postcodes:
        for key in _codes_of(each):
            tallies.setdefault(key, _Tally()).add(each)
    covered = {code for (level, code), tally in tallies.items() if level == "district" and tally.has(councils)}
    usable = sorted(key for key, tally in tallies.items() if tally.placed and tally.councils)
    wanted = [(level, code) for level, code in usable if code.split()[0] in covered]
    with written_whole(path, is_private=False) as aside, aside.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow((*COLUMNS, "use"))
        rows.writerows(tallies[key].row(*key) for key in wanted)
    districts = sum(level == "district" for level, _code in wanted)
    return districts, len(wanted) - districts


def _codes_of(each: LivePostcode) -> Iterator[tuple[Level, str]]:
    """Yield district and sector of a code written without its space: L201AA is of L20 and of L20 1."""
    yield "district", each.code[:-3]
    yield "sector", f"{each.code[:-3]} {each.code[-3]}"
