import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from portal.places.models import Calendar
from portal.referrals.asking.submit import Request, submit_referral
from portal.referrals.delivery.channels import InboxChannel, Notice
from portal.referrals.delivery.contacts import Contacts
from portal.referrals.promise.clocks import set_clocks
from portal.referrals.tables import escalations
from portal.referrals.worker.loop import work_once
from portal.referrals.worker.post import Post
from portal.store.transactions import writing
from tests.benchmarks.calendars import Case, local_of, open_minutes, random_case
from tests.engines import Databases
from tests.referrals.world import DOOR, EVERYONE, PUBLIC_KEY, RING_ME, Clock, Postbox, rows

MINUTE = timedelta(minutes=1)
TEAMS = 3
STEPS = 10


def send(engine: Engine, cases: dict[str, Case]) -> None:
    with writing(engine) as db:
        for team, case in cases.items():
            both = set_clocks(case.received, case.calendar, case.promise, is_urgent=case.is_urgent)
            request = Request(RING_ME, replace(DOOR, team_id=team), PUBLIC_KEY, both)
            submit_referral(db, request, submission_key=team, draft_secret=None, now=case.received)


def post(engine: Engine, name: str, cases: dict[str, Case], mail: Postbox) -> Post:
    def find(_db: Connection, team_id: str) -> Contacts:
        return Contacts(team_id, EVERYONE, cases[team_id].calendar)

    return Post(engine, name, {"inbox": InboxChannel(), "smtp": mail}, find, {"northtown": Calendar()})


def told(mails: list[Notice]) -> Counter[tuple[str, str, str]]:
    return Counter((each.reference, each.address, each.purpose) for each in mails if each.purpose != "new_request")


def test_random_teams_escalations_are_raised_in_their_minute_and_once_by_workers_that_come_and_go(
    databases: Databases, engine: Engine
) -> None:
    chance = random.Random(7)
    cases = {f"team{number}": random_case(chance) for number in range(TEAMS)}
    send(engine, cases)
    mails: list[Notice] = []
    for _ in range(STEPS):
        moment = min(each.due_at for each in rows(engine, escalations) if each.raised_at is None)
        for at in (moment - MINUTE, moment):
            for name in ("one", "two"):  # each time processes of their own, as after a restart
                again, mail = databases.again(engine), Postbox()
                work_through(post(again, name, cases, mail), at)
                again.dispose()
                mails += mail.kept
    raised = [each for each in rows(engine, escalations) if each.raised_at]
    assert len(raised) >= STEPS
    assert {each.raised_at - each.due_at for each in raised} == {timedelta()}
    assert set(told(mails).values()) == {1}


def test_the_next_mornings_are_the_teams_own(engine: Engine) -> None:
    chance = random.Random(8)
    cases = {f"team{number}": random_case(chance) for number in range(TEAMS)}
    send(engine, cases)
    late = max(each.due_at for each in rows(engine, escalations)) + timedelta(days=3)
    work_through(post(engine, "one", cases, Postbox()), late)
    waiting = [each.due_at for each in rows(engine, escalations) if each.raised_at is None]
    expected = Counter(
        first_opening_after(case.calendar, late) for case in cases.values() for _clock in ("read", "contact")
    )
    assert Counter(waiting) == expected


def first_opening_after(calendar: Calendar, moment: datetime) -> datetime:
    """Ask the counting, which knows the team's first open minute of a later day: that of a request late in the day."""
    case = replace(random_case(random.Random(1)), calendar=calendar, received=moment, is_urgent=False)
    return next(minute for minute, day in open_minutes(case) if day > local_of(moment)[0])


def test_two_workers_at_the_same_moment_tell_each_person_once(databases: Databases, engine: Engine) -> None:
    chance = random.Random(9)
    cases = {f"team{number}": random_case(chance) for number in range(TEAMS)}
    send(engine, cases)
    late, boxes = max(each.due_at for each in rows(engine, escalations)), [Postbox(), Postbox()]
    posts = [post(databases.again(engine), str(number), cases, box) for number, box in enumerate(boxes)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda each: work_through(each, late), posts))
    assert set(told([*boxes[0].kept, *boxes[1].kept]).values()) == {1}


def work_through(each: Post, now: datetime) -> None:
    for _ in range(500):
        if not work_once(each, Clock(now)):
            return
    raise AssertionError("the worker never comes to rest")
