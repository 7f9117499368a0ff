"""Turn the rows of a postcode file into records, quickly: a national file has 2.7 million of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from portal.places.osgb import to_point
from portal.places.postcode_columns import Columns

Row = tuple[str, int, float | None, float | None, int]  # code without space, area, latitude, longitude, use
Position = tuple[float | None, float | None]

_CODE = re.compile(r"(?:[A-Z]{1,2}[0-9][0-9A-Z]?|GIR)[0-9][A-Z]{2}")
_GSS = re.compile(r"[ELMNSW]\d{8}")
_NOTHING = ("", "E99999999", "N99999999", "S99999999", "W99999999")  # pseudo codes that mean none
_NO_POSITION = "9"  # the positional quality of ONS files; 90 in Code-Point
_EDGES = '" \r\n'  # what a field may still have around it
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


class AreaNumbers:
    """Numbers every council and ward that come together, for rows to name them shortly."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, str]] = []  # council and ward (GSS, empty where none) by number
        self._known: dict[str, int] = {}
        self.find = self._known.get  # by the two codes as the file has them, one after the other

    def learn(self, council: str, ward: str) -> int:
        """Check two codes that come together for the first time and number them."""
        self.pairs.append((_check_area(council), _check_area(ward)))
        return self._known.setdefault(council + ward, len(self.pairs) - 1)


@dataclass
class Tally:
    """What became of the rows; `examples` are the first lines refused for each reason, by number."""

    rows: int = 0
    northern_ireland: int = 0
    no_position: int = 0
    refused: Counter[RowFault] = field(default_factory=Counter)
    examples: dict[RowFault, list[str]] = field(default_factory=dict)


class RowSorter:
    """Sort the rows of one file, a batch at a time; `tally` and `areas` are shared by files.

    `before`: the lines of the file's header.
    """

    def __init__(
        self,
        columns: Columns,
        tally: Tally,
        areas: AreaNumbers,
        *,
        file: str,
        before: int,
        with_northern_ireland: bool,
    ) -> None:
        self._read = _reader(columns, areas)
        self._tally, self._file, self._line = tally, file, before
        self._skipped = () if with_northern_ireland else ("BT",)

    def sort(self, rows: Iterable[Sequence[str]], put: Callable[[Sequence[Row], Sequence[Row]], None]) -> int:
        """Put the live and the terminated codes of `rows` that can be used, count the rest; return how many rows came."""
        sorted_rows: tuple[list[Row], list[Row]] = ([], [])
        read, skipped = self._read, self._skipped
        first = line = self._line
        for line, row in enumerate(rows, start=first + 1):
            try:
                record, is_terminated = read(row)
            except _WrongRow as wrong:
                _refuse(self._tally, wrong.fault, f"{self._file}:{line}")
                continue
            if record[0].startswith(skipped):
                self._tally.northern_ireland += 1
                continue
            if record[2] is None:
                self._tally.no_position += 1
            sorted_rows[is_terminated].append(record)
        put(*sorted_rows)
        self._tally.rows += line - first
        self._line = line
        return line - first


def _check_area(written: str) -> str:
    code = written.strip(_EDGES)
    if code in _NOTHING:
        return ""
    if not _GSS.fullmatch(code):
        raise _WrongRow(RowFault.AREA_CODE)
    return code


def _refuse(tally: Tally, fault: RowFault, where: str) -> None:
    tally.refused[fault] += 1
    examples = tally.examples.setdefault(fault, [])
    if len(examples) < _KEPT_EXAMPLES:
        examples.append(where)


def _reader(columns: Columns, areas: AreaNumbers) -> Callable[[Sequence[str]], tuple[Row, bool]]:
    """Return a function that reads one row, its columns bound once."""
    width, at_code, at_council, at_ward = columns.width, columns.postcode, columns.council, columns.ward
    at_end, at_user = columns.terminated, columns.user_type
    position = _degrees(columns) if columns.latitude >= 0 else _grid(columns)
    is_code, find_area = _CODE.fullmatch, areas.find

    def read(row: Sequence[str]) -> tuple[Row, bool]:
        if len(row) != width:
            raise _WrongRow(RowFault.COLUMNS)
        code = row[at_code].strip(_EDGES).replace(" ", "")
        if not is_code(code):
            raise _WrongRow(RowFault.POSTCODE)
        area = find_area(row[at_council] + row[at_ward])
        if area is None:
            area = areas.learn(row[at_council], row[at_ward])
        latitude, longitude = position(row)
        if at_user < 0:  # Code-Point: live addresses, of whom it does not say
            return (code, area, latitude, longitude, 0), False
        return (code, area, latitude, longitude, row[at_user].strip(_EDGES) == "1"), row[at_end].strip(_EDGES) != ""

    return read


def _degrees(columns: Columns) -> Callable[[Sequence[str]], Position]:
    at_latitude, at_longitude, at_quality = columns.latitude, columns.longitude, columns.quality

    def position(row: Sequence[str]) -> Position:
        if row[at_quality].strip(_EDGES) == _NO_POSITION:
            return None, None
        try:
            latitude, longitude = float(row[at_latitude].strip(_EDGES)), float(row[at_longitude].strip(_EDGES))
        except ValueError as error:
            raise _WrongRow(RowFault.POSITION) from error
        if 49 <= latitude <= 61 and -9 <= longitude <= 2:
            return latitude, longitude
        if latitude > 90:  # 99.999999 is theirs for none
            return None, None
        raise _WrongRow(RowFault.POSITION)

    return position


def _grid(columns: Columns) -> Callable[[Sequence[str]], Position]:
    at_easting, at_northing = columns.easting, columns.northing

    def position(row: Sequence[str]) -> Position:
        try:
            easting, northing = int(row[at_easting].strip(_EDGES)), int(row[at_northing].strip(_EDGES))
        except ValueError as error:
            raise _WrongRow(RowFault.POSITION) from error
        if easting == northing == 0:
            return None, None
        if not (0 <= easting <= 700_000 and 0 <= northing <= 1_300_000):
            raise _WrongRow(RowFault.POSITION)
        point = to_point(easting=easting, northing=northing)
        return round(point.latitude, 6), round(point.longitude, 6)

    return position
