"""Read `sectors.csv`: postcode districts and sectors with their middle and their live postcodes by council."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.places.models import CodeCount, Point
from portal.places.postcode import District, PostcodeError, Sector, parse_place_text
from portal.yaml_files import Fault

COLUMNS = ("level", "code", "postcodes", "latitude", "longitude", "councils")
LARGE_USER = "large users"
_GSS = re.compile(r"[ENSW]\d{8}")
_WRITTEN = "Run `portal postcodes import`, then `portal postcodes sectors`, which writes it."
_LEVELS = {"district": District, "sector": Sector}


class _WrongRow(ValueError):
    """A row that cannot be used: the field, and what to write in it."""

    def __init__(self, field: str, hint: str) -> None:
        super().__init__(field)
        self.field, self.hint = field, hint


def read_codes(path: Path, *, root: Path, faults: list[Fault]) -> Mapping[str, CodeCount]:
    """Return the districts and sectors by code; every row that cannot be used is a fault."""
    file = path.relative_to(root).as_posix()
    codes: dict[str, CodeCount] = {}
    for line, row in _read_rows(path, file, faults):
        try:
            code = _read_code(row)
        except _WrongRow as wrong:
            written = row.get(wrong.field) or ""
            faults.append(Fault(file, line, wrong.field, "row", f'"{written}" cannot be used.', wrong.hint))
            continue
        if code.code in codes:
            faults.append(
                Fault(file, line, "code", "duplicate", f"{code.code} stands here twice.", "Keep one of them.")
            )
        codes.setdefault(code.code, code)
    return codes


def _read_rows(path: Path, file: str, faults: list[Fault]) -> Iterator[tuple[int, Mapping[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        faults.append(Fault(file, 1, "", "unreadable", "There is no such file.", _WRITTEN))
        return
    except (OSError, UnicodeDecodeError):
        faults.append(Fault(file, 1, "", "unreadable", "The file cannot be read.", "Save it as CSV in UTF-8."))
        return
    reader = csv.DictReader(text.splitlines(), restval="")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        hint = f"The first line is `{','.join(COLUMNS)}`, with `use` where there is something to say."
        faults.append(Fault(file, 1, "", "columns", f"Missing columns: {', '.join(missing)}.", hint))
        return
    for row in reader:
        yield reader.line_num, row


def _read_code(row: Mapping[str, str]) -> CodeCount:
    if row.get("use", "") not in ("", LARGE_USER):
        raise _WrongRow("use", f"Leave it empty or write `{LARGE_USER}`.")
    councils = dict(_read_share(part) for part in row["councils"].split(";") if part)
    count = int(_number(row, "postcodes", 1, 10**6))
    if not 0 < sum(councils.values()) <= count:
        raise _WrongRow("councils", "The numbers together are at least 1 and at most `postcodes`.")
    return CodeCount(
        code=_code(row),
        point=Point(_number(row, "latitude", 49, 61), _number(row, "longitude", -9, 2)),
        postcodes=count,
        councils=dict(sorted(councils.items(), key=lambda item: -item[1])),
        is_large_user=row.get("use") == LARGE_USER,
    )


def _code(row: Mapping[str, str]) -> str:
    if row["level"] not in _LEVELS:
        raise _WrongRow("level", "Write `district` or `sector`.")
    try:
        code = parse_place_text(row["code"])
    except PostcodeError as error:
        raise _WrongRow("code", "Write for example `L20` or `L20 4`.") from error
    if not isinstance(code, _LEVELS[row["level"]]) or code.text != row["code"]:
        raise _WrongRow("code", f"Write a {row['level']}, for example `L20` or `L20 4`.")
    return code.text


def _read_share(text: str) -> tuple[str, int]:
    gss, _, count = text.partition(":")
    if not _GSS.fullmatch(gss) or not count.isdecimal():
        raise _WrongRow("councils", "Write for example `E08000012:40;E08000014:3`.")
    return gss, int(count)


def _number(row: Mapping[str, str], field: str, least: float, most: float) -> float:
    try:
        number = float(row[field])
    except ValueError as error:
        raise _WrongRow(field, "Write a number.") from error
    if not least <= number <= most:
        raise _WrongRow(field, f"Write a number from {least} to {most}.")
    return number
