"""The link in a notice: opening it changes nothing (mail scanners open links), a typed name stops reminders."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.referrals.delivery.acknowledgement import acknowledge, find_notice
from portal.store.transactions import reading, writing
from portal.web.here import now, parts
from portal.web.staff.name_form import NameForm

bp = Blueprint("acknowledge", __name__)


@bp.get("/acknowledge/<token>")
def ask(token: str) -> str | tuple[str, int]:
    """Show reference and time, and nothing else of the request."""
    return _show(token, NameForm(formdata=None))


@bp.post("/acknowledge/<token>")
def note(token: str) -> Response | str | tuple[str, int]:
    """Note who saw the notice."""
    form = NameForm()
    if not form.validate():
        page = _show(token, form)
        return (page, 422) if isinstance(page, str) else page
    with writing(parts().engine) as db:
        acknowledge(db, token, name=form.name.data, now=now())
    return redirect(url_for("acknowledge.ask", token=token), code=303)


def _show(token: str, form: NameForm) -> str | tuple[str, int]:
    with reading(parts().engine) as db:
        notice = find_notice(db, token, now())
    if notice is None:
        return render_template("staff/acknowledge/unknown.html"), 404
    form.name.description = _("It stands beside the request for your team to see.")
    return render_template("staff/acknowledge/ask.html", notice=notice, form=form)
