"""What a view needs of the moment: the parts, the language, the time, the visit."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from flask import current_app, g, session
from flask.ctx import _AppCtxGlobals

from portal.local_time import local_day
from portal.parts import Parts
from portal.places.models import Place
from portal.referrals.asking.drafts import end_draft
from portal.referrals.following.lookups import end_looking
from portal.store.boxes import new_secret
from portal.store.transactions import StoreUnavailable, reading, writing
from portal.visits import Shortlist, Visit, change_shortlist, end_visit, extend_visit, find_visit, remember_place

TOUCH_AFTER = timedelta(minutes=2)
_log = logging.getLogger(__name__)


def held() -> _AppCtxGlobals:
    """Return what is held until this request is answered: Flask's `g` itself takes ten times as long to give a name of it."""
    moment: _AppCtxGlobals = g._get_current_object()  # Werkzeug's documented way to the thing behind a proxy
    return moment


def parts() -> Parts:
    """Return the built collaborators of this site, the same ones until this request is answered."""
    moment = held()
    try:
        built: Parts = moment.parts
    except AttributeError:
        built = moment.parts = current_app.extensions["parts"]
    return built


def locale() -> str:
    """Return the language of this page."""
    chosen: str = held().locale
    return chosen


def now() -> datetime:
    """Return the time in UTC: on the wall an hour is missing or comes twice when the clocks change."""
    return parts().clock().astimezone(UTC)


def today() -> date:
    """Return the day it is for families."""
    return local_day(now())


def visit_place() -> Place | None:
    """Return where the person said they are, as kept server-side for the visit; looking counts as using it."""
    visit = _visit()
    return visit.place if visit else None


def visit_shortlist() -> Shortlist:
    """Return what was put aside during this visit."""
    visit = _visit()
    return visit.shortlist if visit else Shortlist()


def keep_place(place: Place) -> None:
    """Keep where the person is for the visit; never in an address or a cookie a person can read."""
    secret: str = session.get("visit") or new_secret()
    with writing(parts().engine) as db:
        remember_place(db, secret, place, now())
    session["visit"] = secret
    g.pop("visit", None)


def keep_shortlist(change: Callable[[Shortlist], Shortlist]) -> Shortlist:
    """Keep the visit's shortlist as `change` makes it, sealed and server-side, and return it."""
    secret: str = session.get("visit") or new_secret()
    with writing(parts().engine) as db:
        g.visit = change_shortlist(db, secret, change, now())
    session["visit"] = secret
    kept: Visit = g.visit
    return kept.shortlist


def let_go_of_old_visit() -> bool:
    """Tell whether the visit has run out by now; its secret, which opens nothing any more, leaves the cookie."""
    had = "visit" in session
    _visit()
    return had and "visit" not in session


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
    """End all that is kept for the browser, then the cookie: what was typed is gone before the browser leaves."""
    visit, draft, looking = session.get("visit"), session.get("draft"), session.get("looking")
    session.clear()
    g.pop("visit", None)
    if visit or draft or looking:
        with writing(parts().engine) as db:
            if looking:
                end_looking(db, looking)
            if visit:
                end_visit(db, visit)
            if draft:
                end_draft(db, draft)


def _visit() -> Visit | None:
    secret = session.get("visit")
    if secret is None:
        return None
    if "visit" not in g:
        g.visit = _recall(secret)
    kept: Visit | None = g.visit
    return kept


def _recall(secret: str) -> Visit | None:
    """Return the visit, and put its end off when it was last used a while ago (not with every page).

    Where the database does not answer there is none: finding help goes on without.
    """
    visit = None
    try:
        with reading(parts().engine) as db:
            visit = find_visit(db, secret, now())
        if visit is None:
            session.pop("visit", None)
        elif now() - visit.touched_at > TOUCH_AFTER:
            with writing(parts().engine) as db:
                extend_visit(db, secret, now())
    except StoreUnavailable as error:
        _log.error("store %s", error.code)
    return visit
