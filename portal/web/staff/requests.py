"""One request: open it, read it, record what was done. Another team's looks exactly like none."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.referrals.audit import find_events
from portal.referrals.casework import mark_in_touch, record_attempt
from portal.referrals.closing import close_request
from portal.referrals.errors import ReferralError
from portal.referrals.inbox import InboxRow, OpenedRequest, find_request, open_request
from portal.referrals.retention import KEEP_AFTER_CLOSING
from portal.store.transactions import reading, writing
from portal.teams import find_people
from portal.web.here import now, parts
from portal.web.labels import staff as words
from portal.web.staff.history import name_of, tell_history
from portal.web.staff.inbox import area_of
from portal.web.staff.request_forms import AttemptForm, CloseForm, mark_unsafe_ways
from portal.web.staff.who import who

bp = Blueprint("requests", __name__, url_prefix="/requests")


@bp.errorhandler(ReferralError)
def cannot_open(error: ReferralError) -> tuple[str, int]:
    """Say that what the family wrote cannot be opened here, and by which code an operator finds out why."""
    return render_template("staff/requests/cannot_open.html", code=error.code), 503


@bp.get("/<request_id>")
def show(request_id: str) -> str:
    """Show a request that is open, or the button that opens it."""
    return _show(request_id)


@bp.post("/<request_id>/open")
def open_it(request_id: str) -> Response:
    """Note who read it; that stops the clock of reading."""
    _open(request_id)
    return _back(request_id)


@bp.post("/<request_id>/attempts")
def add_attempt(request_id: str) -> Response | tuple[str, int]:
    """Note how somebody tried to reach the family."""
    form = AttemptForm()
    if not form.validate():
        return _show(request_id, attempt=form), 422
    try:
        with writing(parts().engine) as db:
            noted = record_attempt(
                db,
                request_id,
                team_id=who().team.id,
                private_keys=parts().private_keys or {},
                by=who().id,
                how=form.how.data,
                outcome=form.outcome.data,
                note=form.note.data,
                now=now(),
            )
    except ReferralError as error:
        return _refuse(request_id, error)
    return _back(request_id) if noted else abort(404)


@bp.post("/<request_id>/in-touch")
def be_in_touch(request_id: str) -> Response | tuple[str, int]:
    """Note that the family was reached."""
    try:
        with writing(parts().engine) as db:
            is_done = mark_in_touch(db, request_id, team_id=who().team.id, by=who().id, now=now())
    except ReferralError as error:
        return _refuse(request_id, error)
    return _back(request_id) if is_done else abort(404)


@bp.post("/<request_id>/close")
def close(request_id: str) -> Response | tuple[str, int]:
    """Close the request with its outcome."""
    form = CloseForm()
    if not form.validate():
        return _show(request_id, closing=form), 422
    level = int(form.level.data) if form.level.data else None
    try:
        with writing(parts().engine) as db:
            is_done = close_request(
                db,
                request_id,
                team_id=who().team.id,
                by=who().id,
                outcome=form.ending.data,
                level=level,
                now=now(),
            )
    except ReferralError as error:
        return _refuse(request_id, error)
    return _back(request_id) if is_done else abort(404)


def _show(
    request_id: str, *, attempt: AttemptForm | None = None, closing: CloseForm | None = None, refusal: str = ""
) -> str:
    row = _find(request_id)
    if row.is_unread:
        return render_template("staff/requests/unopened.html", row=row, area=area_of(row), refusal=refusal)
    opened = _open(request_id)
    with reading(parts().engine) as db:
        events, people = find_events(db, request_id), find_people(db, who().team.id)
    names = {person.id: person.name for person in people}
    return render_template(
        "staff/requests/show.html",
        opened=opened,
        row=opened.row,
        answers=opened.answers,
        area=area_of(opened.row),
        attempt=mark_unsafe_ways(attempt or AttemptForm(formdata=None), opened.answers),
        closing=closing or CloseForm(formdata=None),
        form=attempt or closing,
        refusal=refusal,
        history=tell_history(events, people),
        tried_by=[name_of(note.by, names) for note in opened.notes],
        deleted_on=opened.closed_at + KEEP_AFTER_CLOSING if opened.closed_at else None,
        catalogue=parts().catalogue,
        hubs=parts().areas.hubs,
    )


def _find(request_id: str) -> InboxRow:
    with reading(parts().engine) as db:
        row = find_request(db, request_id, team_id=who().team.id, now=now())
    return row or abort(404)


def _open(request_id: str) -> OpenedRequest:
    with writing(parts().engine) as db:
        opened = open_request(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=parts().private_keys or {},
            by=who().id,
            now=now(),
        )
    return opened or abort(404)


def _back(request_id: str) -> Response:
    return redirect(url_for("requests.show", request_id=request_id), code=303)


def _refuse(request_id: str, error: ReferralError) -> tuple[str, int]:
    if error.code not in words.REFUSAL:
        raise error
    return _show(request_id, refusal=str(words.REFUSAL[error.code])), 409
