"""From what somebody types to where they are, a postcode or a place's name: the box of every page that has one."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from portal.places.models import Place, PlaceError
from portal.places.postcode import PostcodeError, PostcodeFault
from portal.web.english import as_name
from portal.web.fields import OpenForm, stripped
from portal.web.here import parts
from portal.web.page import join_names
from portal.web.public.typed_place import example_postcode, find_typed


class PostcodeForm(OpenForm):
    """A postcode or a place's name; `place` is where it leads."""

    postcode = StringField(_l("Postcode"), filters=[stripped])
    back = HiddenField()
    place: Place | None = None

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        self.postcode.description = place_hint()

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
    example = example_postcode()
    if error.code == PostcodeFault.SEVERAL:
        return _("Enter one postcode only, like %(postcode)s.", postcode=example.text)
    return _(
        "Enter a postcode, like %(postcode)s, the first part of one, like %(part)s, or the name of a town here.",
        postcode=example.text,
        part=example.district,
    )


def place_hint() -> str:
    """Return what may be typed as a place."""
    example = example_postcode()
    return _(
        "Like %(postcode)s. Part of it, like %(part)s, or the name of your town is fine.",
        postcode=example.text,
        part=example.district,
    )


def _unknown_words() -> str:
    areas = join_names(as_name(council.area_name) for council in parts().areas.councils.values())
    return _("We do not know that postcode. Check it, or choose your council by name: %(areas)s.", areas=areas)
