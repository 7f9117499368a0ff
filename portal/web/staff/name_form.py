"""The one thing asked of somebody who follows a link from a message: who they are."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from portal.web.fields import TokenForm, stripped

_LONGEST = 80  # characters


class NameForm(TokenForm):
    """Who presses the button."""

    name = StringField(
        _l("Your name"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Write your name.")),
            Length(max=_LONGEST, message=_l("Make the name shorter: at most 80 letters.")),
        ],
    )
