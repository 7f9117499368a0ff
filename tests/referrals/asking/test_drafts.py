from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from portal.referrals.asking.drafts import (
    Draft,
    end_draft,
    extend_draft,
    load_draft,
    save_draft,
    start_draft,
    sweep_drafts,
)
from portal.referrals.errors import ReferralError
from portal.referrals.tables import drafts
from portal.store.boxes import new_secret
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import CANARY, NOW, rows

SECRET = new_secret()
MINUTE = timedelta(minutes=1)


def saved(engine: Engine, after: timedelta = timedelta(0)) -> Draft:
    draft = start_draft(NOW).with_step("worry", {"words": CANARY, "needs": ["money"], "is_baby": True})
    draft = draft.with_step("place", {"postcode": f"L32 {CANARY}"}).with_step("council", {"council": "northtown"})
    with writing(engine) as db:
        return save_draft(db, SECRET, draft, NOW + after)


def found(engine: Engine, after: timedelta, secret: str = SECRET) -> Draft | None:
    with reading(engine) as db:
        return load_draft(db, secret, NOW + after)


def test_a_draft_comes_back_to_the_cookie_that_kept_it_and_to_no_other(engine: Engine) -> None:
    draft = saved(engine)
    assert found(engine, MINUTE) == draft
    assert found(engine, MINUTE, new_secret()) is None


def test_saving_again_replaces_the_draft_and_keeps_its_submission_key(engine: Engine) -> None:
    draft = saved(engine)
    with writing(engine) as db:
        save_draft(db, SECRET, draft.with_step("worry", {"words": "less"}), NOW + MINUTE)
    again = found(engine, 2 * MINUTE)
    assert again is not None
    assert (again.submission_key, again.step("worry")) == (draft.submission_key, {"words": "less"})
    assert len(rows(engine, drafts)) == 1


def test_a_draft_saved_from_two_tabs_at_once_is_one_draft(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: saved(engine), range(8)))
    assert len(rows(engine, drafts)) == 1


def test_every_draft_has_a_submission_key_of_its_own() -> None:
    assert len({start_draft(NOW).submission_key for _ in range(50)}) == 50


@pytest.mark.parametrize(("minutes", "is_there"), [(29, True), (30, False), (31, False)])
def test_a_draft_left_for_half_an_hour_is_gone(engine: Engine, minutes: int, is_there: bool) -> None:
    saved(engine)
    assert (found(engine, minutes * MINUTE) is not None) is is_there


def test_a_draft_in_use_ends_after_two_hours(engine: Engine) -> None:
    draft = saved(engine)
    for minutes in (25, 50, 75, 100, 119):
        with writing(engine) as db:
            draft = save_draft(db, SECRET, draft, NOW + minutes * MINUTE)
    assert found(engine, timedelta(hours=2) - timedelta(seconds=1)) is not None
    assert found(engine, timedelta(hours=2)) is None


def test_asking_for_more_time_puts_the_end_off_more_than_ten_times_but_never_past_six_hours(engine: Engine) -> None:
    draft = saved(engine)
    for minutes in range(29, 360, 29):
        assert draft.can_have_more_time
        with writing(engine) as db:
            draft = extend_draft(db, SECRET, draft, NOW + minutes * MINUTE)
    assert not draft.can_have_more_time
    assert found(engine, timedelta(hours=6) - timedelta(seconds=1)) is not None
    assert found(engine, timedelta(hours=6)) is None


def test_an_answer_after_two_hours_does_not_take_back_the_time_that_was_given(engine: Engine) -> None:
    draft = saved(engine)
    with writing(engine) as db:
        draft = extend_draft(db, SECRET, draft, NOW + 115 * MINUTE)
        kept = save_draft(db, SECRET, draft, NOW + 130 * MINUTE)
    assert kept.idle_at == NOW + 145 * MINUTE


def test_an_ended_draft_is_gone(engine: Engine) -> None:
    saved(engine)
    with writing(engine) as db:
        end_draft(db, SECRET)
    assert rows(engine, drafts) == []


def test_sweeping_takes_only_drafts_that_were_left(engine: Engine) -> None:
    saved(engine)
    with writing(engine) as db:
        save_draft(db, new_secret(), start_draft(NOW + 20 * MINUTE), NOW + 20 * MINUTE)
        assert sweep_drafts(db, NOW + 30 * MINUTE) == 1
    assert len(rows(engine, drafts)) == 1


def test_the_disk_holds_nothing_of_a_draft_in_clear(engine: Engine, databases: Databases) -> None:
    draft = saved(engine)
    raw = databases.raw_bytes(engine)
    assert not [word for word in (CANARY, SECRET, draft.submission_key, "northtown") if word.encode() in raw]


def test_a_draft_somebody_tampered_with_is_refused(engine: Engine) -> None:
    saved(engine)
    box = bytearray(rows(engine, drafts)[0].box)
    box[-1] ^= 1
    with writing(engine) as db:
        db.execute(update(drafts).values(box=bytes(box)))
    with pytest.raises(ReferralError) as refused:
        found(engine, MINUTE)
    assert refused.value.code == "draft_unreadable"
