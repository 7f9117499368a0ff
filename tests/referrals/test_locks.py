"""Who waits for whom where many write at once: nobody, unless two change the same thing."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from portal.referrals.casework.inbox import open_request
from portal.referrals.casework.rows import find_row
from portal.referrals.delivery.queue import lease_next, open_delivery
from portal.referrals.delivery.rerouting import rescue_stranded
from portal.referrals.promise.escalation import raise_next_escalation
from portal.referrals.recipients import Recipient
from portal.referrals.records.purge import purge_closed
from portal.referrals.tables import referrals
from portal.store.transactions import StoreUnavailable, writing
from tests.engines import on_postgresql
from tests.referrals.world import NOW, OFFICE, PRIVATE_KEYS, contacts, only_id, submit

pytestmark = on_postgresql
LATER = NOW + timedelta(days=40)


def test_two_workers_lease_two_messages_without_waiting(engine: Engine, impatient: Engine) -> None:
    submit(engine, "one")
    submit(engine, "two")
    leases = {"channels": ("inbox",), "domain": "portal.example", "now": NOW}
    with writing(engine) as first, writing(impatient) as second:
        one, two = lease_next(first, owner="one", **leases), lease_next(second, owner="two", **leases)
    assert one is not None
    assert two is not None
    assert one.id != two.id


def test_a_notice_is_queued_while_somebody_works_on_the_request(engine: Engine, impatient: Engine) -> None:
    submit(engine)
    request_id = only_id(engine)
    with writing(engine) as first, writing(impatient) as second:
        assert find_row(first, request_id, "north")
        assert open_delivery(second, request_id, channel="smtp", recipient=Recipient.TEAM, purpose="read_half", now=NOW)


def test_a_clock_waits_for_what_comes_of_somebody_opening_the_request(engine: Engine, impatient: Engine) -> None:
    def escalate(database: Engine) -> bool:
        with writing(database) as db:
            return raise_next_escalation(db, contacts, {"northtown": OFFICE}, has_mail=True, now=before_contact_half)

    submit(engine)
    before_contact_half = NOW + timedelta(days=1, hours=1)
    with writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW)
        assert not escalate(impatient)
    assert not escalate(impatient)


def test_the_clock_leaves_what_somebody_is_working_on_for_the_next_time(engine: Engine, impatient: Engine) -> None:
    def purged() -> int:
        with writing(impatient) as db:
            return purge_closed(db, LATER)

    submit(engine)
    with writing(engine) as db:
        db.execute(update(referrals).values(state="closed", closed_at=NOW, purge_after=NOW))
    with writing(engine) as db:
        assert find_row(db, only_id(impatient), "north")
        assert purged() == 0
    assert purged() == 1


def test_what_somebody_is_opening_is_not_passed_on_meanwhile(engine: Engine, impatient: Engine) -> None:
    def rescued() -> tuple[str, ...]:
        with writing(impatient) as db:
            return rescue_stranded(db, lambda *_: "fallback", has_mail=False, now=NOW)

    submit(engine)
    with writing(engine) as db:
        assert find_row(db, only_id(impatient), "north")
        assert rescued() == ()
    assert rescued() == (only_id(engine),)


def test_two_people_do_not_change_a_request_at_the_same_moment(engine: Engine, impatient: Engine) -> None:
    submit(engine)
    request_id = only_id(engine)
    with pytest.raises(StoreUnavailable, match="busy"), writing(engine) as first, writing(impatient) as second:
        assert find_row(first, request_id, "north")
        find_row(second, request_id, "north")
