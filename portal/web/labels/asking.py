"""Words for what the asking pages offer to choose from."""

from flask_babel import lazy_gettext as _l

from portal.places.postcode import PostcodeFault
from portal.referrals.models import Asker, ContactWay, Danger, Permission
from portal.web.i18n import ngettext

DANGER = {
    Danger.YES: _l("Yes"),
    Danger.NOT_SURE: _l("I am not sure"),
    Danger.NO: _l("No"),
}

ASKER = {
    Asker.PARENT: _l("I am a mum, dad, step-parent or carer"),
    Asker.KINSHIP_CARER: _l("I am a grandparent, relative or friend who looks after a child"),
    Asker.PARENT_ELSEWHERE: _l("I am a parent, but my children mostly live somewhere else"),
    Asker.EXPECTING: _l("I am, or we are, expecting a baby"),
    Asker.YOUNG_PERSON: _l("I am a young person and I ask for myself"),
    Asker.HELPER: _l("I help a family to ask, and they agree"),
    Asker.WORRIED_ABOUT_OTHER: _l("I am worried about a child of another family"),
}

CONTACT_WAY = {
    ContactWay.PHONE: _l("Ring me (a mobile, or a phone at home)"),
    ContactWay.TEXT: _l("Text me"),
    ContactWay.EMAIL: _l("Email me"),
    ContactWay.LETTER: _l("Write me a letter"),
    ContactWay.TRUSTED_PERSON: _l("Ring someone I trust"),
    ContactWay.COME_TO_HUB: _l("Nobody needs to contact me: I will come to a place near me"),
}

YES_NO = {
    Permission.YES: _l("Yes"),
    Permission.NO: _l("No"),
}

YES_NO_NOT_SURE = {**YES_NO, Permission.ASK: _l("I am not sure")}

AGREED_HOW = {
    "here_now": _l("They are with me now"),
    "spoken": _l("They told me so"),
    "written": _l("They wrote it to me"),
}

AGE_UNIT = {
    "years": _l("years old"),
    "months": _l("months old"),
    "expected": _l("not born yet"),
}

ADULTS_AGREE = {
    "none": _l("No"),
    "agreed": _l("Yes, and they want me to ask"),
    "not_agreed": _l("Yes, but they have not agreed"),
}

POSTCODE_FAULT = {
    PostcodeFault.EMPTY: _l("Type a postcode, or choose the council below."),
    PostcodeFault.TOO_LONG: _l("That is too long for a postcode. Type it like AB1 2CD."),
    PostcodeFault.PARTIAL: _l("Part of the postcode is missing. Type it like AB1 2CD."),
    PostcodeFault.SEVERAL: _l("There is more than one postcode in the box. Type one."),
    PostcodeFault.NOT_A_POSTCODE: _l(
        "We cannot read that as a postcode. Type it like AB1 2CD, or choose the council below."
    ),
}

NO_HOME_POSTCODE = _l(
    "This is the postcode of an office or a PO box. Type your home postcode, or choose the council below."
)
# The postcode has the right shape, but nobody knows its district.
UNKNOWN_POSTCODE = _l("We do not know this postcode. Check it. If it is right, choose the council below.")


def age_words(age: int, unit: str) -> str:
    """Return how old somebody is, `unit` being `months` or `years`: 13 years old, 1 month old."""
    if unit == "months":
        return ngettext("%(num)d month old", "%(num)d months old", age)
    return ngettext("%(num)d year old", "%(num)d years old", age)
