"""What a view needs of the moment: the parts, the language, the time, the visit."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app, g, session

from portal.parts import Parts
from portal.places.models import Place
from portal.referrals.drafts import end_draft
from portal.store.boxes import new_secret
from portal.store.transactions import reading, writing
from portal.visits import end_visit, recall_place, remember_place

LOCAL = ZoneInfo("Europe/London")


def parts() -> Parts:
    """Return the built collaborators of this site."""
    built: Parts = current_app.extensions["parts"]
    return built


def locale() -> str:
    """Return the language of this page."""
    chosen: str = g.locale
    return chosen


def now() -> datetime:
    """Return the time, aware, as families read it on the wall."""
    return parts().clock().astimezone(LOCAL)


def visit_place() -> Place | None:
    """Return where the person said they are, as kept server-side for the visit."""
    secret = session.get("visit")
    if secret is None:
        return None
    if "place" not in g:
        with reading(parts().engine) as db:
            g.place = recall_place(db, secret, now())
    kept: Place | None = g.place
    return kept


def keep_place(place: Place) -> None:
    """Keep where the person is for the visit; never in an address or a cookie a person can read."""
    with writing(parts().engine) as db:
        session["visit"] = remember_place(db, session.get("visit"), place, now())
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
