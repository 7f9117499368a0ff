"""Requests that may come from a machine: a person of the team looks at them and lets them go."""

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from portal.referrals.casework.steps import release
from portal.store.transactions import writing
from portal.teams import Action
from portal.web.here import now, parts
from portal.web.staff.requests.guard import guard_requests
from portal.web.staff.who import needs, who

bp = Blueprint("held", __name__)
guard_requests(bp)


@bp.post("/requests/<request_id>/release")
@needs(Action.WORK)
def let_go(request_id: str) -> Response:
    """Put a held request with the others; its promises count like theirs."""
    with writing(parts().engine) as db:
        is_done = release(db, request_id, team_id=who().team.id, by=who().id, now=now())
    return redirect(url_for("inbox.show"), code=303) if is_done else abort(404)
