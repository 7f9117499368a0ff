"""Forms about who asks: danger, the asker, the helper, the young person."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import ValidationError

from portal.catalogue.models import Service
from portal.referrals.asking.drafts import Draft
from portal.referrals.models import Permission, Way
from portal.referrals.plain import Json
from portal.web.fields import choices_of
from portal.web.here import parts
from portal.web.labels import asking
from portal.web.public.ask.form_parts import AskForm, line, one_of
from portal.web.public.ask.numbers import read_number

OLDEST = 120  # years


class DangerForm(AskForm):
    """Is anyone in danger now? It also carries the way in and the service chosen on the page before."""

    way = HiddenField()
    service = HiddenField()
    danger = one_of(
        _l("Is anyone in danger right now?"),
        choices_of(asking.DANGER),
        hint=_l("You, a child, or anyone at home."),
        required=_l("Choose yes, no or not sure."),
    )

    def kept(self) -> dict[str, Json]:
        """Return the answer with a way in there is and a service of the catalogue, or none."""
        way = Way.RING_ME if self.way.data == Way.RING_ME else Way.TELL_MORE
        service = find_service(self.service.data)
        return {"way": way.value, "service": service.id if service else "", "danger": self.danger.data}


def find_service(service_id: object) -> Service | None:
    """Return the service that somebody asks about, where the catalogue has it."""
    return parts().catalogue.services.get(str(service_id or ""))


def build_danger_form(draft: Draft) -> DangerForm:
    """Return the form with the way in and the service that the address names, else those of the draft."""
    is_here = request.endpoint == "ask.step"  # the form is read on other pages too
    named = {name: request.args[name] for name in ("way", "service") if name in request.args and is_here}
    return DangerForm(data={**draft.step("danger"), **named})


class AskerForm(AskForm):
    """Who is asking."""

    asker = one_of(_l("Who is asking?"), choices_of(asking.ASKER), required=_l("Choose what fits you best."))


class AgreementForm(AskForm):
    """Does the family that somebody helps agree, and how did they say so?"""

    agreed = one_of(
        _l("Does the family agree that you ask for them?"),
        choices_of(asking.YES_NO),
        required=_l("Choose yes or no."),
    )
    how = one_of(
        _l("If yes, how did they tell you?"),
        choices_of(asking.AGREED_HOW),
        required=_l("Choose how they told you."),
        when=("agreed", "yes"),
    )
    agreed_on = line(
        _l("If yes, when was that?"), hint=_l("For example: last Monday. Leave it empty if they are with you now.")
    )

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for the day where the family agreed before now."""
        super().validate(extra_validators)
        is_earlier = self.agreed.data == Permission.YES and self.how.data in {"spoken", "written"}
        if is_earlier and not self.agreed_on.data:
            self.agreed_on.errors = [_l("Say when they agreed.")]
        return not self.errors


class HelperForm(AskForm):
    """Who helps the family, asked only after the council has been named."""

    name = line(_l("Your name"), required=_l("Type your name."))
    role = line(
        _l("How do you know the family?"),
        hint=_l("For example: teacher, health visitor, neighbour."),
        required=_l("Say how you know the family."),
    )
    contact = line(
        _l("Your phone number or email"),
        hint=_l("The worker uses this to reach you, not the family."),
        required=_l("Type a phone number or an email."),
    )
    agreed_by = line(
        _l("Who in the family agreed?"),
        hint=_l("For example: the mother, or both parents. What they agreed to: that you ask for them here."),
        required=_l("Say who agreed."),
    )


class AgeForm(AskForm):
    """How old is the young person who asks?"""

    age = line(_l("How old are you?"), hint=_l("In years, for example 15."), required=_l("Type your age in years."))

    def validate_age(self, field: StringField) -> None:
        """Take any number of years a person can have."""
        years = read_number(field.data)
        if years is None or years > OLDEST:
            raise ValidationError(_l("Type your age as a number, for example 15."))


class ParentsForm(AskForm):
    """What somebody of 13 to 15 is asked about their parents."""

    does_parent_know = one_of(
        _l("Does a parent or carer know that you are asking?"),
        choices_of(asking.YES_NO),
        required=_l("Choose yes or no."),
    )
    may_talk = one_of(
        _l("May we talk to them?"),
        choices_of(asking.YES_NO),
        hint=_l("If you say no, a worker talks with you first. If you are in danger they may have to tell someone."),
        required=_l("Choose yes or no."),
    )


class TonightForm(AskForm):
    """What somebody of 16 or 17 is asked first."""

    nowhere = one_of(
        _l("Do you have somewhere safe to sleep tonight?"),
        choices_of({"no": asking.YES_NO[Permission.YES], "yes": asking.YES_NO[Permission.NO]}),
        required=_l("Choose yes or no."),
    )
