"""What a worker records of a request."""

from collections.abc import Mapping
from typing import TypeVar

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from portal.referrals.case_notes import AttemptOutcome, AttemptWay
from portal.referrals.models import Answers
from portal.referrals.states import Outcome
from portal.web.fields import TokenForm, stripped
from portal.web.labels import staff as words

K = TypeVar("K", bound=str)

LONGEST_NOTE = 4000  # characters


def _choices(named: Mapping[K, LazyString | str]) -> list[SelectChoice]:
    return [SelectChoice(value, name) for value, name in named.items()]


class AttemptForm(TokenForm):
    """How somebody tried to reach the family, and what came of it."""

    how = RadioField(
        _l("How did you try?"),
        choices=_choices(words.ATTEMPT_WAY),
        coerce=AttemptWay,
        validators=[InputRequired(_l("Choose how you tried."))],
        description=_l("Only a way that the family said is safe keeps the promise to be in touch."),
    )
    outcome = RadioField(
        _l("What came of it?"),
        choices=_choices(words.ATTEMPT_OUTCOME),
        coerce=AttemptOutcome,
        validators=[InputRequired(_l("Choose what came of it."))],
    )
    note = TextAreaField(
        _l("Note"),
        filters=[stripped],
        validators=[Length(max=LONGEST_NOTE, message=_l("Make the note shorter: at most 4,000 letters."))],
        description=_l("You can leave this empty. It is kept sealed, like what the family wrote."),
    )


class CloseForm(TokenForm):
    """How a request ends."""

    ending = RadioField(
        _l("How did it end?"),
        choices=_choices(words.OUTCOME),
        coerce=Outcome,
        validators=[InputRequired(_l("Choose how it ended."))],
    )
    level = SelectField(
        _l("Level of need"), default="", choices=_choices(words.LEVEL), description=_l("If you know it.")
    )


def mark_unsafe_ways(form: AttemptForm, answers: Answers) -> AttemptForm:
    """Say of every way that this family did not choose, or said no to, that it is not safe."""
    form.how.choices = _choices({way: _named(way, answers) for way in AttemptWay})
    return form


def _named(way: AttemptWay, answers: Answers) -> str:
    name = str(words.ATTEMPT_WAY[way])
    return name if way.is_safe_for(answers) else _("%(way)s – not a way they said is safe", way=name)
