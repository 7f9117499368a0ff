"""Read a number as people type it."""

import re


def read_number(text: str) -> int | None:
    """Return the one whole number in `text` ("15", "15 years", "١٥"), or None where there is none or more than one."""
    found = re.findall(r"\d{1,6}", text)
    return int(found[0]) if len(found) == 1 else None
