"""What the team of a practice day does with a request, by the same functions as the staff site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.parts import Parts
from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.casework.closing import close_request
from portal.referrals.casework.inbox import open_request
from portal.referrals.casework.reaching import mark_in_touch, record_attempt
from portal.referrals.casework.restriction import restrict
from portal.referrals.casework.steps import agree_next_step, give
from portal.referrals.following.wishes import WishKind, add_wish, say_nobody
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.states import Outcome
from portal.store import Connection
from portal.teams import Role, find_people

_ATTEMPTS = {
    "rang": (AttemptWay.PHONE, AttemptOutcome.NO_ANSWER),
    "spoke": (AttemptWay.PHONE, AttemptOutcome.SPOKE),
    "text": (AttemptWay.TEXT, AttemptOutcome.SENT),
    "email": (AttemptWay.EMAIL, AttemptOutcome.SENT),
}
_ENDS = {"agreed": Outcome.HELP_AGREED, "advice": Outcome.ADVICE_GIVEN, "declined": Outcome.DECLINED}


@dataclass(frozen=True)
class _Team:
    """Who does it: the keys to read with, the team, the person, the time."""

    keys: PrivateKeys
    id: str
    by: str
    now: datetime


def do(db: Connection, parts: Parts, what: str, *, request_id: str, team_id: str, now: datetime) -> None:
    """Do one step of a scene at its time, as somebody of the team or as the family."""
    if what in _FAMILY:
        _FAMILY[what](db, parts, request_id, team_id.removeprefix("practice-"), now)
        return
    people = {person.role: person.id for person in reversed(find_people(db, team_id))}
    by = people[Role.MANAGER] if what == "restrict" else people[Role.READER]
    team = _Team(parts.private_keys or {}, team_id, by, now)
    if what in _ATTEMPTS:
        _attempt(db, team, request_id, *_ATTEMPTS[what])
    elif what in _ENDS:
        close_request(db, request_id, team_id=team_id, by=by, now=now, outcome=_ENDS[what], level=2)
    else:
        _TEAM[what](db, team, request_id)


def _attempt(db: Connection, team: "_Team", request_id: str, how: AttemptWay, outcome: AttemptOutcome) -> None:
    record_attempt(
        db,
        request_id,
        team_id=team.id,
        private_keys=team.keys,
        by=team.by,
        how=how,
        outcome=outcome,
        note="Practice note.",
        now=team.now,
    )


def _open(db: Connection, team: "_Team", request_id: str) -> None:
    open_request(db, request_id, team_id=team.id, private_keys=team.keys, by=team.by, now=team.now)


def _give(db: Connection, team: "_Team", request_id: str) -> None:
    give(db, request_id, team_id=team.id, worker_id=team.by, by=team.by, now=team.now)


def _touch(db: Connection, team: "_Team", request_id: str) -> None:
    mark_in_touch(db, request_id, team_id=team.id, by=team.by, now=team.now)


def _agree(db: Connection, team: "_Team", request_id: str) -> None:
    said = {"text": "Practice: meet at the hub.", "by": team.by}
    due_on = (team.now + timedelta(days=7)).date()
    agree_next_step(db, request_id, team_id=team.id, private_keys=team.keys, due_on=due_on, now=team.now, **said)


def _restrict(db: Connection, team: "_Team", request_id: str) -> None:
    why = "Practice: about somebody who works here."
    restrict(db, request_id, team_id=team.id, private_keys=team.keys, by=team.by, why=why, now=team.now)


def _new_number(db: Connection, parts: Parts, request_id: str, council: str, now: datetime) -> None:
    said = {"detail": "01632 960900", "may_ring": "yes"}
    add_wish(db, request_id, WishKind.NEW_NUMBER, public_key=parts.public_keys[council], now=now, **said)


def _withdraw(db: Connection, parts: Parts, request_id: str, council: str, now: datetime) -> None:
    add_wish(db, request_id, WishKind.WITHDRAW, public_key=parts.public_keys[council], now=now)


def _say_nobody(db: Connection, parts: Parts, request_id: str, _council: str, _now: datetime) -> None:
    say_nobody(db, request_id, parts.clock())


_TEAM: Mapping[str, Callable[[Connection, _Team, str], None]] = {
    "open": _open,
    "give": _give,
    "touch": _touch,
    "step": _agree,
    "restrict": _restrict,
}
_FAMILY: Mapping[str, Callable[[Connection, Parts, str, str, datetime], None]] = {
    "number": _new_number,
    "withdraw": _withdraw,
    "nobody": _say_nobody,
}
