"""The page of one request: what the family wrote, what was done, and everything that can be done now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.referrals.audit import find_events
from portal.referrals.casework.changes import Change, find_newest, take_up
from portal.referrals.casework.closing import count_days_tried
from portal.referrals.casework.inbox import OpenedRequest, open_request
from portal.referrals.errors import ReferralError
from portal.referrals.following.wishes import find_wishes
from portal.referrals.records.holds import find_holds
from portal.store import Connection
from portal.store.transactions import reading, writing
from portal.teams import Team, find_names, find_sister_teams, find_taking_teams
from portal.web.fields import TokenForm
from portal.web.here import now, parts, today
from portal.web.labels import casework as doing
from portal.web.labels import staff as words
from portal.web.staff.areas import area_of
from portal.web.staff.requests.guard import current_row, private_keys, viewer
from portal.web.staff.requests.history import Line, name_of, tell_changes, tell_history
from portal.web.staff.requests.offered_forms import offered_forms
from portal.web.staff.requests.written import tell_written
from portal.web.staff.who import who

Posted = Mapping[str, TokenForm]


@dataclass(frozen=True)
class Trouble:
    """Why what was sent is not kept: a refusal in words, or what others did meanwhile."""

    refusal: str = ""
    changes: tuple[Line, ...] = ()


class ChangedMeanwhile(Exception):
    """Name what somebody else did to a request while a page of it was open."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        super().__init__("changed_meanwhile")
        self.changes = changes


def show_request(request_id: str, posted: Posted | None = None, trouble: Trouble | None = None) -> str:
    """Show a request, or the button that opens it; `posted` is the form that was sent and is shown again, by its name."""
    row, trouble = current_row(), trouble or Trouble()
    if row.is_unread:
        return render_template("staff/requests/unopened.html", row=row, area=area_of(row), refusal=trouble.refusal)
    opened, posted = open_it(request_id), posted or {}
    return render_template(
        "staff/requests/show.html",
        **describe(opened),
        forms=offered_forms(opened, posted, find_takers()),
        form=next(iter(posted.values()), None),
        asked=next(iter(posted), ""),
        trouble=trouble,
        done=doing.DONE.get(request.args.get("done", "")),
    )


def open_it(request_id: str, event: str = "read") -> OpenedRequest:
    """Open the request of this page and note the reading."""
    with writing(parts().engine) as db:
        opened = open_request(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=private_keys(),
            by=who().id,
            now=now(),
            sees_restricted=viewer().sees_restricted,
            event=event,
        )
    return opened or abort(404)


def describe(opened: OpenedRequest) -> dict[str, object]:
    """Return what every page of an opened request shows."""
    request_id = opened.row.id
    with reading(parts().engine) as db:
        teams = {team.id: team.name for team in find_sister_teams(db, who().team)}
        names = find_names(db, who().team.id)
        events, holds = find_events(db, request_id), find_holds(db, request_id)
        days_tried, newest = count_days_tried(db, request_id), find_newest(db, request_id)
        wishes = find_wishes(db, request_id, private_keys())
    return {
        "opened": opened,
        "row": opened.row,
        "answers": opened.answers,
        "area": area_of(opened.row),
        "names": names,
        "name_of": partial(name_of, names=names),
        "written": tell_written(opened, names, parts().catalogue.services, teams),
        "history": tell_history(events, names),
        "holds": holds,
        "wishes": wishes,
        "days_tried": days_tried,
        "newest": newest,
        "today": today(),
        "services": parts().catalogue.services,
        "hubs": parts().areas.hubs,
    }


def record(
    request_id: str, name: str, form: TokenForm, write: Callable[[Connection], bool], *, done: str
) -> Response | tuple[str, int]:
    """Write what a form says unless somebody else changed the request meanwhile; what was typed is never lost."""
    if not form.validate():
        return show_request(request_id, {name: form}), 422
    try:
        with writing(parts().engine) as db:
            changes = take_up(db, request_id, team_id=who().team.id, by=who().id, seen=_seen())
            if changes:
                raise ChangedMeanwhile(changes)
            write(db)
    except ChangedMeanwhile as error:
        return show_request(request_id, {name: form}, Trouble(changes=_tell(error.changes))), 409
    except ReferralError as error:
        if error.code not in words.REFUSAL:
            raise
        return show_request(request_id, {name: form}, Trouble(refusal=str(words.REFUSAL[error.code]))), 409
    return back_to(request_id, done)


def back_to(request_id: str, done: str = "") -> Response:
    """Go back to the request, or to the inbox where it is not to be seen there any more, and say what was done."""
    if done == "passed":
        return redirect(url_for("inbox.show", done=done), code=303)
    return redirect(url_for("requests.show", request_id=request_id, done=done or None), code=303)


def find_takers() -> tuple[Team, ...]:
    """Return the teams a request can be passed on to."""
    with reading(parts().engine) as db:
        return find_taking_teams(db, who().team)


def _seen() -> int:
    typed = request.form.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else 0


def _tell(changes: tuple[Change, ...]) -> tuple[Line, ...]:
    with reading(parts().engine) as db:
        return tell_changes(changes, find_names(db, who().team.id))
