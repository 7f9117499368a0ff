"""Search words stand in an address that can be seen and shared: no home and no phone number may go there with them."""

import re

from portal.places.postcode import Postcode, PostcodeError

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\+?(?:\d[ ()-]?){7,}")


def without_private(words: str | None) -> str:
    """Return `words` without whole postcodes and phone numbers."""
    return " ".join(_NUMBER.sub(" ", _POSTCODE.sub(_cut_postcode, words or "")).split())


def postcode_in(words: str | None) -> str:
    """Return the first whole postcode in `words`, empty where there is none."""
    found = (each[0] for each in _POSTCODE.finditer(words or ""))
    return next((each for each in found if _is_postcode(each)), "")


def _cut_postcode(found: re.Match[str]) -> str:
    return " " if _is_postcode(found[0]) else found[0]


def _is_postcode(text: str) -> bool:
    try:
        return not Postcode.parse(text).repaired
    except PostcodeError:
        return False
