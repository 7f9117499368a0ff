"""Which request a page is about: of the team and visible to whoever asks, else exactly as if there were none."""

from flask import Blueprint, abort, g, request

from portal.referrals.casework.inbox import InboxRow, find_request
from portal.referrals.casework.restriction import Viewer
from portal.referrals.sealing.keys import PrivateKeys
from portal.store.transactions import reading
from portal.teams import Action
from portal.web.here import now, parts
from portal.web.staff.who import who


def guard_requests(bp: Blueprint) -> None:
    """Close a blueprint's pages to whoever may not read, and answer 404 for a request that is not theirs to see."""

    @bp.before_request
    def find() -> None:
        take_request(str((request.view_args or {}).get("request_id", "")))


def take_request(request_id: str) -> None:
    """Make a request that of this page; 403 for whoever reads none, 404 where it is not theirs to see."""
    if not who().may(Action.READ):
        abort(403)
    g.row = _find(request_id)


def current_row() -> InboxRow:
    """Return the request of this page."""
    row: InboxRow = g.row
    return row


def viewer() -> Viewer:
    """Return who looks."""
    return Viewer(who().id, sees_restricted=who().may(Action.RESTRICT))


def private_keys() -> PrivateKeys:
    """Return what the requests of this site are opened with; none where the keys lie elsewhere."""
    return parts().private_keys or {}


def _find(request_id: str) -> InboxRow:
    with reading(parts().engine) as db:
        row = find_request(db, request_id, team_id=who().team.id, now=now(), viewer=viewer())
    return row or abort(404)
