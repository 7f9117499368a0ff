"""Words that nobody else writes, where each may stand on purpose, and how to find them again, also wrapped up."""

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from urllib.parse import quote, quote_plus, unquote_to_bytes

from tests.reliability.browser import Answer

WORD = "kanarienvogel"  # in every field of asking, looking up, lists and papers
NUMBER = "01632 960 417"  # Ofcom keeps it for stories
NEW_NUMBER = "07700 900 982"  # so it does this; to which a family corrects its number
POSTCODE = "L32 1QQ"  # in no file of ours
SEARCHED = "gimpelfink"  # a name typed among the words of a search
REPORTED = "zeisigfink"  # what somebody says is wrong with an entry
REPORTER = "stieglitzfink"  # begins the address that its answer goes to
_ADDRESS = re.compile(r'(?:href|src|action|name="back" value)="([^"]*)"')
_DIALLED = ("tel:", "mailto:", "sms:")  # what a worker presses to reach the family; no server is asked for it
_MOST = 1 << 20
_LONG_ENOUGH = 8  # of base64: what is shorter stands in anything by chance
_QUICK = ("md5", "sha1", "sha256", "blake2b")
_LOOSE = bytes(sorted({*range(256)} - {*b"abcdefghijklmnopqrstuvwxyz0123456789"}))


class Place(StrEnum):
    """Where something is looked for."""

    LOG = "log"
    MAIL = "mail"
    FAMILY_MAIL = "mail to a family or a reporter"
    ADDRESS = "address"
    HEADER = "header"
    DATABASE = "database"
    FILE = "file"


@dataclass(frozen=True)
class Canary:
    """What is looked for: as it is written, and (in addresses, or wherever `is_loose`) by its letters and digits alone."""

    name: str
    forms: tuple[bytes, ...]
    letters: tuple[bytes, ...]
    on_purpose: frozenset[Place] = frozenset()
    is_loose: bool = False

    def is_in(self, data: bytes, letters: bytes, place: Place) -> bool:
        """Tell whether it stands in data, or in the letters and digits of data, where it may not."""
        if place in self.on_purpose:
            return False
        is_loose = self.is_loose or place is Place.ADDRESS
        return any(form in data for form in self.forms) or (is_loose and any(form in letters for form in self.letters))


def written(*texts: str, on_purpose: Iterable[Place] = ()) -> Canary:
    """Return what somebody wrote, to be looked for in every form there is."""
    forms = dict.fromkeys(form for text in texts for form in _forms(text))
    letters = dict.fromkeys(_letters(text.encode()) for text in texts)
    return Canary(texts[0], tuple(forms), tuple(letters), frozenset(on_purpose))


def four_words(words: tuple[str, ...]) -> Canary:
    """Return the words a family looks its request up with, one after the other: each alone is a plain one.

    A quick hash of them tells them as well: there are 38 bits to try.
    """
    texts = [joint.join(words).encode() for joint in (" ", "")]
    hashes = [hashlib.new(kind, text).hexdigest().encode() for kind in _QUICK for text in texts]
    return Canary("four words", tuple(hashes), (texts[-1],), is_loose=True)


def reference(text: str) -> Canary:
    """Return a request's reference: the database and a team's mail name it, nothing that a family gets or leaves may."""
    return written(text, on_purpose=(Place.DATABASE, Place.MAIL))


def _forms(text: str) -> Iterator[bytes]:
    for each in (text, text.replace(" ", ""), text.lower()):
        yield from (each.encode(), each.encode("utf-16-le"), quote(each).encode(), quote_plus(each).encode())
        yield each.encode().hex().encode()
    for start in range(3):  # of base64, whatever stands before it
        whole = base64.b64encode(b" " * start + text.encode())[4:-4]
        if len(whole) >= _LONG_ENOUGH:
            yield whole


def _letters(data: bytes) -> bytes:
    return unquote_to_bytes(data.replace(b"+", b" ")).lower().translate(None, _LOOSE)


_ASKED = written(WORD, NUMBER, NEW_NUMBER, POSTCODE)
# Search words stand in the address of the search, where they can be seen and shared: the family wrote them to be looked for.
_SEARCHED = written(SEARCHED, on_purpose=(Place.ADDRESS,))
# What is wrong with an entry is kept in plain: its page says to write nothing about a family, and curators read it.
_REPORTED = written(REPORTED, on_purpose=(Place.DATABASE,))
_ANSWERED = written(REPORTER)
# The address for an answer is kept in plain until the answer has gone.
_WAITING = written(REPORTER, on_purpose=(Place.DATABASE,))
ALWAYS = (_ASKED, _SEARCHED, _REPORTED, _WAITING)
AT_THE_END = (_ASKED, _SEARCHED, _REPORTED, _ANSWERED)


def find_in_bytes(data: bytes, place: Place = Place.LOG, canaries: Iterable[Canary] = ALWAYS) -> tuple[str, ...]:
    """Name the canaries that stand in data where they may not."""
    letters = _letters(data)
    return tuple(canary.name for canary in canaries if canary.is_in(data, letters, place))


def find_in_answers(answers: Iterable[Answer], canaries: Iterable[Canary] = ALWAYS) -> Iterator[str]:
    """Name the kinds of places in which a canary stands in what a browser was told, apart from the page itself."""
    looked = tuple(canaries)
    for answer in answers:
        links = [each for each in map(unescape, _ADDRESS.findall(answer.text)) if not each.startswith(_DIALLED)]
        for name in find_in_bytes("\n".join((answer.location, *links)).encode(), Place.ADDRESS, looked):
            yield f"address on {answer.path.partition('?')[0]}: {name}"
        for header, value in answer.headers:
            data = value.encode() + (_unwrapped(value) if header.lower() == "set-cookie" else b"")
            if header.lower() != "location":  # an address, looked at above
                yield from (f"header {header}: {name}" for name in find_in_bytes(data, Place.HEADER, looked))


def _unwrapped(cookie: str) -> bytes:
    """Return what a signed cookie holds: it is not sealed, whoever has it can read it."""
    payload = cookie.partition("=")[2].partition(";")[0].strip('"')
    is_packed = payload.startswith(".")
    part = payload.lstrip(".").partition(".")[0]
    try:
        data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        return zlib.decompressobj().decompress(data, _MOST) if is_packed else data
    except (binascii.Error, zlib.error):
        return b""
