"""Turn the rows of a postcode file into records, quickly: a national file has 2.7 million of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from portal.places.osgb import to_point
from portal.places.postcode_columns import Columns

Row = tuple[
    str, str, str, float | None, float | None, int
]  # code without space, council, ward, latitude, longitude, use

_CODE = re.compile(r"(?:[A-Z]{1,2}[0-9][0-9A-Z]?|GIR)[0-9][A-Z]{2}")
_GSS = re.compile(r"[ELMNSW]\d{8}")
_NOTHING = ("", "E99999999", "N99999999", "S99999999", "W99999999")  # pseudo codes that mean none
_NO_POSITION = "9"  # the positional quality of ONS files; 90 in Code-Point
_KEPT_EXAMPLES = 5


class RowFault(StrEnum):
    """Why a row was refused."""

    COLUMNS = "columns"
    POSTCODE = "postcode"
    AREA_CODE = "area_code"
    POSITION = "position"


class _WrongRow(ValueError):
    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass
class Tally:
    """What became of the rows; `examples` are the first lines refused for each reason, by number."""

    rows: int = 0
    northern_ireland: int = 0
    no_position: int = 0
    refused: Counter[RowFault] = field(default_factory=Counter)
    examples: dict[RowFault, list[str]] = field(default_factory=dict)


class RowSorter:
    """Sort the rows of one file, a batch at a time. `before`: the lines of its header; `tally` may be shared by files."""

    def __init__(self, columns: Columns, tally: Tally, *, file: str, before: int, with_northern_ireland: bool) -> None:
        self._read = _reader(columns)
        self._tally, self._file, self._line = tally, file, before
        self._skipped = () if with_northern_ireland else ("BT",)

    def sort(self, rows: Iterable[Sequence[str]], put: Callable[[Sequence[Row], Sequence[Row]], None]) -> int:
        """Put the live and the terminated codes of `rows` that can be used, count the rest; return how many rows came."""
        sorted_rows: tuple[list[Row], list[Row]] = ([], [])
        first = line = self._line
        for line, row in enumerate(rows, start=first + 1):
            try:
                record, is_terminated = self._read(row)
            except _WrongRow as wrong:
                _refuse(self._tally, wrong.fault, f"{self._file}:{line}")
                continue
            if record[0].startswith(self._skipped):
                self._tally.northern_ireland += 1
                continue
            sorted_rows[is_terminated].append(record)
        put(*sorted_rows)
        self._tally.no_position += sum(record[3] is None for half in sorted_rows for record in half)
        self._tally.rows += line - first
        self._line = line
        return line - first


def _refuse(tally: Tally, fault: RowFault, where: str) -> None:
    tally.refused[fault] += 1
    examples = tally.examples.setdefault(fault, [])
    if len(examples) < _KEPT_EXAMPLES:
        examples.append(where)


def _reader(columns: Columns) -> Callable[[Sequence[str]], tuple[Row, bool]]:
    """Return a function that reads one row, its columns bound once."""
    width, at_code, at_council, at_ward = columns.width, columns.postcode, columns.council, columns.ward
    at_end, at_user = columns.terminated, columns.user_type
    position = _degrees(columns) if columns.latitude >= 0 else _grid(columns)
    known: dict[str, str] = {}

    def read(row: Sequence[str]) -> tuple[Row, bool]:
        if len(row) != width:
            raise _WrongRow(RowFault.COLUMNS)
        code = row[at_code].replace(" ", "")
        if not _CODE.fullmatch(code):
            raise _WrongRow(RowFault.POSTCODE)
        council, ward = known.get(row[at_council]), known.get(row[at_ward])
        if council is None or ward is None:
            council, ward = _learn(known, row[at_council]), _learn(known, row[at_ward])
        latitude, longitude = position(row)
        use = int(at_user >= 0 and row[at_user] == "1")
        return (code, council, ward, latitude, longitude, use), at_end >= 0 and row[at_end] != ""

    return read


def _learn(known: dict[str, str], code: str) -> str:
    """Check an area code once; the pseudo codes for "none" become empty."""
    if code not in _NOTHING and not _GSS.fullmatch(code):
        raise _WrongRow(RowFault.AREA_CODE)
    known[code] = "" if code in _NOTHING else code
    return known[code]


def _degrees(columns: Columns) -> Callable[[Sequence[str]], tuple[float | None, float | None]]:
    at_latitude, at_longitude, at_quality = columns.latitude, columns.longitude, columns.quality

    def position(row: Sequence[str]) -> tuple[float | None, float | None]:
        if row[at_quality] == _NO_POSITION:
            return None, None
        try:
            latitude, longitude = float(row[at_latitude]), float(row[at_longitude])
        except ValueError as error:
            raise _WrongRow(RowFault.POSITION) from error
        if latitude > 90:  # 99.999999 is theirs for none
            return None, None
        if not (49 <= latitude <= 61 and -9 <= longitude <= 2):
            raise _WrongRow(RowFault.POSITION)
        return latitude, longitude

    return position


def _grid(columns: Columns) -> Callable[[Sequence[str]], tuple[float | None, float | None]]:
    at_easting, at_northing = columns.easting, columns.northing

    def position(row: Sequence[str]) -> tuple[float | None, float | None]:
        try:
            easting, northing = int(row[at_easting]), int(row[at_northing])
        except ValueError as error:
            raise _WrongRow(RowFault.POSITION) from error
        if easting == northing == 0:
            return None, None
        if not (0 <= easting <= 700_000 and 0 <= northing <= 1_300_000):
            raise _WrongRow(RowFault.POSITION)
        point = to_point(easting=easting, northing=northing)
        return round(point.latitude, 6), round(point.longitude, 6)

    return position
