"""The one mark in the cookie that a visit is over: left, sent, or out of time."""

from datetime import UTC, datetime

from flask import session

from portal.web.here import now


def mark_over(shown: str = "home.show") -> None:
    """Note that the visit is over, and the endpoint of the page that says so: being led there is not going on."""
    session["over"] = [shown, int(now().timestamp())]


def find_end() -> tuple[str, datetime] | None:
    """Return the endpoint that was shown at the end and when, None while the visit lasts."""
    shown, at = session.get("over") or ("", 0)
    return (shown, datetime.fromtimestamp(at, UTC)) if shown else None


def go_on() -> None:
    """Take the mark away: somebody goes on from a page of ours."""
    session.pop("over", None)
