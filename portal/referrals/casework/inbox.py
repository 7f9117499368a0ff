"""The team's side: list and open. Another team's request looks exactly like one that is not there."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, case, select

from portal.referrals.asking.age_rules import needs_gillick_judgement
from portal.referrals.audit import Event, record_event
from portal.referrals.casework.entries import CaseEntry, entries_of
from portal.referrals.casework.marks import Earlier, find_earlier, keep_marks
from portal.referrals.casework.notes import CaseNote, notes_of
from portal.referrals.casework.restriction import Viewer, is_visible, note_glass_seen
from portal.referrals.casework.rows import RequestRow, answers_of, change_row, find_row
from portal.referrals.delivery.queue import cancel_deliveries
from portal.referrals.models import Answers
from portal.referrals.recipients import Clock
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.states import UNREAD, Outcome, State, UrgentReason
from portal.referrals.tables import referrals

NOBODY = Viewer()


@dataclass(frozen=True)
class InboxRow:
    """A request as the list shows it: nothing a family wrote. `due_at` is the promise that runs now, None once kept.

    `is_held_back`: it may come from a machine. `acknowledged_by` is what somebody typed who saw the notice. `worker_id` is
    whom it is given to. `came_at` is when it came to this team, which may be after it was received. `is_kept`: it is
    not deleted when its time is over.
    """

    id: str
    reference: str
    state: State
    is_urgent: bool
    needs: tuple[str, ...]
    locality_id: str | None
    received_at: datetime
    read_by: datetime
    contact_by: datetime
    due_at: datetime | None
    is_overdue: bool
    is_held_back: bool
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    urgent_reasons: tuple[UrgentReason, ...]
    worker_id: str | None
    came_at: datetime
    is_restricted: bool
    close_asked_at: datetime | None
    next_step_on: date | None
    closed_at: datetime | None
    outcome: Outcome | None
    purge_after: datetime | None
    is_kept: bool

    @property
    def is_unread(self) -> bool:
        """Tell whether nobody has opened it yet."""
        return self.state in UNREAD

    def is_new_since(self, moment: datetime | None) -> bool:
        """Tell whether it came to the team after somebody was here last."""
        return moment is None or self.came_at > moment


@dataclass(frozen=True)
class OpenedRequest:
    """One request with everything the family wrote and everything the team noted since.

    `earlier` are requests that are perhaps the same family's, for a person to judge.
    """

    row: InboxRow
    answers: Answers
    outcome: Outcome | None
    notes: tuple[CaseNote, ...]
    entries: tuple[CaseEntry, ...]
    earlier: tuple[Earlier, ...]

    @property
    def needs_gillick_judgement(self) -> bool:
        """Tell whether Gillick competence has to be judged before anyone speaks to the parents."""
        young = self.answers.young_person
        return young is not None and needs_gillick_judgement(young.age)


def list_team(db: Connection, team_id: str, now: datetime, viewer: Viewer = NOBODY) -> tuple[InboxRow, ...]:
    """Return a team's requests that are not closed: urgent first, then by the promise that runs out next."""
    columns = referrals.c
    due = case((columns.read_at.is_(None), columns.read_by), (columns.tried_at.is_(None), columns.contact_by))
    order = (columns.is_urgent.desc(), due.is_(None), due, columns.received_at, columns.id)
    open_ones = (columns.team_id == team_id, columns.state != State.CLOSED, is_visible(viewer, now))
    return tuple(_inbox_row(row, now) for row in db.execute(select(referrals).where(*open_ones).order_by(*order)))


def list_closed(db: Connection, team_id: str, now: datetime, viewer: Viewer = NOBODY) -> tuple[InboxRow, ...]:
    """Return a team's closed requests that are not deleted yet, the newest first."""
    columns = referrals.c
    closed = (columns.team_id == team_id, columns.state == State.CLOSED, is_visible(viewer, now))
    rows = db.execute(select(referrals).where(*closed).order_by(columns.closed_at.desc(), columns.id))
    return tuple(_inbox_row(row, now) for row in rows)


def find_request(
    db: Connection, request_id: str, *, team_id: str, now: datetime, viewer: Viewer = NOBODY
) -> InboxRow | None:
    """Give a request as the list shows it, closed ones too, without opening it; None if not theirs, or not to be seen."""
    theirs = (referrals.c.id == request_id, referrals.c.team_id == team_id, is_visible(viewer, now))
    row = db.execute(select(referrals).where(*theirs)).one_or_none()
    return _inbox_row(row, now) if row else None


def open_request(
    db: Connection,
    request_id: str,
    *,
    team_id: str,
    private_keys: PrivateKeys,
    by: str,
    now: datetime,
    sees_restricted: bool = False,
    event: str = "read",
) -> OpenedRequest | None:
    """Open a request for a signed-in person (`by`, their id): stops read-by, notes the reading; None if not theirs.

    `event` tells the audit trail what the reading was for: a page, a print, a download.
    """
    row, viewer = find_row(db, request_id, team_id), Viewer(by, sees_restricted)
    if row is None or find_request(db, request_id, team_id=team_id, now=now, viewer=viewer) is None:
        return None
    answers = answers_of(row, private_keys)  # what cannot be read does not count as read
    record_event(db, Event(event, request_id, actor=by, at=now))
    if State(row.state) in UNREAD:
        change_row(db, request_id, state=State.OPENED, read_at=now, suspected_at=None)
        cancel_deliveries(db, request_id, but_of=Clock.CONTACT)
        row = db.execute(select(referrals).where(referrals.c.id == request_id)).one()
    if sees_restricted:
        note_glass_seen(db, request_id, by=by, now=now)
    keep_marks(db, row, answers, private_keys)
    earlier = find_earlier(db, row, answers, private_keys, viewer, now)
    return _opened(db, row, answers, private_keys, earlier, now)


def _opened(
    db: Connection,
    row: RequestRow,
    answers: Answers,
    private_keys: PrivateKeys,
    earlier: tuple[Earlier, ...],
    now: datetime,
) -> OpenedRequest:
    return OpenedRequest(
        row=_inbox_row(row, now),
        answers=answers,
        outcome=Outcome(row.outcome) if row.outcome else None,
        notes=notes_of(db, row, private_keys),
        entries=entries_of(db, row, private_keys),
        earlier=earlier,
    )


def _inbox_row(row: RequestRow, now: datetime) -> InboxRow:
    due = None
    if row.closed_at is None:
        due = row.read_by if row.read_at is None else row.contact_by if row.tried_at is None else None
    return InboxRow(
        id=row.id,
        reference=row.reference,
        state=State(row.state),
        is_urgent=row.is_urgent,
        needs=tuple(row.needs),
        locality_id=row.locality_id,
        received_at=row.received_at,
        read_by=row.read_by,
        contact_by=row.contact_by,
        due_at=due,
        is_overdue=due is not None and due < now,
        is_held_back=row.suspected_at is not None,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        urgent_reasons=tuple(UrgentReason(each) for each in row.urgent_reasons or ()),
        worker_id=row.worker_id,
        came_at=row.arrived_at or row.received_at,
        is_restricted=row.restricted_at is not None,
        close_asked_at=row.close_asked_at,
        next_step_on=row.next_step_on,
        closed_at=row.closed_at,
        outcome=Outcome(row.outcome) if row.outcome else None,
        purge_after=row.purge_after,
        is_kept=row.is_held,
    )
