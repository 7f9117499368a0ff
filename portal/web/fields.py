"""Form parts shared by both sites: forms without client-side checks, fields that say their hint."""

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeAlias, TypeVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, Form
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from portal.web.phone_number import dialled

Choices: TypeAlias = list[SelectChoice]
Code = TypeVar("Code", bound=str)
TRAP = "leave_empty"  # the macro of that name makes the field; its label says so to people who do see it
# Tab and ends of lines stay; \ufdd0 and on are what we mark texts with ourselves (portal/web/english.py).
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef]")


class TokenForm(FlaskForm):
    """A form that changes state: it carries a CSRF token."""


class OpenForm(Form):
    """A form read from an address, or a token-free POST: no cookie needed."""


def stripped(text: str | None) -> str:
    """Return `text` without outer blanks and control characters (PostgreSQL takes no NUL); an empty text for nothing."""
    return _CONTROLS.sub("", text).strip() if text else ""


def in_plain_digits(text: str | None) -> str:
    """Return `text` with every digit written 0 to 9: a worker cannot dial ٠٧٧, and beside blanks they change places."""
    return "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in text or "")


def choices_of(words: Mapping[Code, LazyString | str]) -> Choices:
    """Return the choices of a field from codes, each with its words."""
    return [SelectChoice(str(code), text) for code, text in words.items()]


def check_number(_form: Form, field: Field) -> None:
    """Take any whole number that can be rung from here, landlines too, whatever else is typed beside it."""
    if not dialled(field.data or ""):
        raise ValidationError(
            _l("Type the whole phone number with its area code, like 01632 960 001 or 07700 900 982.")
        )
