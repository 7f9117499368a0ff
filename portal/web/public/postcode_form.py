"""From what somebody types to where they are, a postcode or a place's name: the box of every page that has one."""

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from portal.places.models import Place, PlaceError
from portal.places.postcode import PostcodeError, PostcodeFault
from portal.web.fields import OpenForm, stripped
from portal.web.here import parts
from portal.web.page import join_names
from portal.web.public.typed_place import find_typed

_OWN_PAGE = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f]*")


class PostcodeForm(OpenForm):
    """A postcode or a place's name; `place` is where it leads."""

    postcode = StringField(
        _l("Postcode"),
        filters=[stripped],
        description=_l("Like L20 4AA. Part of it, like L20, or the name of your town is fine."),
    )
    back = HiddenField()
    place: Place | None = None

    def validate_postcode(self, field: StringField) -> None:
        """Find the place, or say how to write a postcode."""
        typed = field.data or ""
        try:
            self.place = find_typed(typed)
        except (PostcodeError, PlaceError) as error:
            raise ValidationError(fault_words(error)) from error


def fault_words(error: PostcodeError | PlaceError) -> str:
    """Return how to write a place that can be found."""
    if isinstance(error, PlaceError):
        return _unknown_words()
    if error.code == PostcodeFault.SEVERAL:
        return _("Enter one postcode only, like L20 4AA.")
    return _("Enter a postcode, like L20 4AA, the first part of one, like L20, or the name of a town here.")


def is_own_page(path: str | None) -> bool:
    """Tell whether `path` is an address of this site that may be gone back to; browsers drop control characters."""
    return _OWN_PAGE.fullmatch(path or "") is not None


def _unknown_words() -> str:
    areas = join_names(council.area_name for council in parts().areas.councils.values())
    return _("We do not know that postcode. Check it, or choose your council by name: %(areas)s.", areas=areas)
