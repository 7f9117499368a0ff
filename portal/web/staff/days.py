"""Days and times as people type them, or as a browser's own field sends them."""

import re
from datetime import date, time

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_SAID = re.compile(r"(?P<day>\d{1,2})[/. -](?P<month>\d{1,2})[/. -](?P<year>\d{4})")
_TIME = re.compile(r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?")


def read_day(text: str | None) -> date:
    """Read a day like 2026-11-21 or 21/11/2026; raise `ValidationError` with how to write it."""
    found = _ISO.fullmatch((text or "").strip()) or _SAID.fullmatch((text or "").strip())
    try:
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:  # the 31st of February
        pass
    raise ValidationError(_l("Write the day like 21/11/2026."))


def read_time(text: str | None) -> time:
    """Read a time like 14:05; raise `ValidationError` with how to write it."""
    found = _TIME.fullmatch((text or "").strip())
    if found and int(found["hour"]) < 24 and int(found["minute"]) < 60:
        return time(int(found["hour"]), int(found["minute"]))
    raise ValidationError(_l("Write the time like 14:05."))
