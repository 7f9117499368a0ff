"""What a family tells a worker that it could have written on its own page: a new number, an agreement taken back."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from portal.referrals.models import MAY_MESSAGE, Permission
from portal.web.fields import TokenForm, check_number, choices_of, in_plain_digits, stripped
from portal.web.labels import staff as words


class NewNumberForm(TokenForm):
    """A new phone number of the family, and whether it is safe to ring."""

    new_number = StringField(
        _l("New phone number"),
        filters=[stripped, in_plain_digits],
        validators=[
            DataRequired(_l("Write the number.")),
            Length(max=60, message=_l("Write only the number.")),
            check_number,
        ],
        description=_l("It stands beside the old one, which stays. It is kept sealed, like what the family wrote."),
    )
    new_number_safe = RadioField(
        _l("Is it safe to ring it?"),
        choices=choices_of({each: words.MAY_RING[each] for each in (Permission.YES, Permission.ASK)}),
        coerce=Permission,
        validators=[InputRequired(_l("Ask the family. If it is not safe to ring, do not keep the number."))],
    )


class TakenBackForm(TokenForm):
    """What the family agreed to and does not want any more."""

    taken_back = RadioField(
        _l("What do they take back?"),
        choices=choices_of({each: words.AGREEMENT[each] for each in ("may_talk_school", "may_talk_gp", MAY_MESSAGE)}),
        validators=[InputRequired(_l("Choose what they take back."))],
        description=_l("If they want no help any more, close the request."),
    )
