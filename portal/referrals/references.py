"""The reference of a request: easy to read out and to type, told from every other."""

import re
import secrets

_LETTERS = "CDFGHJKMNPQRTVWXY34679"  # no vowels, nothing that is taken for another
_GROUPS = (3, 3, 4)


def new_reference() -> str:
    """Make a reference by chance."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(size)) for size in _GROUPS)


def read_reference(text: str) -> str:
    """Return a reference as it is kept, however it was typed."""
    typed = re.sub(r"[^0-9A-Z]", "", text[:40].upper())
    return f"{typed[:3]}-{typed[3:6]}-{typed[6:]}"
