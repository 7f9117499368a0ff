"""Parts of the asking forms: fields that take whatever can be understood, and what a form leaves in the draft."""

from collections.abc import Callable
from typing import TypeAlias

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, Form, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation

from portal.referrals.plain import Json
from portal.web.fields import Choices, TokenForm, in_plain_digits, stripped

LINE = 200  # characters
TEXT = 4000

Words: TypeAlias = LazyString | str


class AskForm(TokenForm):
    """One page of the asking pages."""

    def kept(self) -> dict[str, Json]:
        """Return what was answered, as the draft keeps it."""
        return {field.name: field.data for field in self if field.name != "csrf_token"}


class Needed:
    """Asks for an answer: always, or only where the field `when[0]` was answered by `when[1]`."""

    def __init__(self, message: Words | None, when: tuple[str, str] | None = None) -> None:
        self.message = message
        self.when = when

    def __call__(self, form: Form, field: Field) -> None:
        """Stop at an empty field, with the message where an answer is needed."""
        if field.data:
            return
        field.errors = []
        is_needed = self.message and (self.when is None or form[self.when[0]].data == self.when[1])
        raise StopValidation(self.message if is_needed else "")


def line(
    label: Words, *, hint: Words = "", required: Words | None = None, when: tuple[str, str] | None = None
) -> StringField:
    """Make a field of one line; `required` says what to type where it is empty."""
    return StringField(label, [Needed(required, when), _shorter(LINE)], filters=[stripped], description=hint)


def code(label: Words, *, hint: Words = "", required: Words | None = None) -> StringField:
    """Make a field for a phone number or a postcode, which is kept in digits that everybody here reads."""
    filters = [stripped, in_plain_digits]
    return StringField(label, [Needed(required), _shorter(LINE)], filters=filters, description=hint)


def text(label: Words, *, hint: Words = "", required: Words | None = None) -> TextAreaField:
    """Make a field of several lines."""
    return TextAreaField(label, [Needed(required), _shorter(TEXT)], filters=[stripped], description=hint)


def one_of(
    label: Words,
    options: Choices | Callable[[], Choices],
    *,
    hint: Words = "",
    required: Words | None = None,
    when: tuple[str, str] | None = None,
) -> RadioField:
    """Make a choice of one; without `required` it may be left out."""
    wrong = _l("Choose one of the answers.")
    return RadioField(label, [Needed(required, when)], choices=options, description=hint, invalid_choice_message=wrong)


def tick(label: Words, *, hint: Words = "", required: Words | None = None) -> BooleanField:
    """Make one tick of its own."""
    return BooleanField(label, [InputRequired(required)] if required else [], description=hint)


def _shorter(most: int) -> Length:
    return Length(max=most, message=_l("Make this shorter: %(most)d characters at most.", most=most))
