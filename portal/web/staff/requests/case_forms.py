"""What a worker records of reaching and closing a request."""

from datetime import datetime, time

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from portal.local_time import LONDON
from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.models import Answers
from portal.referrals.states import Outcome
from portal.web.fields import TokenForm, choices_of, stripped
from portal.web.here import now, today
from portal.web.labels import staff as words
from portal.web.staff.days import read_day, read_time

LONGEST_NOTE = 4000  # characters
too_long = Length(max=LONGEST_NOTE, message=_l("Make the note shorter: at most 4,000 letters."))
_SEALED = _l("It is kept sealed, like what the family wrote.")


class AttemptForm(TokenForm):
    """How and when somebody tried to reach the family, and what came of it."""

    how = RadioField(
        _l("How did you try?"),
        choices=choices_of(words.ATTEMPT_WAY),
        coerce=AttemptWay,
        validators=[InputRequired(_l("Choose how you tried."))],
        description=_l("Only a way that the family said is safe keeps the promise to be in touch."),
    )
    outcome = RadioField(
        _l("What came of it?"),
        choices=choices_of(words.ATTEMPT_OUTCOME),
        coerce=AttemptOutcome,
        validators=[InputRequired(_l("Choose what came of it."))],
        description=_l("With a wrong number or address nobody was tried: the promise to be in touch still runs."),
    )
    tried_on = StringField(_l("Day"), description=_l("If it was not today."), validators=[Optional()])
    tried_time = StringField(_l("Time"), description=_l("If it was not just now."), validators=[Optional()])
    note = TextAreaField(
        _l("Note"),
        filters=[stripped],
        validators=[too_long],
        description=_l("You can leave this empty. It is kept sealed, like what the family wrote."),
    )

    def validate_tried_on(self, field: StringField) -> None:
        """Refuse what is no day, or still to come."""
        day = read_day(field.data)
        if day > today():
            raise ValidationError(_l("That day is still to come."))

    def validate_tried_time(self, field: StringField) -> None:
        """Refuse what is no time, or still to come."""
        read_time(field.data)
        if not self.tried_on.errors and self.tried_at() > now():
            raise ValidationError(_l("That time is still to come."))

    def tried_at(self) -> datetime:
        """Return when it was: now, where nothing else was typed; without a time at midday of the day, or now before that."""
        if not self.tried_on.data and not self.tried_time.data:
            return now()
        day = read_day(self.tried_on.data) if self.tried_on.data else today()
        if self.tried_time.data:
            return datetime.combine(day, read_time(self.tried_time.data), LONDON)
        return min(datetime.combine(day, time(12), LONDON), now())


class CloseForm(TokenForm):
    """How a request ends."""

    ending = RadioField(
        _l("How did it end?"),
        choices=choices_of(words.OUTCOME),
        coerce=Outcome,
        validators=[InputRequired(_l("Choose how it ended."))],
    )
    level = SelectField(
        _l("Level of need"), default="", choices=choices_of(words.LEVEL), description=_l("If you know it.")
    )
    ending_note = TextAreaField(_l("Anything to note?"), filters=[stripped], validators=[too_long], description=_SEALED)


def why_field() -> TextAreaField:
    """Return a field for a reason that has to be written."""
    needed = DataRequired(_l("Write why."))
    return TextAreaField(_l("Why?"), filters=[stripped], validators=[needed, too_long], description=_SEALED)


class ReopenForm(TokenForm):
    """Why a closed request is opened again."""

    why_open = why_field()


class DisagreeForm(TokenForm):
    """Why the manager does not agree that nobody could be reached."""

    why_not = why_field()


class NoteForm(TokenForm):
    """A note."""

    text = TextAreaField(
        _l("Your note"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the note.")), too_long],
        description=_SEALED,
    )


class StepForm(TokenForm):
    """What was agreed to do next."""

    step = TextAreaField(
        _l("What was agreed, and who does it?"),
        filters=[stripped],
        validators=[DataRequired(_l("Write what was agreed.")), too_long],
        description=_SEALED,
    )
    step_on = StringField(
        _l("By which day?"), validators=[Optional()], description=_l("The list shows it to your team.")
    )

    def validate_step_on(self, field: StringField) -> None:
        """Refuse what is no day, or past: a slip of the keys would stand in the list as late from the start."""
        if read_day(field.data) < today():
            raise ValidationError(_l("That day is past."))


def mark_unsafe_ways(form: AttemptForm, answers: Answers) -> AttemptForm:
    """Say of every way that this family did not choose, or said no to, that it is not safe; of a message too."""
    form.how.choices = choices_of(
        {way: _named(words.ATTEMPT_WAY[way], is_safe=way.is_safe_for(answers)) for way in AttemptWay}
    )
    form.outcome.choices = choices_of(
        {each: _named(words.ATTEMPT_OUTCOME[each], is_safe=each.is_safe_for(answers)) for each in AttemptOutcome}
    )
    return form


def _named(name: LazyString, *, is_safe: bool) -> str:
    return str(name) if is_safe else _("%(way)s – not a way they said is safe", way=name)
