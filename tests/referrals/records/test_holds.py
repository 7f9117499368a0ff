"""Why a request is kept: each reason by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from portal.referrals.errors import ReferralError
from portal.referrals.records.holds import HoldReason, end_hold, find_holds, hold
from portal.referrals.records.purge import purge_closed
from portal.referrals.tables import referrals
from portal.store.transactions import reading, writing
from tests.referrals.world import NOW, only_id, submit

COMPLAINT, ACCESS = HoldReason.COMPLAINT, HoldReason.ACCESS_REQUEST


@pytest.fixture
def request_id(engine: Engine) -> str:
    """A request whose time is over."""
    submit(engine)
    with writing(engine) as db:
        db.execute(update(referrals).values(state="closed", closed_at=NOW, purge_after=NOW))
    return only_id(engine)


def test_one_reason_that_is_over_does_not_end_another(engine: Engine, request_id: str) -> None:
    with writing(engine) as db:
        for reason in (COMPLAINT, ACCESS):
            hold(db, request_id, reason=reason, by="m1", now=NOW)
        end_hold(db, request_id, reason=COMPLAINT, by="m1", now=NOW)
        assert purge_closed(db, NOW + timedelta(days=400)) == 0
    with reading(engine) as db:
        assert [(each.reason, each.by) for each in find_holds(db, request_id)] == [(ACCESS, "m1")]
    with writing(engine) as db:
        end_hold(db, request_id, reason=ACCESS, by="operator", now=NOW)
        assert purge_closed(db, NOW) == 1


def test_a_reason_is_noted_once_and_ended_once(engine: Engine, request_id: str) -> None:
    with writing(engine) as db:
        hold(db, request_id, reason=COMPLAINT, by="m1", now=NOW)
        with pytest.raises(ReferralError, match="already_done"):
            hold(db, request_id, reason=COMPLAINT, by="m2", now=NOW)
        with pytest.raises(ReferralError, match="not_held"):
            end_hold(db, request_id, reason=ACCESS, by="m1", now=NOW)
