"""From text as written to a typed value, or a `WrongValue` that says what to write."""

import re
from collections.abc import Collection
from datetime import date, time
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from portal.yaml_files.faults import suggest

Choice = TypeVar("Choice", bound=StrEnum)

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
# UK numbers with area code, 0800 1111, three-digit lines, 116 123, short codes for texts, and international.
PHONE = re.compile(r"0\d{6,10}|1\d\d|999|116\d{3}|[6-8]\d{4,5}|\+\d{9,14}", re.ASCII)
# Numbers that all have eleven digits; elsewhere in 01, and in 08, some have fewer (Ofcom, National Numbering Plan).
ELEVEN = re.compile(r"0[237]|01(?:1\d|\d1)", re.ASCII)
_DIGITS = 11
PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


class WrongValue(ValueError):
    """A text that is not the value its field asks for: what is wrong, and what to write."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def parse_integer(text: str, *, minimum: int, maximum: int) -> int:
    """Return the whole number, both ends included."""
    if not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        raise WrongValue("integer", f'"{text}" is not a whole number.', f"Write for example `{max(minimum, 5)}`.")
    if not minimum <= int(text) <= maximum:
        raise WrongValue("range", f"{text} cannot be right.", f"Write a number from {minimum} to {maximum}.")
    return int(text)


def parse_number(text: str, *, minimum: float, maximum: float) -> float:
    """Return the decimal number, both ends included."""
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,15})?", text, re.ASCII):
        raise WrongValue("number", f'"{text}" is not a number.', f"Write for example `{maximum}`.")
    if not minimum <= float(text) <= maximum:
        raise WrongValue("range", f"{text} cannot be right.", f"Write a number from {minimum} to {maximum}.")
    return float(text)


def parse_day(text: str) -> date:
    """Return the date written as YYYY-MM-DD."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise WrongValue("date", f"There is no day {text}.", "Look the date up.") from None
    raise WrongValue("date", f'"{text}" is not a date.', "Write year-month-day, for example `2026-11-21`.")


def parse_partial_date(text: str) -> str:
    """Return a year, year-month or full date as written; a source often tells no more."""
    if not PARTIAL_DATE.fullmatch(text):
        raise WrongValue("date", f'"{text}" is not a date.', "Write `2026`, `2026-11` or `2026-11-21`.")
    parse_day((text + "-01-01")[:10])
    return text


def parse_clock(text: str) -> time:
    """Return the time of day written as 24-hour HH:MM."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?", text.lower(), re.ASCII)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (9, 0)
    if re.fullmatch(r"\d\d:\d\d", text, re.ASCII) and hour < 24 and minute < 60:
        return time(hour, minute)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    example = f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else "23:59"
    raise WrongValue("time", f'"{text}" is not a time of day.', f'Write hours and minutes, for example `"{example}"`.')


def parse_yes_no(text: str) -> bool:
    """Return whether it says yes."""
    if text not in ("yes", "no"):
        raise WrongValue("yes-no", f'"{text}" is neither yes nor no.', "Write `yes` or `no`.")
    return text == "yes"


def parse_url(text: str) -> str:
    """Return the web address, with http or https."""
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not re.search(r"\s", text)
    except ValueError:
        is_address = False
    if not is_address:
        bare = re.sub(r"\s", "", text.rsplit("://", maxsplit=1)[-1])
        raise WrongValue(
            "url", f'"{text}" is not a web address.', f"Write for example `https://{bare or 'www.example.org/'}`."
        )
    return text


def parse_email(text: str) -> str:
    """Return the e-mail address."""
    if not EMAIL.fullmatch(text):
        raise WrongValue("email", f'"{text}" is not an e-mail address.', "Write for example `hub@example.org`.")
    return text


def parse_phone(text: str) -> str:
    """Return the number as a person would dial it: digits, spaces, a leading plus."""
    number = re.sub(r"[ ()-]", "", text)
    if not PHONE.fullmatch(number):
        raise WrongValue(
            "phone", f'"{text}" is not a phone number.', "Write digits and spaces, for example `01632 960123`."
        )
    if ELEVEN.match(number) and len(number) != _DIGITS:
        raise WrongValue("phone", f'"{text}" has {len(number)} digits.', "Write all 11, for example `01632 960123`.")
    return text


def parse_choice(options: type[Choice], text: str) -> Choice:
    """Return the member of the enum."""
    try:
        return options(text)
    except ValueError:
        return options(parse_one_of([each.value for each in options], text))


def parse_one_of(options: Collection[str], text: str) -> str:
    """Return the text, which is one of `options`."""
    if text not in options:
        known = ", ".join(f"`{option}`" for option in options)
        hint = suggest(text, options, otherwise=f"Write one of {known}.")
        raise WrongValue("choice", f'"{text}" is not one of the choices.', hint)
    return text
