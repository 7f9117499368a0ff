"""Read what people type as a postcode, or as the beginning of one."""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from portal.places.lookalikes import repair, repair_outward
from portal.places.postcode_areas import (
    CROWN_DEPENDENCIES,
    FORCES,
    GIRO,
    NON_GEOGRAPHIC,
    OVERSEAS,
    is_inward,
    is_outward,
)

_LONGEST = 300  # of what people paste; more than an address
_FORCES_BOX = re.compile(r"BFPO\W*(?:C\W?O\W*)?(\d{1,4})")
_TOKEN = re.compile(r"[A-Z0-9]+")
_BREAK = re.compile(r"[,;\n\r\t|/()]")
_WRITTEN = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?|GIR|[A-Z]{4}|GX11)[\W_]*([0-9][A-Z]{2})(?![A-Z0-9])")


class PostcodeFault(StrEnum):
    """Why something typed is not a postcode."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    PARTIAL = "partial"
    SEVERAL = "several"
    NOT_A_POSTCODE = "not_a_postcode"


class PostcodeKind(StrEnum):
    """What sort of address a postcode is for."""

    STANDARD = "standard"
    CROWN_DEPENDENCY = "crown_dependency"
    FORCES = "forces"
    OVERSEAS = "overseas"
    NON_GEOGRAPHIC = "non_geographic"


@dataclass(frozen=True)
class District:
    """The first half of a postcode: L20."""

    text: str
    repaired: bool = field(default=False, compare=False)

    @property
    def district(self) -> str:
        """Return the district itself, so that every part of a postcode can be asked for it."""
        return self.text


@dataclass(frozen=True)
class Sector:
    """A postcode without its last two letters: L20 4."""

    text: str
    repaired: bool = field(default=False, compare=False)

    @property
    def district(self) -> str:
        """Return the district it lies in: L20."""
        return self.text.split(" ", maxsplit=1)[0]


class PostcodeError(ValueError):
    """Say by `code` why something typed is not a whole postcode; `part` is the piece of one that was found."""

    def __init__(self, code: PostcodeFault, part: Sector | District | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.part = part


@dataclass(frozen=True)
class Postcode:
    """A postcode by the United Kingdom's grammar; whether it is in use only a gazetteer knows.

    `repaired`: a look-alike was exchanged (L2O 4AA), so the person must confirm it. `typed` is what they wrote.
    """

    outward: str
    inward: str
    repaired: bool = field(default=False, compare=False)
    typed: str = field(default="", compare=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> "Postcode":
        """Read the one postcode in `text`, or raise `PostcodeError`."""
        clean = _clean(text)
        exact = _exact(clean)
        found = exact or _repaired(clean)
        if len(found) != 1:
            raise PostcodeError(PostcodeFault.SEVERAL) if found else _fault(clean)
        return cls(*min(found), repaired=not exact, typed=text.strip())

    @property
    def text(self) -> str:
        """Return it as it is written, with one space: L20 4AA."""
        return f"{self.outward} {self.inward}"

    @property
    def area(self) -> str:
        """Return the letters it begins with: L."""
        return self.outward[:2] if self.outward[:2].isalpha() else self.outward[:1]

    @property
    def district(self) -> str:
        """Return the district: L20."""
        return self.outward

    @property
    def sector(self) -> str:
        """Return the sector: L20 4; a forces' box has none but its district."""
        return self.outward if self.outward == "BFPO" else f"{self.outward} {self.inward[0]}"

    @property
    def kind(self) -> PostcodeKind:
        """Tell what sort of address it is for, as far as the letters say."""
        if self.area == FORCES:
            return PostcodeKind.FORCES
        if self.text in OVERSEAS:
            return PostcodeKind.OVERSEAS
        if self.area == NON_GEOGRAPHIC or self.text == GIRO:
            return PostcodeKind.NON_GEOGRAPHIC
        return PostcodeKind.CROWN_DEPENDENCY if self.area in CROWN_DEPENDENCIES else PostcodeKind.STANDARD

    def __str__(self) -> str:
        return self.text


def parse_place_text(text: str) -> Postcode | Sector | District:
    """Read a postcode, or else the sector or district in `text`; raise `PostcodeError` where there is none."""
    try:
        return Postcode.parse(text)
    except PostcodeError as error:
        if error.part is None:
            raise
        return error.part


def _clean(text: str) -> str:
    """Return `text` in plain capitals: full-width and other digits made ASCII, invisible marks gone, length checked."""
    if len(text) > _LONGEST:
        raise PostcodeError(PostcodeFault.TOO_LONG)
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(_plain(char) for char in plain if unicodedata.category(char) != "Cf")


def _plain(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdecimal() else char


def _exact(clean: str) -> set[tuple[str, str]]:
    """Return the postcodes written without a slip: the whole, else pieces between commas, else within a sentence."""
    for texts in ([clean], _BREAK.split(clean)):
        compact = {_compact(text) for text in texts}
        found = {(each[:-3], each[-3:]) for each in compact if is_whole(each[:-3], each[-3:])}
        if found:
            return found
    boxes = {("BFPO", str(int(number))) for number in _FORCES_BOX.findall(clean)}
    return boxes | {halves for halves in _WRITTEN.findall(clean) if is_whole(*halves)}


def is_whole(outward: str, inward: str) -> bool:
    """Tell whether the two halves (upper case) make a postcode."""
    if f"{outward} {inward}" in OVERSEAS or f"{outward} {inward}" == GIRO:
        return True
    return is_outward(outward) and is_inward(inward)


def _repaired(clean: str) -> set[tuple[str, str]]:
    """Return what look-alikes in `clean` were meant for: the whole, else one word or two beside each other."""
    words = _TOKEN.findall(clean)
    if _written_part(words):  # L11 1A lacks its last letter; it is no L1 1LA
        return set()
    whole = repair("".join(words), most=3)
    near = (
        [whole]
        if whole
        else [repair(word, most=2) for word in [*words, *map("".join, pairwise(words))] if word[0].isalpha()]
    )
    return {halves for halves in near if halves}


def _fault(clean: str) -> PostcodeError:
    """Return why `clean` holds no postcode, with the sector or district it does hold."""
    if not clean.strip():
        return PostcodeError(PostcodeFault.EMPTY)
    parts = {part for piece in _BREAK.split(clean) if (part := _part(_TOKEN.findall(piece)))}
    parts = parts or {District(word) for word in _TOKEN.findall(clean) if is_outward(word)}
    if len(parts) == 1:
        return PostcodeError(PostcodeFault.PARTIAL, parts.pop())
    return PostcodeError(PostcodeFault.SEVERAL if parts else PostcodeFault.NOT_A_POSTCODE)


def _part(words: list[str]) -> Sector | District | None:
    """Read the words of one piece as a district (L20), a sector (L20 4, L204) or a sector and a letter (L20 4A)."""
    meant = repair_outward("".join(words))
    return _written_part(words) or (District(meant, repaired=True) if meant else None)


def _written_part(words: list[str]) -> Sector | District | None:
    compact = "".join(words)
    is_split = len(words) - sum(word.isalpha() for word in words[:1]) > 1
    split = re.fullmatch(r"(.+?)([0-9])[A-Z]?", compact)
    if split and is_outward(split[1]) and (is_split or not is_outward(compact)):
        return Sector(f"{split[1]} {split[2]}")
    return District(compact) if is_outward(compact) else None


def _compact(text: str) -> str:
    return "".join(_TOKEN.findall(text))
