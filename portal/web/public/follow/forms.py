"""What may be typed on the pages for looking up: reference and words, a corrected number, agreements taken back."""

from flask_babel import lazy_gettext as _l

from portal.referrals.models import Permission
from portal.web.fields import check_number, choices_of
from portal.web.labels import asking
from portal.web.public.ask.form_parts import AskForm, code, line, one_of, tick

AGREEMENTS = ("may_talk_school", "may_talk_gp")


class LookUpForm(AskForm):
    """The reference and the four words that were shown once."""

    reference = line(_l("Your reference"), hint=_l("Ten letters and numbers."), required=_l("Type your reference."))
    words = line(
        _l("Your four words"),
        hint=_l("With spaces between them. Capitals do not matter."),
        required=_l("Type your four words."),
    )


class NumberForm(AskForm):
    """A corrected phone number, and whether it is safe to ring."""

    detail = code(_l("New phone number"), required=_l("Type a phone number."))
    may_ring = one_of(
        _l("Is it safe to ring this number?"),
        choices_of({Permission.YES: asking.YES_NO[Permission.YES], Permission.ASK: _l("I am not sure")}),
        required=_l("Choose an answer. If it is not safe, do not give us this number."),
    )
    validate_detail = check_number


class AgreementsForm(AskForm):
    """What somebody agreed to and takes back; each its own tick."""

    may_talk_school = tick(_l("Do not talk to my children's school or nursery any more."))
    may_talk_gp = tick(_l("Do not talk to my GP any more."))
    messages = tick(_l("Send me no more emails."))
    looking = tick(_l("Stop this page: nobody can look this up any more, I cannot either."))
