"""The last forms: what helps the family to be understood, and what they agree to."""

from flask_babel import lazy_gettext as _l

from portal.referrals.asking.drafts import Draft
from portal.referrals.models import ContactWay
from portal.web.fields import choices_of
from portal.web.here import parts
from portal.web.labels import asking
from portal.web.public.ask.form_parts import AskForm, line, one_of, text, tick
from portal.web.public.ask.forms_reach import way_of

WORDING_VERSION = "2026-11"  # change it whenever the words of an agreement change


class SupportForm(AskForm):
    """Interpreter, other needs, who helps already."""

    language = line(
        _l("Which language do you want to speak?"),
        hint=_l("If it is not English, we find an interpreter. A child never has to interpret."),
    )
    is_bsl = tick(_l("I use British Sign Language (BSL)"))
    is_not_from_my_community = tick(_l("Please find an interpreter who is not from my community"))
    other_needs = text(
        _l("Is there anything else we need to think of?"),
        hint=_l("For example: I use a wheelchair, I cannot read well, I need things in writing."),
    )
    has_worker = one_of(
        _l("Does a social worker or family worker already help you?"), choices_of(asking.YES_NO_NOT_SURE)
    )
    worker = line(_l("Their name, if you know it"))


class AgreementsForm(AskForm):
    """What they agree to, each its own tick."""

    may_contact = tick(
        _l("A worker may read this and contact me in the way I chose."),
        required=_l("Tick this if you want us to contact you. Without it we cannot send your answers."),
    )
    may_message = tick(
        _l("It is safe to send me short emails: it has come, it was read, somebody tried to reach me."),
        hint=_l("They do not say what it is about. Without this tick we send none."),
    )
    may_talk_school = tick(_l("You may talk to my children's school or nursery."))
    may_talk_gp = tick(_l("You may talk to my GP."))


def build_agreements_form(draft: Draft) -> AgreementsForm:
    """Return the form, with messages only where they chose email and this site sends any."""
    form = AgreementsForm(data=draft.step("agreements"))
    if way_of(draft) is not ContactWay.EMAIL or not parts().settings.family_mail_from:
        del form.may_message
    return form
