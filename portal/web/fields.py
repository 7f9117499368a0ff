"""Form parts shared by both sites: forms without client-side checks, fields that say their hint."""

from flask_wtf import FlaskForm
from wtforms import Form


class TokenForm(FlaskForm):
    """A form that changes state: it carries a CSRF token."""


class OpenForm(Form):
    """A form read from an address, or a token-free POST: no cookie needed."""


def stripped(text: str | None) -> str:
    """Return `text` without outer blanks, and an empty text for nothing."""
    return (text or "").strip()
