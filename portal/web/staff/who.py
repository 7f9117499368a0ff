"""Who is signed in. Every address is closed to all others, unless it is named as open."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, g, render_template, request, session

from portal.store.transactions import reading, writing
from portal.teams import StaffSession, Team, extend_session, find_session, find_team
from portal.web.here import now, parts

COOKIE_KEY = "staff"
_TOUCH_EVERY = timedelta(minutes=1)  # a write for every page would keep families waiting who send something


@dataclass(frozen=True)
class Who:
    """Somebody signed in, and their team."""

    session: StaffSession
    team: Team

    @property
    def id(self) -> str:
        """Return the person's id, as it stands in the audit trail."""
        return self.session.person_id


def init_who(app: Flask, *, open_to_all: set[str]) -> None:
    """Find out who asks, before every page; without a live session only the blueprints `open_to_all` answer."""

    @app.before_request
    def let_in() -> tuple[str, int] | None:
        g.who = _find_who()
        is_open = request.endpoint in {None, "static"} or request.blueprint in open_to_all
        if is_open or g.who is not None:
            return None
        return render_template("staff/sign_in/needed.html"), 403

    @app.context_processor
    def tell_templates() -> dict[str, Who | None]:
        return {"who": find_who()}


def find_who() -> Who | None:
    """Return who is signed in, or None."""
    found: Who | None = g.get("who")
    return found


def who() -> Who:
    """Return who is signed in, on a page that is closed to all others."""
    signed_in: Who = g.who
    return signed_in


def _find_who() -> Who | None:
    secret = session.get(COOKIE_KEY)
    if secret is None:
        return None
    with reading(parts().engine) as db:
        found = find_session(db, secret, now())
        team = find_team(db, found.team_id) if found else None
    if found is None or team is None:
        return None
    if now() - found.touched_at >= _TOUCH_EVERY:
        with writing(parts().engine) as db:
            extend_session(db, secret, now())
    return Who(found, team)
