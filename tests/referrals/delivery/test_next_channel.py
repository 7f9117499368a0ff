"""What one channel does not take goes by the next; what none takes, the operator hears of."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.referrals.delivery.channels import InboxChannel, Sent
from portal.referrals.delivery.messages import Result
from portal.referrals.tables import deliveries
from portal.referrals.worker.post import Post
from tests.referrals.world import NOW, OFFICE, Postbox, contacts, rows, submit, work

NOT_NOW = Sent(Result.WAITING, "unreachable")
NO = Sent(Result.REFUSED, "smtp_550")


def post(engine: Engine, first: Postbox, second: Postbox) -> Post:
    channels = {"inbox": InboxChannel(), "smtp": first, "smtp_backup": second}
    return Post(engine, "worker", channels, contacts, {"northtown": OFFICE})


def purposes(mail: Postbox) -> list[str]:
    return [notice.purpose for notice in mail.kept]


def state(engine: Engine, channel: str) -> str:
    return next(row.state for row in rows(engine, deliveries) if (row.channel, row.purpose) == (channel, "new_request"))


def test_a_flat_no_goes_by_the_next_channel_at_once_and_nobody_is_alarmed(engine: Engine) -> None:
    submit(engine)
    first, second = Postbox(NO), Postbox()
    work(post(engine, first, second))
    assert purposes(second) == ["new_request"]
    assert [state(engine, "smtp"), state(engine, "smtp_backup")] == ["cancelled", "accepted"]
    work(post(engine, first, second), NOW + timedelta(hours=2))
    assert "undelivered" not in purposes(first) + purposes(second)


@pytest.mark.parametrize(("minutes", "by_the_next"), [(14, []), (15, ["new_request"])])
def test_what_is_not_taken_for_15_minutes_goes_by_the_next_channel(
    engine: Engine, minutes: int, by_the_next: list[str]
) -> None:
    submit(engine)
    first, second = Postbox(NOT_NOW), Postbox()
    work(post(engine, first, second))
    work(post(engine, first, second), NOW + timedelta(minutes=minutes))
    assert purposes(second) == by_the_next


def test_once_the_first_takes_it_after_all_the_next_has_nothing_to_do(engine: Engine) -> None:
    submit(engine)
    first, second = Postbox(NOT_NOW), Postbox(NOT_NOW)
    work(post(engine, first, second))
    work(post(engine, first, second), NOW + timedelta(minutes=15))
    first.answer = Sent(Result.ACCEPTED, "smtp_250")
    work(post(engine, first, second), NOW + timedelta(minutes=40))
    assert [state(engine, "smtp"), state(engine, "smtp_backup")] == ["accepted", "cancelled"]


def test_the_operator_is_told_at_once_when_the_last_channel_says_no(engine: Engine) -> None:
    submit(engine)
    first, second = Postbox(NO), Postbox(NO)
    work(post(engine, first, second))
    assert "undelivered" in purposes(first) + purposes(second)


def test_the_operator_is_told_after_an_hour_by_whichever_channel_works(engine: Engine) -> None:
    submit(engine)
    first, second = Postbox(NOT_NOW), Postbox(NOT_NOW)
    for minutes in (0, 15, 59):
        work(post(engine, first, second), NOW + timedelta(minutes=minutes))
    assert "undelivered" not in purposes(first) + purposes(second)
    work(post(engine, first, second), NOW + timedelta(minutes=60))
    second.answer = Sent(Result.ACCEPTED, "smtp_250")
    work(post(engine, first, second), NOW + timedelta(minutes=80))
    assert "undelivered" in purposes(second)
