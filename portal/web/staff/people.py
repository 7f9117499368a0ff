"""The people of a team: who is there, who is away and who covers, who can be signed out."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired

from portal.store.transactions import writing
from portal.teams import AbsenceRefused, Action, Person, add_absence, end_absence, end_sessions, names_of
from portal.web.fields import TokenForm, choices_of
from portal.web.here import now, parts, today
from portal.web.labels import casework as doing
from portal.web.staff.days import read_day
from portal.web.staff.who import needs, who

bp = Blueprint("people", __name__, url_prefix="/people")


class AwayForm(TokenForm):
    """Who is away from when until when, and who covers."""

    person = SelectField(_l("Who is away?"))
    first_day = StringField(_l("First day"), validators=[DataRequired(_l("Write the first day."))])
    last_day = StringField(_l("Last day"), validators=[DataRequired(_l("Write the last day."))])
    cover = SelectField(
        _l("Who covers?"), description=_l("They see the requests as their own, and may do what only a manager may.")
    )

    def offer(self) -> "AwayForm":
        """Offer the people one may plan for, and whoever may read to cover."""
        names = names_of(who().roster.people)
        plans = names if who().may(Action.PLAN_OTHERS) else {who().id: names[who().id]}
        self.person.choices = choices_of(plans)
        readers = tuple(person for person in who().roster.people if person.may(Action.READ))
        self.cover.choices = choices_of({"": _("Nobody"), **names_of(readers)})
        return self

    def validate_first_day(self, field: StringField) -> None:
        """Refuse what is no day."""
        read_day(field.data)

    def validate_last_day(self, field: StringField) -> None:
        """Refuse what is no day."""
        read_day(field.data)


@bp.get("/")
def show() -> str:
    """Show who is on the team and who is away."""
    form = AwayForm(formdata=None).offer()
    form.person.data = who().id
    return _show(form)


@bp.post("/away")
def be_away() -> Response | tuple[str, int]:
    """Keep that somebody will be away."""
    form = AwayForm().offer()
    if not form.validate():
        return _show(form), 422
    try:
        with writing(parts().engine) as db:
            add_absence(
                db,
                _person(form.person.data),
                first_day=read_day(form.first_day.data),
                last_day=read_day(form.last_day.data),
                cover_id=form.cover.data or None,
                now=now(),
            )
    except AbsenceRefused as error:
        field = {"order": form.last_day, "covers_then": form.person}.get(error.code, form.cover)
        field.errors = [str(doing.ABSENCE[error.code])]
        return _show(form), 422
    return redirect(url_for("people.show", done="away"), code=303)


@bp.post("/away/<absence_id>/end")
def be_back(absence_id: str) -> Response:
    """Forget an absence: one's own, or a manager anybody's."""
    absence = next((each for each in who().roster.absences if each.id == absence_id), None)
    if absence is None:
        abort(404)
    if absence.person_id != who().id and not who().may(Action.PLAN_OTHERS):
        abort(403)
    with writing(parts().engine) as db:
        end_absence(db, who().team.id, absence_id)
    return redirect(url_for("people.show"), code=303)


@bp.post("/<person_id>/sign-out")
@needs(Action.END_SESSIONS)
def sign_out(person_id: str) -> Response:
    """Sign somebody of the team out wherever they are."""
    with writing(parts().engine) as db:
        end_sessions(db, [_person(person_id).id], now())
    return redirect(url_for("people.show", done="signed_out"), code=303)


def _person(person_id: str) -> Person:
    return next((each for each in who().roster.people if each.id == person_id), None) or abort(404)


def _show(form: AwayForm) -> str:
    coming = [each for each in who().roster.absences if each.last_day >= today()]
    return render_template(
        "staff/people/show.html",
        form=form,
        people=who().roster.people,
        names=names_of(who().roster.people),
        absences=coming,
        done=doing.DONE.get(request.args.get("done", "")),
    )
