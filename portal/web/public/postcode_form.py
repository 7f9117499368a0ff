"""From what somebody types to where they are: the postcode box of every page that has one."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from portal.places.models import Place, PlaceError
from portal.places.postcode import PostcodeError, parse_place_text
from portal.web.fields import OpenForm, stripped
from portal.web.here import parts


class PostcodeForm(OpenForm):
    """A postcode; `place` is where it leads, `is_repaired` tells that a look-alike was put right."""

    postcode = StringField(
        _l("Postcode"), filters=[stripped], description=_l("For example L20 4AA. Part of one, such as L20, is fine.")
    )
    back = HiddenField()
    place: Place | None = None
    is_repaired = False

    def validate_postcode(self, field: StringField) -> None:
        """Find the place, or say how to write a postcode."""
        try:
            code = parse_place_text(field.data or "")
            self.place = parts().gazetteer.find(code)
        except PostcodeError as error:
            raise ValidationError(_("Enter a postcode, like L20 4AA, or the first part of one.")) from error
        except PlaceError as error:
            raise ValidationError(
                _("We do not know that postcode. Check it, or choose your council by name.")
            ) from error
        self.is_repaired = code.repaired


def is_own_page(path: str | None) -> bool:
    """Tell whether `path` is an address of this site that may be gone back to."""
    return bool(path) and str(path).startswith("/") and not str(path).startswith(("//", "/\\"))
