"""Permanent short codes of services, so that a pack's address holds what is in it; a code is never used twice.

The alphabet has no vowels, so that no word can come of it, and no letter that looks like a digit or another letter
(I, L, O, Y). The last letter is made of the others: with one letter wrong, or two exchanged, a code is no code.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count

LETTERS = "BCDFGHJKMNPQRSTVWXZ"  # 19, a prime: that is why one wrong letter or an exchange always shows
LENGTHS = (3, 4)
FULL = 0.8  # of the codes of a length: above, new ones are a letter longer
_LOOKALIKES = str.maketrans("8625", "BGZS")  # digits are not used: whoever types one read a letter
_UNWANTED = ("FCK", "FKN", "CNT", "SHT", "TWT", "DCK", "CCK", "KKK", "WTF", "GBH", "BNP", "KMS", "NGR", "FGT", "XXX")
_BETWEEN = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True)
class CodeEntry:
    """A code and the service it stands for; once that is gone its name, the day, and what to use instead.

    `instead` are ids of services, `need` the id of a need whose page has other help.
    """

    code: str
    service_id: str
    retired: date | None = None
    name: str = ""
    instead: tuple[str, ...] = ()
    need: str = ""


@dataclass(frozen=True)
class Codes:
    """Every code that was ever given, by the code."""

    entries: Mapping[str, CodeEntry] = field(default_factory=dict)

    def code_of(self, service_id: str) -> str:
        """Return the code in use for a service, empty where it has none yet."""
        return self._by_service.get(service_id, "")

    @cached_property
    def _by_service(self) -> Mapping[str, str]:
        return {entry.service_id: entry.code for entry in self.entries.values() if entry.retired is None}


def is_code(text: str) -> bool:
    """Tell whether a text is a code as such, whoever has it."""
    return len(text) in LENGTHS and set(text) <= set(LETTERS) and text[-1] == _last_letter(text[:-1])


def read_codes_typed(text: str) -> tuple[str, ...]:
    """Return the codes in what somebody typed or scanned, each once, in order; digits are read as letters like them."""
    parts = _BETWEEN.split(text.upper())
    return tuple(dict.fromkeys(part.translate(_LOOKALIKES) for part in parts if part))


def assign_codes(service_ids: Iterable[str], taken: Iterable[str]) -> Mapping[str, str]:
    """Return a new code for each service, different from all that were ever taken.

    A service's code begins from its id, so that two curators who add services at once rarely meet.
    """
    used, found = set(taken), {}
    for service_id in service_ids:
        length = LENGTHS[0] if len(used) < FULL * len(LETTERS) ** (LENGTHS[0] - 1) else LENGTHS[1]
        found[service_id] = next(code for code in _candidates(service_id, length) if code not in used)
        used.add(found[service_id])
    return found


def _candidates(service_id: str, length: int) -> Iterator[str]:
    start = int.from_bytes(hashlib.sha256(service_id.encode()).digest()[:8])
    for number in count(start):
        letters = "".join(LETTERS[number // 19**place % 19] for place in range(length - 1))
        code = letters + _last_letter(letters)
        if not any(word in code for word in _UNWANTED):
            yield code


def _last_letter(letters: str) -> str:
    total = sum(weight * LETTERS.index(letter) for weight, letter in enumerate(letters, 2))
    return LETTERS[-total % len(LETTERS)]
