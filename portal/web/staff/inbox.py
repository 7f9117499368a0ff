"""The team's requests: urgent first, then what is due; nothing that a family wrote."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.referrals.casework.inbox import InboxRow, find_request, list_closed, list_team
from portal.referrals.casework.restriction import find_glass_to_look_at
from portal.referrals.errors import ReferralError
from portal.referrals.following.wishes import find_silent, find_unseen
from portal.referrals.records.overview import find_id
from portal.store.transactions import reading
from portal.teams import Action, find_everybody, names_of
from portal.web.fields import stripped
from portal.web.here import now, parts, today
from portal.web.labels import casework as doing
from portal.web.staff.areas import area_of
from portal.web.staff.inbox_filter import CHOSEN_BY, InboxFilter
from portal.web.staff.paged import take_first, take_page
from portal.web.staff.requests.guard import viewer
from portal.web.staff.who import who

LONGEST_REFERENCE = 40  # characters, however it is typed

bp = Blueprint("inbox", __name__)


@bp.get("/inbox")
def show() -> str:
    """List the team's requests that are not closed, what is held apart, and say what is wrong with the catalogue."""
    with reading(parts().engine) as db:
        rows = _as_seen(list_team(db, who().team.id, now(), viewer()))
        glass = find_glass_to_look_at(db, who().team.id) if who().may(Action.RESTRICT) else ()
        unseen, silent = find_unseen(db, who().team.id), find_silent(db, who().team.id)
    wanted, waiting = InboxFilter.read(request.args, rows), [row for row in rows if not row.is_held_back]
    held, held_after = take_first([row for row in rows if row.is_held_back])
    return render_template(
        "staff/inbox/show.html",
        paged=take_page([row for row in waiting if wanted.fits(row)], CHOSEN_BY),
        count=len(waiting),
        overdue=sum(row.is_overdue for row in waiting),
        held=held,
        held_after=held_after,
        wanted=wanted,
        glass=glass,
        unseen=unseen,
        silent=silent,
        areas={row.id: area_of(row) for row in rows},
        last_visit=who().session.last_visit_at,
        today=today(),
        names=names_of(who().roster.people),
        faults=len(parts().faults),
        done=doing.DONE.get(request.args.get("done", "")),
    )


@bp.get("/inbox/closed")
def closed() -> str:
    """List what the team closed and when it is deleted."""
    with reading(parts().engine) as db:
        rows = _as_seen(list_closed(db, who().team.id, now(), viewer()))
        names = names_of(find_everybody(db, who().team.id))
    return render_template("staff/inbox/closed.html", paged=take_page(rows), names=names)


@bp.post("/inbox/find")
def find() -> Response | tuple[str, int]:
    """Go to the request with a reference; another team's, a hidden one and none look the same.

    A POST: somebody will type a child's name there, which must not stand in an address, a history or a log.
    """
    typed = stripped(request.form.get("reference"))[:LONGEST_REFERENCE]
    with reading(parts().engine) as db:
        try:
            found = find_request(db, find_id(db, typed), team_id=who().team.id, now=now(), viewer=viewer())
        except ReferralError:
            found = None
    if found is not None:
        return redirect(url_for("requests.show", request_id=found.id), code=303)
    problem = _("Your team has no request with this reference.") if typed else _("Write the reference.")
    return render_template("staff/inbox/not_found.html", typed=typed, problem=problem), 404


def _as_seen(rows: tuple[InboxRow, ...]) -> tuple[InboxRow, ...]:
    """Leave out what a request is about, unless whoever looks may read it: they can neither see it nor filter by it."""
    if who().may(Action.READ):
        return rows
    return tuple(replace(row, needs=(), urgent_reasons=(), outcome=None) for row in rows)
