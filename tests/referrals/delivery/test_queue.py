from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, update

from portal.referrals.delivery.messages import Leased, Result
from portal.referrals.delivery.queue import cancel_deliveries, lease_next, next_wait, open_delivery, record_result
from portal.referrals.recipients import Clock, Recipient
from portal.referrals.tables import deliveries
from portal.store.transactions import writing
from tests.referrals.world import NOW, only_id, rows, submit

SECOND = timedelta(seconds=1)


def lease(engine: Engine, now: datetime = NOW, owner: str = "one") -> Leased | None:
    with writing(engine) as db:
        return lease_next(db, owner=owner, channels=("inbox", "smtp"), domain="portal.example", now=now)


def taken(engine: Engine, now: datetime = NOW, owner: str = "one") -> Leased:
    leased = lease(engine, now, owner)
    assert leased is not None
    return leased


def record(engine: Engine, leased: Leased, result: Result, now: datetime = NOW) -> bool:
    with writing(engine) as db:
        return record_result(db, leased, result, code="smtp_450", now=now)


def test_a_message_in_one_workers_hands_is_not_given_to_another(engine: Engine) -> None:
    submit(engine)
    assert lease(engine) is not None
    assert lease(engine, NOW + 114 * SECOND, "two") is None


def test_a_dead_workers_message_goes_out_again_within_120_seconds_under_the_same_message_id(engine: Engine) -> None:
    submit(engine)
    first = taken(engine)
    again = taken(engine, NOW + 115 * SECOND, "two")
    assert (again.id, again.message_id, again.epoch) == (first.id, first.message_id, first.epoch + 1)


def test_a_worker_that_wakes_up_past_its_lease_writes_nothing(engine: Engine) -> None:
    submit(engine)
    late = taken(engine)
    again = taken(engine, NOW + 115 * SECOND, "two")
    assert not record(engine, late, Result.WAITING, NOW + 116 * SECOND)
    assert record(engine, again, Result.ACCEPTED, NOW + 117 * SECOND)
    assert not record(engine, late, Result.WAITING, NOW + 118 * SECOND)
    assert rows(engine, deliveries)[0].state == "accepted"


@pytest.mark.parametrize("result", [Result.WAITING, Result.UNKNOWN, Result.REFUSED])
def test_what_was_not_accepted_is_tried_again_under_the_same_message_id(engine: Engine, result: Result) -> None:
    submit(engine)
    first = taken(engine)
    record(engine, first, result)
    assert lease(engine, NOW + 29 * SECOND) is None
    assert taken(engine, NOW + 30 * SECOND).message_id == first.message_id


def test_what_was_accepted_is_never_sent_again(engine: Engine) -> None:
    submit(engine)
    record(engine, taken(engine), Result.ACCEPTED)
    assert lease(engine, NOW + timedelta(days=365)) is None


def test_waits_grow_to_half_an_hour_and_go_on_without_end() -> None:
    minutes = [next_wait(attempt, 0).total_seconds() / 60 for attempt in range(1, 9)]
    assert minutes == [0.5, 2, 5, 10, 20, 30, 30, 30]
    assert [next_wait(1000, jitter).total_seconds() / 60 for jitter in (0, 1)] == [30, 24]


def test_one_that_keeps_failing_does_not_hold_up_the_others(engine: Engine) -> None:
    submit(engine, "poison")
    poison = taken(engine)
    record(engine, poison, Result.WAITING)
    submit(engine, "next", now=NOW + 60 * SECOND)
    assert taken(engine, NOW + timedelta(hours=1)).referral_id != poison.referral_id


def test_urgent_requests_go_first(engine: Engine) -> None:
    submit(engine, "calm")
    receipt = submit(engine, "urgent", now=NOW + SECOND, has_danger_words=True)
    assert taken(engine, NOW + SECOND).reference == receipt.reference


def test_a_request_reaches_the_inbox_before_any_mail_is_sent(engine: Engine) -> None:
    submit(engine, "urgent", has_danger_words=True)
    record(engine, taken(engine), Result.ACCEPTED)
    with writing(engine) as db:
        open_delivery(db, only_id(engine), channel="smtp", recipient=Recipient.DUTY, purpose="urgent", now=NOW)
    submit(engine, "calm", now=NOW + SECOND)
    assert taken(engine, NOW + SECOND).channel == "inbox"


def test_a_worker_takes_only_what_its_channels_can_send(engine: Engine) -> None:
    submit(engine)
    with writing(engine) as db:
        assert lease_next(db, owner="one", channels=("smtp",), domain="portal.example", now=NOW) is None


def test_the_same_message_is_queued_once(engine: Engine) -> None:
    submit(engine)
    for _ in range(3):
        with writing(engine) as db:
            open_delivery(db, only_id(engine), channel="smtp", recipient=Recipient.TEAM, purpose="read_half", now=NOW)
    assert len(rows(engine, deliveries)) == 2


def test_cancelling_for_one_clock_leaves_the_other_clocks_messages(engine: Engine) -> None:
    submit(engine)
    with writing(engine) as db:
        for purpose in ("read_due", "contact_due"):
            open_delivery(db, only_id(engine), channel="smtp", recipient=Recipient.MANAGER, purpose=purpose, now=NOW)
    with writing(engine) as db:
        cancel_deliveries(db, only_id(engine), but_of=Clock.CONTACT)
    assert {each.purpose: each.state for each in rows(engine, deliveries)} == {
        "new_request": "cancelled",
        "read_due": "cancelled",
        "contact_due": "pending",
    }


def test_a_message_cancelled_in_flight_stays_cancelled(engine: Engine) -> None:
    submit(engine)
    leased = taken(engine)
    with writing(engine) as db:
        cancel_deliveries(db, leased.referral_id)
    assert not record(engine, leased, Result.WAITING)
    assert lease(engine, NOW + timedelta(days=1)) is None


def test_the_message_id_stays_when_the_sender_moves_to_another_domain(engine: Engine) -> None:
    submit(engine)
    first = taken(engine)
    with writing(engine) as db:
        db.execute(update(deliveries).values(lease_until=NOW))
        again = lease_next(db, owner="two", channels=("inbox",), domain="other.example", now=NOW)
    assert again is not None
    assert again.message_id == first.message_id
