"""Find the columns of a postcode file by what they are called, in every header generation and later ones of the kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Product(StrEnum):
    """Whose list of postcodes it is."""

    CODE_POINT = "OS Code-Point Open"
    ONSPD = "ONS Postcode Directory"
    NSPL = "National Statistics Postcode Lookup"


class ImportFault(StrEnum):
    """Why files cannot be imported."""

    NO_FILES = "no_files"
    UNREADABLE = "unreadable"
    UNKNOWN_HEADER = "unknown_header"
    MIXED = "mixed"
    NO_POSTCODES = "no_postcodes"
    TOO_MANY_REFUSED = "too_many_refused"
    BUSY = "busy"


class ImportRefused(Exception):
    """Say by `code` why nothing was imported: the `file`, and what is missing or wrong in `names`."""

    def __init__(self, code: ImportFault, file: str = "", names: Sequence[str] = ()) -> None:
        super().__init__(f"{code.value}: {file}: {', '.join(names)}")
        self.code, self.file, self.names = code, file, tuple(names)


@dataclass(frozen=True)
class Columns:
    """Where things stand in a row of a product, counted from 0; -1 where the product has no such column."""

    product: Product
    width: int
    postcode: int
    council: int
    ward: int
    quality: int
    easting: int = -1
    northing: int = -1
    latitude: int = -1
    longitude: int = -1
    terminated: int = -1
    user_type: int = -1


CODE_POINT = Columns(Product.CODE_POINT, width=10, postcode=0, quality=1, easting=2, northing=3, council=8, ward=9)
_CODE_POINT_HEADS = {"pc", "postcode"}
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? *[0-9][A-Z]{2}")
_PATTERNS = {
    "postcode": r"pcds",
    "council": r"oslaua|laua|lad\d\dcd",
    "ward": r"osward|ward|wd\d\dcd",
    "quality": r"osgrdind|gridind",
    "latitude": r"lat",
    "longitude": r"long",
    "terminated": r"doterm",
    "user_type": r"usertype|usrtypind",
}
_ONLY_IN_ONSPD = re.compile(r"oa01(cd)?")


def find_columns(first: Sequence[str], *, file: str) -> tuple[Columns, bool]:
    """Return the columns by a file's first row, and whether it is a header; raise `ImportRefused` with what is missing."""
    if len(first) == CODE_POINT.width and _POSTCODE.fullmatch(first[0].strip()):
        return CODE_POINT, False
    header = [name.strip().lower() for name in first]
    if len(header) == CODE_POINT.width and header[0] in _CODE_POINT_HEADS:
        return CODE_POINT, True
    places = {field: _find(pattern, header) for field, pattern in _PATTERNS.items()}
    missing = [f"{field} ({_PATTERNS[field]})" for field, place in places.items() if place < 0]
    if missing:
        raise ImportRefused(ImportFault.UNKNOWN_HEADER, file, missing)
    product = Product.ONSPD if any(map(_ONLY_IN_ONSPD.fullmatch, header)) else Product.NSPL
    return Columns(product, len(header), **places), True


def _find(pattern: str, header: Sequence[str]) -> int:
    found = [index for index, name in enumerate(header) if re.fullmatch(pattern, name)]
    return found[0] if len(found) == 1 else -1
