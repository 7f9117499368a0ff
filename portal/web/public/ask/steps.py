"""The steps in order: which apply to whom, what each asks, and the way from one to the next."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.referrals.asking.drafts import Draft
from portal.referrals.models import Asker, Way
from portal.web.public.ask import facts, forms_end, forms_place, forms_reach, forms_worry, forms_you
from portal.web.public.ask.form_parts import AskForm
from portal.web.public.ask.own_words import in_their_words

Builder = Callable[[Draft], AskForm]
Question = Callable[[Draft], bool]


@dataclass(frozen=True)
class Step:
    """One page. Its number stands in the address and its title in the browser's history: both say nothing."""

    number: int
    name: str
    title: LazyString
    build: Builder
    applies: Question = lambda _draft: True

    def form(self, draft: Draft) -> AskForm:
        """Return the form as whoever asks reads it."""
        return in_their_words(self.build(draft), draft)


def form_of(kind: type[AskForm], name: str) -> Builder:
    """Return what builds the form from the draft's answers at step `name`."""
    return lambda draft: kind(data=draft.step(name))


_in_full = facts.is_way(Way.TELL_MORE)
_is_helper = facts.is_asked_by(Asker.HELPER)

STEPS = (
    Step(1, "danger", _l("Before you start"), forms_you.build_danger_form),
    Step(2, "asker", _l("About you"), form_of(forms_you.AskerForm, "asker")),
    Step(3, "agreement", _l("About you"), form_of(forms_you.AgreementForm, "agreement"), _is_helper),
    Step(4, "age", _l("About you"), form_of(forms_you.AgeForm, "age"), facts.is_young),
    Step(5, "parents", _l("About you"), form_of(forms_you.ParentsForm, "parents"), facts.is_under_16),
    Step(6, "tonight", _l("About you"), form_of(forms_you.TonightForm, "tonight"), facts.is_16_or_17),
    Step(7, "place", _l("Your area"), form_of(forms_place.PlaceForm, "place")),
    Step(8, "council", _l("Your area"), forms_place.build_council_form, facts.is_on_border),
    Step(9, "door", _l("Your area"), form_of(forms_place.DoorForm, "door")),
    Step(10, "helper", _l("About you"), form_of(forms_you.HelperForm, "helper"), _is_helper),
    Step(11, "ring", _l("How to reach you"), form_of(forms_reach.RingForm, "ring"), facts.is_way(Way.RING_ME)),
    Step(12, "worry", _l("In your words"), form_of(forms_worry.WorryForm, "worry"), _in_full),
    Step(13, "well", _l("In your words"), form_of(forms_worry.GoingWellForm, "well"), _in_full),
    Step(14, "family", _l("Who is at home"), form_of(forms_worry.FamilyForm, "family"), _in_full),
    Step(15, "reach", _l("How to reach you"), forms_reach.build_way_form, _in_full),
    Step(16, "details", _l("How to reach you"), forms_reach.build_details_form, _in_full),
    Step(17, "safe", _l("How to reach you"), forms_reach.build_safe_form, _in_full),
    Step(18, "support", _l("What you need"), form_of(forms_end.SupportForm, "support"), _in_full),
    Step(19, "agreements", _l("What you agree to"), forms_end.build_agreements_form, _in_full),
)
FIRST = STEPS[0]
BY_NUMBER = {step.number: step for step in STEPS}


def flow(draft: Draft) -> list[Step]:
    """Return the steps that this family goes through, as far as their answers tell."""
    return [step for step in STEPS if step.applies(draft)]


def next_step(draft: Draft) -> Step | None:
    """Return the first step that is not answered yet; None where all are."""
    return next((step for step in flow(draft) if step.name not in draft.steps), None)


def step_before(step: Step | None, draft: Draft) -> Step | None:
    """Return the step before `step` (None: before the check page); None at the beginning."""
    before = [each for each in flow(draft) if step is None or each.number < step.number]
    return before[-1] if before else None


def may_open(step: Step, draft: Draft) -> bool:
    """Tell whether every step before `step` is answered."""
    waiting = next_step(draft)
    return step.applies(draft) and (waiting is None or step.number <= waiting.number)
