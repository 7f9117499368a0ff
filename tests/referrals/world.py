"""A small council to test with: office hours, a key pair, a full set of answers with a canary in every field."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, select

from portal.places.models import Calendar, OpeningHours, Promise
from portal.referrals.asking.submit import Door, Receipt, Request, submit_referral
from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.casework.notes import CaseNote
from portal.referrals.casework.reaching import record_attempt
from portal.referrals.delivery.channels import Notice, Sent
from portal.referrals.delivery.contacts import Contacts
from portal.referrals.delivery.messages import Result
from portal.referrals.models import (
    Agreement,
    Answers,
    Asker,
    Contact,
    ContactWay,
    Danger,
    FamilyMember,
    Helper,
    Interpreter,
    Permission,
    SafeContact,
    Way,
    YoungPerson,
)
from portal.referrals.promise.clocks import set_clocks
from portal.referrals.recipients import Recipient
from portal.referrals.sealing.envelope import key_id, new_key_pair
from portal.referrals.tables import referrals
from portal.referrals.worker.loop import work_once
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday
OFFICE = Calendar(tuple(OpeningHours(day, time(9), time(17)) for day in ("MO", "TU", "WE", "TH", "FR")))
PROMISE = Promise(read_working_days=1, contact_working_days=3)
PUBLIC_KEY, PRIVATE_KEY = new_key_pair()
PRIVATE_KEYS = {key_id(PUBLIC_KEY): PRIVATE_KEY}
CANARY = "kanarienvogel"
DOOR = Door(council_id="northtown", team_id="north", name="North team", rule_version="2026-11", locality_id="east")
EVERYONE = {each: f"{each}@team.example" for each in Recipient}
FULL = Answers(
    way=Way.TELL_MORE,
    contacts=(Contact(ContactWay.PHONE, f"{CANARY} 01632 960123"), Contact(ContactWay.COME_TO_HUB, hub_id="hub")),
    name=f"{CANARY} Ada",
    asker=Asker.YOUNG_PERSON,
    danger=Danger.NO,
    postcode=f"L32 1AA {CANARY}",
    needs=("school-attendance", "money"),
    worry=f"{CANARY} won't go to school \u0645\u0631\u062d\u0628\u0627 \U0001f600",
    going_well=f"{CANARY} football",
    family=(FamilyMember(age=9, name=f"{CANARY} Bo"), FamilyMember(months=4), FamilyMember(is_expected=True)),
    safe_contact=SafeContact(Permission.YES, Permission.NO, Permission.ASK, f"{CANARY} mornings", f"{CANARY} dad"),
    interpreter=Interpreter(language=f"{CANARY} Polish", is_not_from_my_community=True),
    other_needs=f"{CANARY} large print",
    has_worker=Permission.YES,
    worker=f"{CANARY} Ms Case",
    agreements=(
        Agreement("worker-may-contact", "1", is_given=True),
        Agreement("may-talk-to-school", "1", is_given=False),
    ),
    young_person=YoungPerson(age=14, does_parent_know=False, may_talk_to_parents=False),
    helper=Helper(f"{CANARY} Mr Help", "teacher", f"{CANARY} 01632 960456", "in person"),
    service_id="reading-club",
    locale="ar",
)
ACCEPTED = Sent(Result.ACCEPTED, "smtp_250")
RING_ME = Answers(way=Way.RING_ME, contacts=(Contact(ContactWay.PHONE, "01632 960123"),), name="Ada")


def submit(
    engine: Engine,
    key: str = "key",
    *,
    answers: Answers = FULL,
    now: datetime = NOW,
    has_danger_words: bool = False,
    is_suspected: bool = False,
    team_id: str = DOOR.team_id,
) -> Receipt:
    """Submit a request as the public site does."""
    door = replace(DOOR, team_id=team_id)
    request = Request(answers, door, PUBLIC_KEY, set_clocks(now, OFFICE, PROMISE), has_danger_words, is_suspected)
    with writing(engine) as db:
        return submit_referral(db, request, submission_key=key, draft_secret=None, now=now)


def submit_with_draft(engine: Engine, secret: str) -> Receipt:
    """Submit a request as the public site does, with the draft of a browser that is forgotten by it."""
    request = Request(FULL, DOOR, PUBLIC_KEY, set_clocks(NOW, OFFICE, PROMISE))
    with writing(engine) as db:
        return submit_referral(db, request, submission_key="key", draft_secret=secret, now=NOW)


def try_to_reach(
    engine: Engine,
    how: AttemptWay,
    outcome: AttemptOutcome,
    *,
    team_id: str = DOOR.team_id,
    note: str = "",
    now: datetime = NOW,
    tried_at: datetime | None = None,
) -> CaseNote | None:
    """Note an attempt to reach the family of the only request, as a worker of its team does."""
    with writing(engine) as db:
        return record_attempt(
            db,
            only_id(engine),
            team_id=team_id,
            private_keys=PRIVATE_KEYS,
            by="p1",
            how=how,
            outcome=outcome,
            note=note,
            now=now,
            tried_at=tried_at,
        )


def rows(engine: Engine, table: Table) -> list[Row[Any]]:
    """Return every row of a table."""
    with reading(engine) as db:
        return list(db.execute(select(table)))


def only_id(engine: Engine) -> str:
    """Return the id of the only request there is."""
    with reading(engine) as db:
        return str(db.execute(select(referrals.c.id)).scalar_one())


def contacts(_db: Connection, team_id: str) -> Contacts:
    """Find a team all of whose people have an address."""
    return Contacts(team_name=f"Team {team_id}", addresses=EVERYONE)


@dataclass
class Postbox:
    """A channel that keeps what it is given and answers as told."""

    answer: Sent = field(default=ACCEPTED)
    kept: list[Notice] = field(default_factory=list)

    def send(self, notice: Notice) -> Sent:
        """Keep it."""
        self.kept.append(notice)
        return self.answer


@dataclass
class Clock:
    """A clock that stands where it was put."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


def work(post: Post, now: datetime = NOW) -> int:
    """Work until nothing is left to do at a moment; return how many pieces there were."""
    for pieces in range(50):
        if not work_once(post, Clock(now)):
            return pieces
    raise AssertionError("the worker never comes to rest")
