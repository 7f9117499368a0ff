"""Everybody at once: families send, workers deliver and warn, two people open the same requests, the clock deletes."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event

from sqlalchemy import Engine

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.audit import find_broken_event
from portal.referrals.casework.closing import close_request
from portal.referrals.casework.inbox import list_team, open_request
from portal.referrals.casework.reaching import record_attempt
from portal.referrals.delivery.channels import InboxChannel, Sent
from portal.referrals.delivery.messages import Result
from portal.referrals.errors import ReferralError
from portal.referrals.records.purge import sweep
from portal.referrals.states import Outcome
from portal.referrals.tables import past_referrals, referral_events, referrals
from portal.referrals.worker.loop import work_once
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.engines import on_postgresql
from tests.referrals.world import NOW, OFFICE, PRIVATE_KEYS, RING_ME, Clock, Postbox, contacts, rows, submit

LATER = NOW + timedelta(days=40)
REQUESTS = 20
LONGEST = 60  # seconds


@dataclass
class Crowd:
    """Those who use one database at once, each until there is nothing left to do."""

    engine: Engine
    all_sent: Event = field(default_factory=Event)

    def send(self) -> None:
        try:
            for number in range(REQUESTS):
                submit(self.engine, str(number), answers=RING_ME, has_danger_words=number % 3 == 0)
        finally:
            self.all_sent.set()

    def deliver(self, owner: str) -> None:
        mail = Postbox(Sent(Result.REFUSED, "smtp_550"))  # so that the operator is told of each
        post = Post(self.engine, owner, {"inbox": InboxChannel(), "smtp": mail}, contacts, {"northtown": OFFICE})
        self.repeat(lambda: work_once(post, Clock(NOW + timedelta(days=3))))

    def read_and_close(self, by: str) -> None:
        def all_of_them() -> bool:
            with reading(self.engine) as db:
                listed = list_team(db, "north", NOW)
            return [self.work_on(each.id, by) for each in listed] != []

        self.repeat(all_of_them)

    def work_on(self, request_id: str, by: str) -> None:
        theirs = {"team_id": "north", "by": by, "now": NOW}
        attempt = {"how": AttemptWay.PHONE, "outcome": AttemptOutcome.SPOKE, "note": "note"}
        for step in (
            lambda db: open_request(db, request_id, private_keys=PRIVATE_KEYS, **theirs),
            lambda db: record_attempt(db, request_id, private_keys=PRIVATE_KEYS, **attempt, **theirs),
            lambda db: close_request(db, request_id, outcome=Outcome.HELP_AGREED, **theirs),
        ):
            try:
                with writing(self.engine) as db:
                    step(db)
            except ReferralError:  # the other one was first
                continue

    def forget(self) -> None:
        def once() -> bool:
            with writing(self.engine) as db:
                sweep(db, LATER)
            return len(rows(self.engine, past_referrals)) < REQUESTS

        self.repeat(once)

    def repeat(self, work: Callable[[], bool]) -> None:
        until = time.monotonic() + LONGEST
        while work() or not self.all_sent.is_set():
            assert time.monotonic() < until, "never done"


@on_postgresql  # SQLite lets one in at a time
def test_nothing_is_lost_nobody_is_turned_away_and_the_trail_is_whole(engine: Engine) -> None:
    crowd = Crowd(engine)
    with ThreadPoolExecutor(6) as pool:
        people = [pool.submit(crowd.read_and_close, by) for by in ("p1", "p2")]
        workers = [pool.submit(crowd.deliver, owner) for owner in ("one", "two")]
        everybody = [*people, *workers, pool.submit(crowd.forget), pool.submit(crowd.send)]
    for each in everybody:
        each.result()
    assert (len(rows(engine, past_referrals)), rows(engine, referrals)) == (REQUESTS, [])
    kinds = [each.kind for each in rows(engine, referral_events)]
    assert [kinds.count(kind) for kind in ("received", "closed", "purged")] == [REQUESTS] * 3
    with reading(engine) as db:
        assert find_broken_event(db) is None
