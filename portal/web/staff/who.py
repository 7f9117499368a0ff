"""Who is signed in and what they may do. Every address is closed to all others, unless it is named as open."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, abort, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from portal.store.transactions import StoreUnavailable, reading, writing
from portal.teams import (
    MAY,
    Action,
    Person,
    Role,
    Roster,
    StaffSession,
    Team,
    extend_session,
    find_own_teams,
    find_roster,
    find_session,
    find_team,
)
from portal.web.errors import Answer, show_unavailable, show_untrusted
from portal.web.here import now, parts, today
from portal.web.staff.unsent import lock_up

P = ParamSpec("P")
R = TypeVar("R")

COOKIE_KEY = "staff"
FOR_CURATORS = "reports"  # the one blueprint for those who look after the catalogue and nothing else
_TOUCH_EVERY = timedelta(minutes=1)  # a write for every page would keep families waiting who send something


@dataclass(frozen=True)
class Who:
    """Somebody signed in, their team and its people, their other teams, the roles they have today."""

    session: StaffSession
    team: Team
    roster: Roster
    others: tuple[Team, ...]
    roles: frozenset[Role]

    @property
    def id(self) -> str:
        """Return the person's id, as it stands in the audit trail."""
        return self.session.person_id

    def may(self, action: str) -> bool:
        """Tell whether they may do something: by their own role, or by that of whom they stand in for."""
        return any(Action(action) in MAY[role] for role in self.roles)


def init_who(app: Flask, *, open_to_all: set[str]) -> None:
    """Find out who asks, before every page; without a live session only the blueprints `open_to_all` answer."""

    @app.before_request
    def let_in() -> Response | tuple[str, int] | None:
        g.who = _find_who()
        if request.endpoint in {None, "static"} or request.blueprint in open_to_all:
            return None
        if g.who is None:
            return show_unsent(403) or (render_template("staff/sign_in/needed.html"), 403)
        if not g.who.may(Action.LIST) and request.blueprint != FOR_CURATORS:
            return redirect(url_for(f"{FOR_CURATORS}.show"), code=303)  # whoever has no part in requests sees none
        return None

    @app.context_processor
    def tell_templates() -> dict[str, Who | None]:
        return {"who": find_who()}

    @app.errorhandler(StoreUnavailable)
    def tell(error: StoreUnavailable) -> tuple[str, int] | Answer:
        answer = show_unavailable(error)
        return show_unsent(503) or answer

    @app.errorhandler(CSRFError)
    def refuse(error: CSRFError) -> tuple[str, int] | Answer:
        try:
            g.who = _find_who()  # who was signed out elsewhere comes with a token of before, too
        except StoreUnavailable as failed:
            return tell(failed)
        return show_unsent(400 if g.who else 403) or show_untrusted(error)


def show_unsent(status: int) -> tuple[str, int] | None:
    """Show that what was sent is not kept, with what was typed locked up; None where nothing was typed about a request."""
    locked = lock_up()
    if not locked:
        return None
    again = url_for("again.show", request_id=(request.view_args or {})["request_id"])
    return render_template("staff/sign_in/unsent.html", locked=locked, again=again, status=status), status


def needs(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Close a view to everybody who may not do `action`; they get the page that says whose it is."""

    def close(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def closed(*args: P.args, **kwargs: P.kwargs) -> R:
            if not who().may(action):
                abort(403)
            return view(*args, **kwargs)

        return closed

    return close


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
        roster = find_roster(db, team.id)
        own = find_own_teams(db, found.person_id)
        others = [each for person in own if person.team_id != team.id and (each := find_team(db, person.team_id))]
    if now() - found.touched_at >= _TOUCH_EVERY:
        with writing(parts().engine) as db:
            extend_session(db, secret, now())
        found = replace(found, touched_at=now())
    me = next(person for person in roster.people if person.id == found.person_id)
    return Who(found, team, roster, _on_this_site(others), _roles_today(me, roster))


def _on_this_site(teams: list[Team]) -> tuple[Team, ...]:
    return tuple(team for team in teams if team.is_practice == parts().settings.is_practice)


def _roles_today(me: Person, roster: Roster) -> frozenset[Role]:
    return roster.roles_of(me, today())
