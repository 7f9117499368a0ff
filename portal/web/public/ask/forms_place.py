"""Forms about where the children live: a postcode or a council's name, and which council where a border runs through."""

from flask_babel import lazy_gettext as _l
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from portal.places.models import Place, PlaceError, PlaceFault
from portal.places.postcode import PostcodeError, PostcodeFault
from portal.referrals.asking.drafts import Draft
from portal.web.english import as_name
from portal.web.fields import Choices
from portal.web.here import parts
from portal.web.labels import asking
from portal.web.public.ask.form_parts import AskForm, code, one_of
from portal.web.public.ask.where import find_place
from portal.web.public.typed_place import OTHER


def council_choices() -> Choices:
    """Return the covered councils, and every other one as one answer."""
    covered = [SelectChoice(council.id, as_name(council.name)) for council in parts().areas.councils.values()]
    return [*covered, SelectChoice(OTHER, _l("Another council"))]


class PlaceForm(AskForm):
    """Where do the children mostly live? A repaired postcode is put back into the box to be confirmed."""

    postcode = code(
        _l("Postcode"),
        hint=_l(
            "Where the children sleep most nights. Never give the address of a refuge: choose the council instead."
        ),
    )
    council = one_of(_l("Or choose the council"), council_choices)

    def validate(self, extra_validators: object = None) -> bool:
        """Read both boxes together: the postcode first, the council where there is none or it lies on a border."""
        if not super().validate(extra_validators):
            return False
        try:
            if not self.postcode.data and not self.council.data:
                raise PostcodeError(PostcodeFault.EMPTY)
            place = self._find_place()
            self._refuse_contradiction(place)
            self._confirm_repair(place)
        except PostcodeError as error:
            self.postcode.errors = [asking.POSTCODE_FAULT[error.code]]
        except PlaceError as error:
            is_no_home = error.code is PlaceFault.NO_HOME
            self.postcode.errors = [asking.NO_HOME_POSTCODE if is_no_home else asking.UNKNOWN_POSTCODE]
        except ValidationError as error:
            self.postcode.errors = [str(error)]
        return not self.errors

    def _find_place(self) -> Place:
        try:
            return find_place(self.postcode.data, self.council.data)
        except PostcodeError:
            if not self.council.data:
                raise
        self.postcode.data = ""  # "not sure" is no postcode: the council they chose is enough
        return find_place("", self.council.data)

    def _refuse_contradiction(self, place: Place) -> None:
        """Never settle silently between a postcode in one council and a tick at another."""
        found = place.council or place.outside
        if self.postcode.data and self.council.data and self.council.data != found and place.council:
            name = parts().areas.name_of(place.council)
            raise ValidationError(
                _l(
                    "%(code)s is in the area of %(council)s. Clear the postcode, or choose that council.",
                    code=self.postcode.data,
                    council=name,
                )
            )

    def _confirm_repair(self, place: Place) -> None:
        if place.is_repaired:
            self.postcode.data = place.postcode or place.sector or place.district
            words = _l("We read this as %(code)s. If that is right, press Continue.", code=self.postcode.data)
            raise ValidationError(words)


class CouncilForm(AskForm):
    """Which council is it, where a border runs through the postcode?"""

    council = one_of(
        _l("Which council do you pay council tax to?"),
        [],
        hint=_l("Its name stands on your council tax bill and on your bins."),
        required=_l("Choose a council."),
    )


def build_council_form(draft: Draft) -> CouncilForm:
    """Return the form with the councils that the postcode may lie in."""
    form = CouncilForm(data=draft.step("council"))
    place = find_place(str(draft.step("place").get("postcode") or ""), None)
    named = [SelectChoice(council, as_name(parts().areas.name_of(council))) for council in place.candidates]
    form.council.choices = [*[each for each in named if each.label], SelectChoice(OTHER, _l("Another council"))]
    return form


class DoorForm(AskForm):
    """Nothing to answer: the page says where the request goes."""
