"""Phone numbers as people type them: with brackets, among words, two in one box."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

GREAT_BRITAIN = 44
DIGITS = 10  # of a British number after its 0; the few shorter ones are all known to the library


def dialled(text: str) -> str:
    """Return the first whole number in `text` as a phone dials it ("+441514960000"), or an empty text for none."""
    import phonenumbers  # noqa: PLC0415 - only who types or reads a number need wait for it

    found = phonenumbers.PhoneNumberMatcher(text, "GB", leniency=phonenumbers.Leniency.POSSIBLE)
    whole = (each.number for each in found if _is_whole(each.number))
    return next((phonenumbers.format_number(each, phonenumbers.PhoneNumberFormat.E164) for each in whole), "")


def is_landline(text: str) -> bool:
    """Tell whether the number in `text` is surely one at home or in an office, where no text message is read."""
    import phonenumbers  # noqa: PLC0415 - as above

    number = phonenumbers.parse(dialled(text))
    return bool(phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE)


def _is_whole(number: PhoneNumber) -> bool:
    """Tell whether no digit is missing: nobody is reached at a mobile of 10, or at "496 0000" without its area code."""
    import phonenumbers  # noqa: PLC0415 - as above

    if number.country_code != GREAT_BRITAIN or phonenumbers.is_valid_number(number):
        return True
    return len(str(number.national_number)) == DIGITS
