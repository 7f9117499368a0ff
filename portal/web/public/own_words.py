"""Search words stand in an address that can be seen and shared: no home, number or email may go there with them."""

import re
import unicodedata

from portal.places.postcode import Postcode, PostcodeError

# As people write them: L32 1AA, l321aa, L32-1AA, L32, 1AA, L 32 1AA, L32 1 AA, LI2 IAA; rather too much than too little.
_POSTCODE = re.compile(r"\b[A-Z]{1,2} ?[0-9OIZ][0-9A-Z]?[\W_]{0,3}[0-9OIZ][\W_]{0,2}[A-Z][\W_]?[A-Z]\b", re.IGNORECASE)
# 07700 900123, (0151) 496 0000, +44 (0)151 496-0000; not 3, 5, 7, 9, 11, 13: those are ages.
_NUMBER = re.compile(r"\+?\(?\d(?:[\s()./\-\u2010-\u2015]{0,4}\d){6,}")
_EMAIL = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>]{1,250}")
_MAYBE = re.compile(r"[0-9@]")  # none of them is without one of these
_LIKE_A_DAY = re.compile(r"[./]")  # 9.30-15.00, 12/11/2026: between the digits of a number, too
_FEWEST = 9  # digits of a number that is written so


def without_private(words: str | None) -> str:
    """Return `words` without whole postcodes, phone numbers and email addresses, however they are written."""
    words = words or ""
    if _is_surely_plain(words):
        return " ".join(words.split())
    plain = _plain(words)
    kept = _NUMBER.sub(_cut_number, _POSTCODE.sub(_cut_postcode, _EMAIL.sub(" ", plain)))
    return " ".join((words if kept == plain else kept).split())


def has_private(words: str | None) -> bool:
    """Tell whether something of `words` may not stand in an address."""
    words = words or ""
    return not _is_surely_plain(words) and without_private(words) != " ".join(words.split())


def postcode_in(words: str | None) -> str:
    """Return the first whole postcode in `words`, empty where there is none."""
    words = words or ""
    if _is_surely_plain(words):
        return ""
    found = (_read(each[0]) for each in _POSTCODE.finditer(_plain(words)))
    return next((each.typed for each in found if each and not each.repaired), "")


def _is_surely_plain(words: str) -> bool:
    """Tell whether nothing private can be in `words`; to look closer takes ten times as long, and few need it."""
    return words.isascii() and not _MAYBE.search(words)


def _plain(words: str) -> str:
    """Return full-width letters and digits as plain ones, and no mark that nobody sees."""
    if words.isascii():
        return words
    return "".join(each for each in unicodedata.normalize("NFKC", words) if unicodedata.category(each) != "Cf")


def _cut_postcode(found: re.Match[str]) -> str:
    return " " if _read(found[0]) else found[0]


def _cut_number(found: re.Match[str]) -> str:
    is_day = _LIKE_A_DAY.search(found[0]) and sum(each.isdigit() for each in found[0]) < _FEWEST
    return found[0] if is_day else " "


def _read(text: str) -> Postcode | None:
    try:
        return Postcode.parse(text)
    except PostcodeError:
        return None
