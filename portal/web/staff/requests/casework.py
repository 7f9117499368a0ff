"""What a team does with a request it has opened: try, be in touch, agree, note, close, open again."""

from flask import Blueprint
from werkzeug.wrappers import Response

from portal.referrals.casework.closing import ask_to_close, close_request, refuse_to_close, reopen
from portal.referrals.casework.reaching import mark_in_touch, record_attempt
from portal.referrals.casework.steps import add_note, agree_next_step
from portal.referrals.states import Outcome
from portal.store import Connection
from portal.teams import Action
from portal.web.fields import TokenForm
from portal.web.here import now
from portal.web.staff.days import read_day
from portal.web.staff.requests.case_forms import AttemptForm, CloseForm, DisagreeForm, NoteForm, ReopenForm, StepForm
from portal.web.staff.requests.guard import guard_requests, private_keys
from portal.web.staff.requests.page import record
from portal.web.staff.who import needs, who

Answer = Response | tuple[str, int]

bp = Blueprint("casework", __name__, url_prefix="/requests/<request_id>")
guard_requests(bp)


@bp.post("/attempts")
@needs(Action.WORK)
def add_attempt(request_id: str) -> Answer:
    """Note how somebody tried to reach the family."""
    form = AttemptForm()

    def write(db: Connection) -> bool:
        note = record_attempt(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=private_keys(),
            by=who().id,
            how=form.how.data,
            outcome=form.outcome.data,
            note=form.note.data,
            now=now(),
            tried_at=form.tried_at(),
        )
        return note is not None

    return record(request_id, "attempt", form, write, done="tried")


@bp.post("/in-touch")
@needs(Action.WORK)
def be_in_touch(request_id: str) -> Answer:
    """Note that the family was reached."""

    def write(db: Connection) -> bool:
        return mark_in_touch(db, request_id, team_id=who().team.id, by=who().id, now=now())

    return record(request_id, "touch", TokenForm(), write, done="in_touch")


@bp.post("/next-step")
@needs(Action.WORK)
def add_step(request_id: str) -> Answer:
    """Keep what was agreed to do next."""
    form = StepForm()

    def write(db: Connection) -> bool:
        return agree_next_step(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=private_keys(),
            by=who().id,
            text=form.step.data,
            due_on=read_day(form.step_on.data) if form.step_on.data else None,
            now=now(),
        )

    return record(request_id, "step", form, write, done="step")


@bp.post("/notes")
@needs(Action.WORK)
def write_note(request_id: str) -> Answer:
    """Keep a note."""
    form = NoteForm()

    def write(db: Connection) -> bool:
        return add_note(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=private_keys(),
            by=who().id,
            text=form.text.data,
            now=now(),
        )

    return record(request_id, "note", form, write, done="noted")


@bp.post("/close")
@needs(Action.WORK)
def close(request_id: str) -> Answer:
    """Close the request with its outcome; that nobody could be reached is for a manager to agree."""
    form = CloseForm()
    is_asking = form.ending.data is Outcome.NO_CONTACT and not who().may(Action.AGREE)

    def write(db: Connection) -> bool:
        return _ask(db, request_id, form) if is_asking else _close(db, request_id, form)

    return record(request_id, "closing", form, write, done="asked" if is_asking else "closed")


@bp.post("/not-agreed")
@needs(Action.AGREE)
def disagree(request_id: str) -> Answer:
    """Answer as the manager that the team goes on trying to reach the family."""
    form = DisagreeForm()

    def write(db: Connection) -> bool:
        return refuse_to_close(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=private_keys(),
            by=who().id,
            text=form.why_not.data,
            now=now(),
        )

    return record(request_id, "disagreeing", form, write, done="not_agreed")


@bp.post("/reopen")
@needs(Action.REOPEN)
def open_again(request_id: str) -> Answer:
    """Undo a mistaken closing."""
    form = ReopenForm()

    def write(db: Connection) -> bool:
        return reopen(
            db,
            request_id,
            team_id=who().team.id,
            private_keys=private_keys(),
            by=who().id,
            text=form.why_open.data,
            now=now(),
        )

    return record(request_id, "reopening", form, write, done="reopened")


def _ask(db: Connection, request_id: str, form: CloseForm) -> bool:
    return ask_to_close(
        db,
        request_id,
        team_id=who().team.id,
        private_keys=private_keys(),
        by=who().id,
        text=form.ending_note.data,
        now=now(),
    )


def _close(db: Connection, request_id: str, form: CloseForm) -> bool:
    return close_request(
        db,
        request_id,
        team_id=who().team.id,
        by=who().id,
        outcome=form.ending.data,
        level=int(form.level.data) if form.level.data else None,
        is_agreed=who().may(Action.AGREE),
        note=form.ending_note.data,
        private_keys=private_keys(),
        now=now(),
    )
