"""Questions in the words of whoever asks: what is put to parents is put otherwise to a young person."""

from flask_babel import lazy_gettext as _l

from portal.referrals.asking.drafts import Draft
from portal.referrals.models import Asker
from portal.web.public.ask.facts import is_young
from portal.web.public.ask.form_parts import AskForm

_OWN_PLACE = _l("Where you sleep most nights. Never give the address of a refuge: choose the council instead.")
_YOUNG_LABELS = {"may_talk_school": _l("You may talk to my school or college.")}
_YOUNG_HINTS = {
    "worry": _l("A few words are enough. You can leave this empty and say it when we talk."),
    "going_well": _l("Something you like or are good at, or somebody who helps you. You can leave this empty."),
    "good_times": _l("For example: after school, before 5."),
    "must_not_know": _l("For example: somebody at home. You can leave this empty."),
}
_NOT_FOR_THE_YOUNG = ("adults_agree", "reason")  # about grown-up sons and daughters


def in_their_words(form: AskForm, draft: Draft) -> AskForm:
    """Return the form with the labels, hints and questions that fit whoever asks."""
    if draft.step("asker").get("asker") in {Asker.YOUNG_PERSON, Asker.EXPECTING} and "postcode" in form:
        form["postcode"].description = _OWN_PLACE
    if not is_young(draft):
        return form
    for name in _NOT_FOR_THE_YOUNG:
        if name in form:
            del form[name]
    for field in form:
        field.label.text = _YOUNG_LABELS.get(field.name, field.label.text)
        field.description = _YOUNG_HINTS.get(field.name, field.description)
    return form
