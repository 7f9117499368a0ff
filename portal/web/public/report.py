"""Tell us what is wrong with an entry, or whether it helped; neither says who."""

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from portal.catalogue.models import Service
from portal.reports import Field, Problem, count_helped, looks_automatic, report_problem
from portal.reports.reports import LONGEST_WORDS
from portal.store.transactions import writing
from portal.visits import allow
from portal.web.email_address import check_email
from portal.web.fields import TRAP, TokenForm, choices_of, stripped
from portal.web.here import locale, now, parts
from portal.web.labels.reports import FIELD
from portal.web.security import token_free

bp = Blueprint("report", __name__)
REPORTS = 300  # in an hour from one address: a school or a library stands behind one, and sends far less
TAPS = 30  # in a day from one address for one service; what is more is thanked for and not counted


class ReportForm(TokenForm):
    """What is wrong, in which words, and where an answer may go."""

    field = RadioField(
        _l("What is wrong?"),
        choices=choices_of(FIELD),
        validators=[InputRequired(_l("Choose what is wrong."))],
        invalid_choice_message=_l("Choose what is wrong."),
    )
    words = TextAreaField(
        _l("What should it say?"),
        filters=[stripped],
        validators=[Length(max=LONGEST_WORDS, message=_l("Make this shorter: 600 characters at most."))],
        description=_l("If you know it. Write nothing about you or your family here."),
    )
    address = StringField(
        _l("Your email, if you want to know when it is put right"),
        filters=[stripped],
        description=_l("You can leave this empty. We delete it when we have answered."),
    )

    def validate_address(self, field: StringField) -> None:
        """Take an address that mail can be sent to, or none."""
        if field.data:
            try:
                field.data = check_email(field.data)
            except ValueError as error:
                raise ValidationError(_("Check the email address, or leave it empty.")) from error


@bp.get("/services/<service_id>/report")
def ask(service_id: str) -> str:
    """Ask what is wrong with a service's entry."""
    service = _service(service_id)
    return _show(service, _build_form(service))


@bp.post("/services/<service_id>/report")
def send(service_id: str) -> Response | tuple[str, int]:
    """Keep the report for whoever looks after the entries."""
    service = _service(service_id)
    form = _build_form(service)
    if not form.validate():
        return _show(service, form), 422
    if not allow(parts().engine, f"report {request.remote_addr}", limit=REPORTS, per=timedelta(hours=1), now=now()):
        abort(429)
    with writing(parts().engine) as db:
        report_problem(db, _problem(service, form), now())
    return redirect(url_for("report.thanks", service_id=service.id), code=303)


@bp.post("/services/<service_id>/helped")
@token_free
def tap(service_id: str) -> Response:
    """Count whether it helped, and nothing else."""
    service = _service(service_id)
    answer = request.form.get("helped", "")
    key = f"helped {service.id} {request.remote_addr}"
    if answer in {"yes", "no"} and allow(parts().engine, key, limit=TAPS, per=timedelta(days=1), now=now()):
        with writing(parts().engine) as db:
            count_helped(db, service.id, has_helped=answer == "yes", now=now())
    return redirect(url_for("report.thanks", service_id=service.id), code=303)


@bp.get("/services/<service_id>/thanks")
def thanks(service_id: str) -> str:
    """Say thank you, and lead back."""
    return render_template("public/report/thanks.html", service=_service(service_id))


def _build_form(service: Service) -> ReportForm:
    """Return the form; it offers an answer where mail can go out from an address that gives nothing away.

    Not about help against violence: the wrong person may read that mail.
    """
    form = ReportForm()
    if service.is_address_withheld or not parts().settings.family_mail_from:
        del form.address
    return form


def _problem(service: Service, form: ReportForm) -> Problem:
    """Return what was sent."""
    return Problem(
        service_id=service.id,
        field=Field(form.field.data),
        words=form.words.data,
        locale=locale(),
        address=form.address.data if form.address else "",
        is_suspected=looks_automatic(form.words.data, request.form.get(TRAP, "")),
    )


def _service(service_id: str) -> Service:
    found: Service = parts().catalogue.services.get(service_id) or abort(404)
    return found


def _show(service: Service, form: ReportForm) -> str:
    return render_template("public/report/ask.html", service=service, form=form)
