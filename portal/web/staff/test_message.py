"""The link in a test message: opening it changes nothing, a typed name says that messages reach the team."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.store.transactions import reading, writing
from portal.teams import Team, confirm_test, find_tested_team
from portal.web.here import now, parts
from portal.web.staff.name_form import NameForm

bp = Blueprint("test_message", __name__)


@bp.get("/test-message/<token>")
def ask(token: str) -> str | tuple[str, int]:
    """Show the team's name and a button."""
    return _show(_find(token), NameForm(formdata=None))


@bp.post("/test-message/<token>")
def confirm(token: str) -> Response | str | tuple[str, int]:
    """Note that the message came."""
    team, form = _find(token), NameForm()
    if team is None or not form.validate():
        return _show(team, form, status=422)
    with writing(parts().engine) as db:
        confirm_test(db, team.id, now(), by=str(form.name.data))
    return redirect(url_for("test_message.thanks"), code=303)


@bp.get("/test-message")
def thanks() -> str:
    """Say that it is noted."""
    return render_template("staff/test_message/thanks.html")


def _find(token: str) -> Team | None:
    with reading(parts().engine) as db:
        return find_tested_team(db, token)


def _show(team: Team | None, form: NameForm, status: int = 200) -> tuple[str, int]:
    if team is None:
        return render_template("staff/test_message/unknown.html"), 404
    return render_template("staff/test_message/ask.html", team=team, form=form), status
