"""Open a request that is hidden from the team but managers, when a family cannot wait: with a written reason."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.referrals.casework.restriction import break_glass
from portal.referrals.errors import ReferralError
from portal.referrals.records.overview import find_id
from portal.store.transactions import writing
from portal.teams import Action
from portal.web.here import now, parts
from portal.web.staff.requests.guard import private_keys
from portal.web.staff.requests.sharing_forms import GlassForm
from portal.web.staff.who import needs, who

bp = Blueprint("hidden", __name__)


@bp.get("/hidden")
@needs(Action.BREAK_GLASS)
def ask() -> str:
    """Ask for the reference and the reason."""
    return _show(GlassForm(formdata=None))


@bp.post("/hidden")
@needs(Action.BREAK_GLASS)
def open_it() -> Response | tuple[str, int]:
    """Let the person see the request for an hour and tell the manager; what is not there and not hidden look the same."""
    form = GlassForm()
    if not form.validate():
        return _show(form), 422
    found = _break(str(form.reference.data), str(form.why.data))
    if found is None:
        form.reference.errors = [_("Your team has no hidden request with this reference.")]
        return _show(form), 422
    return redirect(url_for("requests.show", request_id=found, done="glass"), code=303)


def _break(reference: str, why: str) -> str | None:
    with writing(parts().engine) as db:
        try:
            request_id = find_id(db, reference)
        except ReferralError:
            return None
        is_done = break_glass(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=private_keys(),
            by=who().id,
            why=why,
            now=now(),
        )
    return request_id if is_done else None


def _show(form: GlassForm) -> str:
    return render_template("staff/hidden/ask.html", form=form)
