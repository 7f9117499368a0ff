"""What somebody typed that could not be kept, as they were signed out, say: locked into the answer, for them to send again.

Whoever stands at a screen that is signed out may not read it there; and a page that is not to be kept comes back empty, or
not at all. So the answer holds it sealed, and who signs in and may read that request is shown it (WCAG technique G181).
The site itself keeps none of it, and none stands in an address or a log.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from datetime import datetime, timedelta

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from portal.store.boxes import BoxError, open_box, seal
from portal.web.here import now
from portal.web.security import is_same_origin

FIELD = "locked"
LASTS = timedelta(hours=12)  # longer than anybody is signed in; a page left open for days is nobody's unfinished work
_CARRIED = {"csrf_token", "seen"}  # what the form says by itself


def lock_up() -> str:
    """Return sealed what was typed in the request's form that was just sent; "" where nothing was, or not by a page of ours."""
    about = (request.view_args or {}).get("request_id")
    if request.method != "POST" or about is None or not is_same_origin():
        return ""
    if FIELD in request.form:
        return request.form[FIELD]  # they are not signed in yet
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in _CARRIED and value]
    if not typed:
        return ""
    box = seal(_secret(), json.dumps([now().isoformat(), typed]).encode(), context=_context(str(about)))
    return urlsafe_b64encode(box).decode("ascii")


def unlock(request_id: str) -> MultiDict[str, str] | None:
    """Return what was typed for this very request; None where it is too long ago, or none of ours."""
    try:
        box = urlsafe_b64decode(request.form.get(FIELD, "").encode())
        at, typed = json.loads(open_box(_secret(), box, context=_context(request_id)))
    except (BoxError, NoBase64):
        return None
    return MultiDict(map(tuple, typed)) if now() - datetime.fromisoformat(at) <= LASTS else None


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _context(request_id: str) -> str:
    return f"typed for {request_id}"
