"""Forms about reaching the family: the way they choose, what is needed for it, and what is safe."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields import SelectChoice
from wtforms.validators import ValidationError

from portal.referrals.asking.drafts import Draft
from portal.referrals.models import ContactWay
from portal.web.email_address import check_email
from portal.web.english import as_name
from portal.web.fields import check_number, choices_of
from portal.web.labels import asking
from portal.web.phone_number import is_landline
from portal.web.public.ask.doors import hubs_to_come_to
from portal.web.public.ask.form_parts import AskForm, code, line, one_of, text, tick

RUNG = {ContactWay.PHONE, ContactWay.TRUSTED_PERSON}


class WayForm(AskForm):
    """How shall we reach you? Any one way is enough."""

    way = one_of(
        _l("How shall we reach you?"),
        choices_of(asking.CONTACT_WAY),
        hint=_l("Choose one. No message comes to you in any other way."),
        required=_l("Choose one way."),
    )


def build_way_form(draft: Draft) -> WayForm:
    """Return the form, without "I will come" where there is no place to come to."""
    form = WayForm(data=draft.step("reach"))
    if not hubs_to_come_to(draft):
        form.way.choices = [each for each in form.way.choices if each.value != ContactWay.COME_TO_HUB]
    return form


class NameForm(AskForm):
    """What every way needs: a name to ask for."""

    name = line(
        _l("What name shall we use?"),
        hint=_l("A first name is enough. It does not have to be your own."),
        required=_l("Type a name that we can use."),
    )


class PhoneForm(NameForm):
    """A number to ring."""

    detail = code(_l("Phone number"), hint=_l("A mobile or a phone at home."), required=_l("Type a phone number."))
    validate_detail = check_number


class TextForm(NameForm):
    """A number to text."""

    detail = code(_l("Mobile number"), required=_l("Type a mobile number."))

    def validate_detail(self, field: StringField) -> None:
        """Refuse a number at home: the team's text would reach nobody."""
        check_number(self, field)
        if is_landline(field.data):
            raise ValidationError(_l("Type a mobile number."))


class EmailForm(NameForm):
    """An address to write to."""

    detail = line(
        _l("Email"),
        hint=_l("Choose one that nobody else at home can read."),
        required=_l("Type an email address, like name@example.com."),
    )

    def validate_detail(self, field: StringField) -> None:
        """Take every address that mail can be sent to; nothing is sent to try it."""
        try:
            field.data = check_email(field.data)
        except ValueError as error:
            raise ValidationError(_l("Type the whole email address, like name@example.com.")) from error


class LetterForm(NameForm):
    """An address for a letter."""

    detail = text(
        _l("Where shall we send the letter?"),
        hint=_l("House or flat, street, town and postcode. Never the address of a refuge."),
        required=_l("Type where we shall send the letter."),
    )


class TrustedForm(NameForm):
    """Somebody they trust."""

    person = line(_l("Name of the person you trust"), required=_l("Type the name of the person you trust."))
    detail = code(_l("Their phone number"), required=_l("Type their phone number."))
    validate_detail = check_number


class HubForm(NameForm):
    """A place they will come to; its choices come with the draft."""

    hub = one_of(
        _l("Where will you come?"),
        [],
        hint=_l("Come in its opening hours with your reference. Staff there may have to ring the team."),
        required=_l("Choose a place."),
    )


DETAILS = {
    ContactWay.PHONE: PhoneForm,
    ContactWay.TEXT: TextForm,
    ContactWay.EMAIL: EmailForm,
    ContactWay.LETTER: LetterForm,
    ContactWay.TRUSTED_PERSON: TrustedForm,
    ContactWay.COME_TO_HUB: HubForm,
}


def way_of(draft: Draft) -> ContactWay:
    """Return the way to be reached that the draft holds; "just ring me" is by phone."""
    return ContactWay(str(draft.step("reach").get("way", ContactWay.PHONE)))


def build_details_form(draft: Draft) -> NameForm:
    """Return the form with just the fields of the chosen way."""
    form = DETAILS[way_of(draft)](data=draft.step("details"))
    if isinstance(form, HubForm):
        form.hub.choices = [SelectChoice(hub.id, as_name(hub.name)) for hub in hubs_to_come_to(draft)]
    return form


class SafeForm(AskForm):
    """What is safe; a question left out means no."""

    may_ring = one_of(
        _l("Is it safe to ring this number?"),
        choices_of(asking.YES_NO_NOT_SURE),
        required=_l("Choose yes, no or not sure."),
    )
    may_leave_message = one_of(
        _l("Is it safe to leave a message?"),
        choices_of(asking.YES_NO),
        hint=_l("If you do not answer, we leave none."),
    )
    may_say_who = one_of(
        _l("May we say who we are, if somebody else answers or reads it?"),
        choices_of(asking.YES_NO),
        hint=_l("If you do not answer, we give only a first name."),
    )
    good_times = line(_l("When is a good time?"), hint=_l("For example: school days between 10 and 2."))
    must_not_know = line(
        _l("Is there anyone who must not know?"), hint=_l("For example: my partner. You can leave this empty.")
    )

    def validate_may_ring(self, field: StringField) -> None:
        """Refuse a number that it is not safe to ring: there are other ways."""
        if field.data == "no":
            raise ValidationError(
                _l("Then we will not ring it. Go back and give us a number or another way that is safe.")
            )


def build_safe_form(draft: Draft) -> SafeForm:
    """Return the questions that fit the chosen way."""
    form, way = SafeForm(data=draft.step("safe")), way_of(draft)
    if way not in RUNG:
        del form.may_ring, form.may_leave_message
    if way is ContactWay.COME_TO_HUB:
        del form.may_say_who, form.good_times
    return form


class RingForm(PhoneForm, SafeForm):
    """Just ring me: name, number, what is safe and the agreement, on one page."""

    may_contact = tick(
        _l("A worker may read this and contact me in the way I chose."), required=_l("Tick this, or we cannot ring.")
    )

    def validate_may_ring(self, field: StringField) -> None:
        """Refuse a number that it is not safe to ring, and name where there are other ways."""
        if field.data == "no":
            raise ValidationError(
                _l(
                    "Then we will not ring it. Type a number that is safe, or choose another way at the end of this page."
                )
            )
