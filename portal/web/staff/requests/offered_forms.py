"""The forms of a request's page: which there are, filled with what was sent where one has to be shown again."""

from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MultiDict

from portal.referrals.casework.inbox import OpenedRequest
from portal.teams import Team
from portal.web.fields import TokenForm
from portal.web.staff.requests.case_forms import (
    AttemptForm,
    CloseForm,
    DisagreeForm,
    NoteForm,
    ReopenForm,
    StepForm,
    mark_unsafe_ways,
)
from portal.web.staff.requests.sharing_forms import GiveForm, HoldForm, PassForm, RestrictForm, ServiceForm
from portal.web.staff.requests.wish_forms import NewNumberForm, TakenBackForm
from portal.web.staff.who import who

FORMS: Mapping[str, type[TokenForm]] = {
    "attempt": AttemptForm,
    "step": StepForm,
    "note": NoteForm,
    "number": NewNumberForm,
    "taken_back": TakenBackForm,
    "give": GiveForm,
    "passing": PassForm,
    "service": ServiceForm,
    "closing": CloseForm,
    "disagreeing": DisagreeForm,
    "reopening": ReopenForm,
    "restricting": RestrictForm,
    "holding": HoldForm,
}


def form_of(typed: MultiDict[str, str]) -> dict[str, TokenForm]:
    """Return the form that has all that was typed, filled with it, by its name; {} where none has."""
    forms = ((name, kind(formdata=typed)) for name, kind in FORMS.items())
    return dict([(name, form) for name, form in forms if all(each in form for each in typed)][:1])


def offered_forms(
    opened: OpenedRequest, posted: Mapping[str, TokenForm], sisters: Iterable[Team]
) -> Mapping[str, TokenForm]:
    """Return every form by its name, each with the choices there are for this request and team."""
    forms = {name: posted.get(name) or kind(formdata=None) for name, kind in FORMS.items()}
    attempt, give, passing = forms["attempt"], forms["give"], forms["passing"]
    if isinstance(attempt, AttemptForm):
        mark_unsafe_ways(attempt, opened.answers)
    if isinstance(give, GiveForm):
        give.offer(who().roster)
        if "give" not in posted:
            give.worker.data = opened.row.worker_id or ""
    if isinstance(passing, PassForm):
        passing.offer(sisters)
    return forms
