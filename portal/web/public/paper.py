"""For whoever has no phone, no line or no wish to type: the questions on paper, a slip to take along, words to say."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, TextAreaField

from portal.places.models import Council, Hub
from portal.referrals.asking.drafts import Draft, start_draft
from portal.referrals.models import MAY_MESSAGE
from portal.web.here import now, parts, visit_place
from portal.web.public.ask import forms_end, forms_place, forms_reach, forms_worry, forms_you
from portal.web.public.ask.form_parts import AskForm
from portal.web.public.ask.steps import form_of
from portal.web.public.shown_hubs import find_state
from portal.web.public.words_to_say import words_to_say

bp = Blueprint("paper", __name__)

LINES, LONG_LINES = 1, 5  # to write on
_NOT_ON_PAPER = {"csrf_token", MAY_MESSAGE}  # messages begin with a request sent here
_FAMILY_ROWS = ("age_", "unit_", "name_")  # on paper these are one table


@dataclass(frozen=True)
class PaperPart:
    """One group of questions (`name`: the step they come from) under its title, and whom it is for where not for all."""

    name: str
    title: LazyString
    fields: tuple[Field, ...]
    who: LazyString | None = None

    @staticmethod
    def lines(field: Field) -> int:
        """Return how many lines to write on a question needs."""
        return LONG_LINES if isinstance(field, TextAreaField) else LINES


@bp.get("/paper-form")
def form() -> str:
    """Show the questions of asking as a form to print and fill in by hand; nothing is kept, no cookie is set."""
    councils = _councils()
    hubs = {each.id: [hub for hub in parts().areas.hubs_of(each.id) if _takes_paper(hub)] for each in councils}
    return render_template(
        "public/paper/form.html", paper=list(_questions(start_draft(now()))), doors=councils, hubs=hubs
    )


@bp.get("/what-to-say")
def what_to_say() -> str:
    """Show what to say on the phone, and the numbers."""
    doors = [{"council": council, "state": find_state(council.front_door.opening)} for council in _councils()]
    return render_template("public/paper/what_to_say.html", doors=doors, spoken=words_to_say())


@bp.get("/services/<service_id>/slip")
def service_slip(service_id: str) -> str:
    """Show a service's number and times alone: neither its name nor what it helps with."""
    service = parts().catalogue.services.get(service_id) or abort(404)
    return render_template("public/paper/service_slip.html", service=service)


@bp.get("/hubs/<hub_id>/slip")
def hub_slip(hub_id: str) -> str:
    """Show where a hub is and when it is open, on a slip."""
    hub = parts().areas.hubs.get(hub_id) or abort(404)
    return render_template("public/paper/hub_slip.html", hub=hub)


def _councils() -> list[Council]:
    """Return the council of the visit's place, else all."""
    place, councils = visit_place(), parts().areas.councils
    own = councils.get(place.council or "") if place and not place.must_choose else None
    return [own] if own else list(councils.values())


def _takes_paper(hub: Hub) -> bool:
    return hub.is_walk_in and hub.status == "open" and bool(hub.address)


def _questions(draft: Draft) -> Iterator[PaperPart]:
    """Give the questions of the asking pages in their order, from the same forms."""
    yield _part("danger", _l("Before you start"), forms_you.build_danger_form(draft))
    yield from _who_asks(draft)
    yield _part("place", _l("Your area"), form_of(forms_place.PlaceForm, "place")(draft))
    yield _part("worry", _l("What is worrying you?"), form_of(forms_worry.WorryForm, "worry")(draft))
    yield _part("well", _l("What is going well?"), form_of(forms_worry.GoingWellForm, "well")(draft))
    yield _part("family", _l("Who is at home"), form_of(forms_worry.FamilyForm, "family")(draft))
    yield _part("reach", _l("How to reach you"), forms_reach.build_way_form(draft))
    yield _part("details", _l("How to reach you"), forms_reach.NameForm(data={}))
    yield _part("safe", _l("What is safe for you?"), forms_reach.SafeForm(data={}))
    yield _part("support", _l("What you need"), form_of(forms_end.SupportForm, "support")(draft))
    yield _part("agreements", _l("What you agree to"), form_of(forms_end.AgreementsForm, "agreements")(draft))


def _who_asks(draft: Draft) -> Iterator[PaperPart]:
    """Give the questions about who asks; on paper each says whom it is for."""
    about, parents = _l("About you"), _l("Your parents or carers")
    young, helper = _l("Only if you are a young person and ask for yourself"), _l("Only if you ask for another family")
    under_16, older = (
        _l("Only if you are under 16 and ask for yourself"),
        _l("Only if you are 16 or 17 and ask for yourself"),
    )
    yield _part("asker", about, form_of(forms_you.AskerForm, "asker")(draft))
    yield _part("age", about, form_of(forms_you.AgeForm, "age")(draft), young)
    yield _part("parents", parents, form_of(forms_you.ParentsForm, "parents")(draft), under_16)
    yield _part("tonight", about, form_of(forms_you.TonightForm, "tonight")(draft), older)
    yield _part("agreement", _l("Does the family agree?"), form_of(forms_you.AgreementForm, "agreement")(draft), helper)
    yield _part("helper", about, form_of(forms_you.HelperForm, "helper")(draft), helper)


def _part(name: str, title: LazyString, asked: AskForm, who: LazyString | None = None) -> PaperPart:
    fields = (each for each in asked if each.name not in _NOT_ON_PAPER and not isinstance(each, HiddenField))
    return PaperPart(name, title, tuple(each for each in fields if not each.name.startswith(_FAMILY_ROWS)), who)
