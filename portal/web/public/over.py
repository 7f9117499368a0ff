"""The one mark in the cookie that a visit is over: left, sent, or out of time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import session

from portal.web.here import now


@dataclass(frozen=True)
class End:
    """The end of a visit: the endpoint of the page that was shown then, and when that was, to the second."""

    shown: str
    at: datetime


def mark_over(shown: str = "home.show") -> End:
    """Note that the visit is over, and the endpoint of the page that says so: being led there is not going on."""
    end = End(shown, now().replace(microsecond=0))
    session["over"] = [end.shown, int(end.at.timestamp())]
    return end


def find_end() -> End | None:
    """Return how the visit ended, None while it lasts."""
    if "over" not in session:
        return None
    shown, at = session["over"]
    return End(shown, datetime.fromtimestamp(at, UTC))


def go_on() -> None:
    """Take the mark away: somebody goes on from a page of ours."""
    session.pop("over", None)
