"""Words that nobody else writes, and how to find them again, also where they were wrapped up."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

from tests.reliability.browser import Answer

WORD = "kanarienvogel"
NUMBER = "01632 960 417"  # Ofcom keeps it for stories
POSTCODE = "L32 1QQ"  # in no file of ours
_ADDRESS = re.compile(r'(?:href|src|action)="([^"]*)"')
_DIALLED = ("tel:", "mailto:")  # what a worker presses to reach the family; no server is asked for it
_MOST = 1 << 20


def _forms() -> Iterator[bytes]:
    for text in (WORD, NUMBER, NUMBER.replace(" ", ""), POSTCODE, POSTCODE.replace(" ", ""), POSTCODE.lower()):
        yield from (text.encode(), text.encode("utf-16-le"), quote(text).encode(), quote_plus(text).encode())
        yield text.encode().hex().encode()
    for start in range(3):  # of base64, whatever stands before it
        whole = base64.b64encode(b" " * start + WORD.encode())
        yield whole[4:-4]


FORMS = tuple(dict.fromkeys(_forms()))


def find_in_bytes(data: bytes) -> bool:
    """Tell whether a canary stands in data as it is, or encoded."""
    return any(form in data for form in FORMS)


def find_in_answers(answers: Iterable[Answer]) -> Iterator[str]:
    """Name the kinds of places in which a canary stands in what a browser was told, apart from the page itself."""
    for answer in answers:
        links = [each for each in _ADDRESS.findall(answer.text) if not each.startswith(_DIALLED)]
        addresses = [answer.location, *links]
        if any(find_in_bytes(address.encode()) for address in addresses):
            yield f"address on {answer.path.partition('?')[0]}"
        for name, value in answer.headers:
            if find_in_bytes(value.encode()) or (name.lower() == "set-cookie" and find_in_bytes(_unwrapped(value))):
                yield f"header {name}"


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
