"""What an operator sees is the same on both databases, and nothing of it is what a family wrote."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.errors import ReferralError
from portal.referrals.records.holds import HoldReason, hold
from portal.referrals.records.overview import explain, find_id, list_outlines, retry
from portal.referrals.records.reconcile import reconcile
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.referrals.world import CANARY, NOW, OFFICE, Postbox, contacts, only_id, submit, work


def test_a_request_is_explained_by_ids_and_codes(engine: Engine) -> None:
    receipt = submit(engine)
    work(Post(engine, "w", {"inbox": InboxChannel(), "smtp": Postbox()}, contacts, {"northtown": OFFICE}))
    with writing(engine) as db:
        assert retry(db, only_id(engine), NOW) == 0
        hold(db, only_id(engine), reason=HoldReason.COMPLAINT, by="operator", now=NOW)
    with reading(engine) as db:
        found = explain(db, find_id(db, f" {receipt.reference.lower()} "))
    assert (found.outline.reference, found.outline.is_held) == (receipt.reference, True)
    assert [message.state for message in found.messages] == ["accepted", "accepted"]
    assert [event.kind for event in found.events] == ["received", "routed", "handed_over", "retried", "kept"]
    assert len(found.escalations) == 8
    assert CANARY not in repr(found)


def test_an_unknown_reference_is_not_there(engine: Engine) -> None:
    with reading(engine) as db, pytest.raises(ReferralError) as refused:
        find_id(db, "nothing")
    assert refused.value.code == "not_there"


def test_all_is_counted_before_and_after_it_is_handed_over(engine: Engine) -> None:
    for number in range(3):
        submit(engine, str(number), now=NOW + timedelta(minutes=number))
    with reading(engine) as db:
        before = reconcile(db)
        assert len(list_outlines(db, team_id="north")) == 3
    work(Post(engine, "w", {"inbox": InboxChannel()}, contacts, {"northtown": OFFICE}), NOW + timedelta(hours=1))
    with reading(engine) as db:
        after = reconcile(db)
    assert [(each.received, each.delivered, each.waiting) for each in (before, after)] == [(3, 0, 3), (3, 3, 0)]
    assert before.is_right
    assert after.is_right
