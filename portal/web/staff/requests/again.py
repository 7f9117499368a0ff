"""What was typed before somebody was signed out, shown again to whoever may read that request."""

from flask import Blueprint
from flask_babel import gettext as _

from portal.web.security import token_free
from portal.web.staff.requests.guard import take_request
from portal.web.staff.requests.offered_forms import form_of
from portal.web.staff.requests.page import Trouble, show_request
from portal.web.staff.unsent import unlock

bp = Blueprint("again", __name__)


@bp.post("/requests/<request_id>/again")
@token_free  # their token is of before they signed in again, and nothing is kept here
def show(request_id: str) -> str:
    """Show the request with the form as it was sent; it is kept only when they send it once more."""
    take_request(request_id)
    typed = unlock(request_id)
    if typed is None:
        return show_request(request_id, None, Trouble(refusal=_("What you typed could not be opened again.")))
    told = _("What you typed stands below again. It is not kept yet: look at it and send it.")
    return show_request(request_id, form_of(typed), Trouble(refusal=told))
