"""One request: open it, read it, print it, take it along. Another team's looks exactly like none."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from portal.referrals.audit import Event, record_event
from portal.referrals.errors import ReferralError
from portal.referrals.records.export import export_family, export_request
from portal.referrals.sealing.keys import PrivateKeys
from portal.store import Connection
from portal.store.transactions import writing
from portal.teams import Action, find_names
from portal.web.here import now, parts
from portal.web.staff.requests.guard import current_row, guard_requests, private_keys
from portal.web.staff.requests.page import back_to, describe, open_it, show_request
from portal.web.staff.who import needs, who

Export: TypeAlias = Callable[[Connection, str, PrivateKeys, Mapping[str, str]], bytes]

bp = Blueprint("requests", __name__, url_prefix="/requests")
guard_requests(bp)


@bp.app_errorhandler(ReferralError)
def cannot_open(error: ReferralError) -> tuple[str, int]:
    """Say that what the family wrote cannot be opened here, and by which code an operator finds out why."""
    return render_template("staff/requests/cannot_open.html", code=error.code), 503


@bp.get("/<request_id>")
def show(request_id: str) -> str:
    """Show a request that is open, or the button that opens it."""
    return show_request(request_id)


@bp.post("/<request_id>/open")
def read(request_id: str) -> Response:
    """Note who read it; that stops the clock of reading."""
    open_it(request_id)
    return back_to(request_id)


@bp.get("/<request_id>/print")
def print_it(request_id: str) -> str | tuple[str, int]:
    """Show an opened request on a page made for paper, and note that."""
    if current_row().is_unread:
        return show_request(request_id), 409
    return render_template("staff/requests/print.html", **describe(open_it(request_id, "printed")))


@bp.post("/<request_id>/download")
@needs(Action.DOWNLOAD)
def download(request_id: str) -> Response | tuple[str, int]:
    """Give an opened request as JSON for the council's own case system, and note that."""
    return _give_file(request_id, export_request, "downloaded", "")


@bp.post("/<request_id>/download-all")
@needs(Action.HOLD)
def download_all(request_id: str) -> Response | tuple[str, int]:
    """Give everything that is kept of a family, for its access request, and note that."""
    return _give_file(request_id, export_family, "exported", "-all")


def _give_file(request_id: str, export: Export, event: str, ending: str) -> Response | tuple[str, int]:
    row = current_row()
    if row.is_unread:
        return show_request(request_id), 409
    with writing(parts().engine) as db:
        names = find_names(db, who().team.id)
        file = export(db, request_id, private_keys(), names)
        record_event(db, Event(event, request_id, actor=who().id, at=now()))
    disposition = {"Content-Disposition": f'attachment; filename="{row.reference}{ending}.json"'}
    return Response(file, mimetype="application/json", headers=disposition)
