"""Form parts shared by both sites: forms without client-side checks, fields that say their hint."""

import re

from flask_wtf import FlaskForm
from wtforms import Form

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # tab and ends of lines stay


class TokenForm(FlaskForm):
    """A form that changes state: it carries a CSRF token."""


class OpenForm(Form):
    """A form read from an address, or a token-free POST: no cookie needed."""


def stripped(text: str | None) -> str:
    """Return `text` without outer blanks and control characters (PostgreSQL takes no NUL); an empty text for nothing."""
    return _CONTROLS.sub("", text or "").strip()
