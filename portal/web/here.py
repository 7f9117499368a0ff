"""What a view needs of the moment: the parts, the language, the time, the visit."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app, g, session

from portal.parts import Parts
from portal.places.models import Place
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


def visit_secret() -> str | None:
    """Return the cookie's random id, or None where there is no visit yet."""
    return session.get("visit")


def begin_visit() -> str:
    """Return the visit's random id, setting the cookie when there is none: only where somebody gave something to keep."""
    if "visit" not in session:
        session["visit"] = new_secret()
    secret: str = session["visit"]
    return secret


def visit_place() -> Place | None:
    """Return where the person said they are, as kept server-side for the visit."""
    secret = visit_secret()
    if secret is None:
        return None
    if "place" not in g:
        with reading(parts().engine) as db:
            g.place = recall_place(db, secret, now())
    kept: Place | None = g.place
    return kept


def keep_place(place: Place) -> None:
    """Keep where the person is for the visit; never in an address or a cookie a person can read."""
    secret = begin_visit()
    with writing(parts().engine) as db:
        remember_place(db, secret, place, now())
    g.place = place


def forget_visit() -> None:
    """End the visit server-side and rotate the cookie."""
    secret = session.pop("visit", None)
    session.clear()
    if secret is not None:
        with writing(parts().engine) as db:
            end_visit(db, secret)
