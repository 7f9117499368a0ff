"""Read a number or an age as people type it."""

import re

from portal.search.models import Age
from portal.search.understanding.ages import read_age

_NAMED = {Age.expecting(): ("", "expected"), Age(0): ("0", "months")}  # words without a number
_WEEKS = re.compile(r"(\d{1,2}) ?(?:weeks?|wks?)(?: old)?", re.IGNORECASE)
_UNITS = {Age(2): "months", Age.of_years(2): "years"}


def read_number(text: str) -> int | None:
    """Return the one whole number in `text` ("15", "15 years", "١٥"), or None where there is none or more than one."""
    found = re.findall(r"\d{1,6}", text)
    return int(found[0]) if len(found) == 1 else None


def read_age_and_unit(text: str) -> tuple[str, str] | None:
    """Return an age and the unit written with it ("10 months", "4y", "expecting"; "" for none), or None for no age.

    Weeks are counted as months.
    """
    if weeks := _WEEKS.fullmatch(text):
        return (str(int(weeks[1]) * 12 // 52), "months")
    number = read_number(text)
    if not any(char.isalpha() for char in text):
        return (str(number), "") if number is not None else None
    if number is None:
        told = read_age(text)
        return _NAMED.get(told) if told else None
    told = read_age(re.sub(r"\d+", "2", text))  # only the unit is asked for: search reads children's ages alone
    return (str(number), _UNITS[told]) if told in _UNITS else None
