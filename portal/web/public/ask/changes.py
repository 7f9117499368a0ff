"""What an answer changes in the draft: itself, and the answers that no longer fit."""

from dataclasses import replace

from portal.referrals.asking.drafts import Draft
from portal.referrals.models import MAY_MESSAGE, ContactWay
from portal.web.public.ask.danger import with_dangers
from portal.web.public.ask.form_parts import AskForm
from portal.web.public.ask.forms_reach import way_of

_FORGETS = {"place": ("council", "door"), "council": ("door",), "reach": ("details", "safe", "agreements")}


def with_answers(draft: Draft, step: str, form: AskForm) -> Draft:
    """Return the draft with a page's answers; where they changed, what hung on the old ones is asked again."""
    answers = with_dangers(form.kept())
    if answers == draft.step(step):
        return draft
    gone = {*_FORGETS.get(step, ())}
    if step in {"place", "council"} and way_of(draft) is ContactWay.COME_TO_HUB:
        gone.add("details")
    if step == "details" and draft.step("agreements").get(MAY_MESSAGE):  # ticked for another address
        gone.add("agreements")
    return without(draft, *gone).with_step(step, answers)


def without(draft: Draft, *steps: str) -> Draft:
    """Return the draft without the answers of some steps."""
    return replace(draft, steps={name: answers for name, answers in draft.steps.items() if name not in steps})
