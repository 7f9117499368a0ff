"""What a view needs of the moment: the parts, the language, the time, the visit."""

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app, g, session

from portal.parts import Parts
from portal.places.models import Place
from portal.referrals.drafts import end_draft
from portal.store.boxes import new_secret
from portal.store.transactions import StoreUnavailable, reading, writing
from portal.visits import end_visit, extend_visit, find_visit, remember_place

LOCAL = ZoneInfo("Europe/London")
TOUCH_AFTER = timedelta(minutes=2)
_log = logging.getLogger(__name__)


def parts() -> Parts:
    """Return the built collaborators of this site, the same ones until this request is answered."""
    if "parts" not in g:
        g.parts = current_app.extensions["parts"]
    built: Parts = g.parts
    return built


def locale() -> str:
    """Return the language of this page."""
    chosen: str = g.locale
    return chosen


def now() -> datetime:
    """Return the time, aware, as families read it on the wall."""
    return parts().clock().astimezone(LOCAL)


def visit_place() -> Place | None:
    """Return where the person said they are, as kept server-side for the visit; looking counts as using it."""
    secret = session.get("visit")
    if secret is None:
        return None
    if "place" not in g:
        g.place = _recall(secret)
    kept: Place | None = g.place
    return kept


def keep_place(place: Place) -> None:
    """Keep where the person is for the visit; never in an address or a cookie a person can read."""
    secret: str = session.get("visit") or new_secret()
    with writing(parts().engine) as db:
        remember_place(db, secret, place, now())
    session["visit"] = secret
    g.place = place


def draft_secret() -> str | None:
    """Return the secret that opens what this browser has begun to ask, or None where it has not begun."""
    return session.get("draft")


def begin_draft() -> str:
    """Return the draft's secret, setting the cookie when there is none yet."""
    if "draft" not in session:
        session["draft"] = new_secret()
    secret: str = session["draft"]
    return secret


def forget_visit() -> None:
    """End visit and draft server-side, then the cookie: what was typed is gone before the browser leaves."""
    visit, draft = session.get("visit"), session.get("draft")
    session.clear()
    g.pop("place", None)
    if visit or draft:
        with writing(parts().engine) as db:
            if visit:
                end_visit(db, visit)
            if draft:
                end_draft(db, draft)


def _recall(secret: str) -> Place | None:
    """Return the visit's place, and put its end off when it was last used a while ago (not with every page).

    Where the database does not answer there is no place: finding help goes on without.
    """
    visit = None
    try:
        with reading(parts().engine) as db:
            visit = find_visit(db, secret, now())
        if visit and now() - visit.touched_at > TOUCH_AFTER:
            with writing(parts().engine) as db:
                extend_visit(db, secret, now())
    except StoreUnavailable as error:
        _log.error("store %s", error.code)
    return visit.place if visit else None
