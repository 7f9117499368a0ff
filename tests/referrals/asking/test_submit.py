import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select

from portal.referrals.asking.drafts import load_draft, save_draft, start_draft
from portal.referrals.asking.submit import Receipt, Request, find_receipt, submit_referral
from portal.referrals.errors import ReferralError
from portal.referrals.models import Answers, Danger
from portal.referrals.promise.clocks import set_clocks
from portal.referrals.sealing.envelope import Sealed, open_referral
from portal.referrals.tables import deliveries, drafts, escalations, referral_events, referrals
from portal.store.boxes import new_secret
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import (
    CANARY,
    DOOR,
    FULL,
    NOW,
    OFFICE,
    PRIVATE_KEYS,
    PROMISE,
    PUBLIC_KEY,
    RING_ME,
    rows,
    submit,
)


def receipt_of(engine: Engine, key: str, after: timedelta) -> Receipt | None:
    with reading(engine) as db:
        return find_receipt(db, key, NOW + after)


def test_a_receipt_says_who_will_be_in_touch_and_by_which_day(engine: Engine) -> None:
    receipt = submit(engine)
    assert re.fullmatch(
        r"[CDFGHJ-NPQRTVWXY34679]{3}-[CDFGHJ-NPQRTVWXY34679]{3}-[CDFGHJ-NPQRTVWXY34679]{4}", receipt.reference
    )
    assert (receipt.door_name, receipt.council_id) == ("North team", "northtown")
    assert receipt.contact_day.isoformat() == "2026-11-27"


def test_a_request_is_kept_with_its_delivery_clocks_and_events(engine: Engine) -> None:
    submit(engine)
    (row,) = rows(engine, referrals)
    assert (row.team_id, row.locality_id, row.rule_version, row.state) == ("north", "east", "2026-11", "routed")
    assert (row.needs, row.is_urgent, row.received_at) == (["school-attendance", "money"], False, NOW)
    assert [(each.channel, each.state) for each in rows(engine, deliveries)] == [("inbox", "pending")]
    assert len(rows(engine, escalations)) == 8
    assert [each.kind for each in rows(engine, referral_events)] == ["received", "routed"]


def test_only_the_council_can_read_what_was_sealed(engine: Engine) -> None:
    submit(engine)
    (row,) = rows(engine, referrals)
    sealed = Sealed(row.key_id, row.schema_version, row.sealed_key, row.box)
    assert Answers.from_json(open_referral(PRIVATE_KEYS, sealed, row.id)) == FULL
    with pytest.raises(ReferralError):
        open_referral({}, sealed, row.id)


def test_sending_twice_is_one_request_with_the_same_receipt(engine: Engine) -> None:
    assert submit(engine) == submit(engine, now=NOW + timedelta(minutes=5))
    assert len(rows(engine, referrals)) == len(rows(engine, deliveries)) == 1


def test_pressing_in_many_tabs_at_once_is_one_request(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda _: submit(engine), range(16)))
    assert len(set(receipts)) == len(rows(engine, referrals)) == len(rows(engine, deliveries)) == 1


def test_requests_sent_at_once_are_all_kept(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda key: submit(engine, key), map(str, range(16))))
    assert {receipt.reference for receipt in receipts} == {row.reference for row in rows(engine, referrals)}
    assert len(receipts) == len(rows(engine, referrals)) == 16


def test_a_receipt_can_be_found_again_for_two_hours(engine: Engine) -> None:
    receipt = submit(engine)
    assert receipt_of(engine, "key", timedelta(minutes=119)) == receipt
    assert receipt_of(engine, "key", timedelta(minutes=120)) is None
    assert receipt_of(engine, "other", timedelta(0)) is None


def test_sending_ends_the_draft(engine: Engine) -> None:
    secret = new_secret()
    request = Request(RING_ME, DOOR, PUBLIC_KEY, set_clocks(NOW, OFFICE, PROMISE))
    with writing(engine) as db:
        draft = save_draft(db, secret, start_draft(NOW), NOW)
        submit_referral(db, request, submission_key=draft.submission_key, draft_secret=secret, now=NOW)
        assert load_draft(db, secret, NOW) is None


def test_a_failure_on_the_way_leaves_the_draft_and_nothing_else(engine: Engine) -> None:
    secret = new_secret()
    request = Request(RING_ME, DOOR, PUBLIC_KEY, set_clocks(NOW, OFFICE, PROMISE))
    with writing(engine) as db:
        save_draft(db, secret, start_draft(NOW), NOW)
    with pytest.raises(ZeroDivisionError), writing(engine) as db:
        submit_referral(db, request, submission_key="key", draft_secret=secret, now=NOW)
        raise ZeroDivisionError
    assert [len(rows(engine, table)) for table in (drafts, referrals, deliveries, escalations, referral_events)] == [
        1,
        0,
        0,
        0,
        0,
    ]


@pytest.mark.parametrize(
    ("danger", "has_danger_words", "is_urgent"),
    [
        (Danger.YES, False, True),
        (Danger.NOT_SURE, False, True),
        (Danger.NO, True, True),
        (None, True, True),
        (Danger.NO, False, False),
        (None, False, False),
    ],
)
def test_danger_in_an_answer_or_in_own_words_makes_it_urgent(
    engine: Engine, danger: Danger | None, has_danger_words: bool, is_urgent: bool
) -> None:
    submit(engine, answers=replace(RING_ME, danger=danger), has_danger_words=has_danger_words)
    assert rows(engine, referrals)[0].is_urgent is is_urgent


def test_the_disk_holds_nothing_a_family_wrote(engine: Engine, databases: Databases) -> None:
    submit(engine, key="the-submission-key")
    with reading(engine) as db:
        assert db.execute(select(func.count()).select_from(referrals)).scalar_one() == 1
    raw = databases.raw_bytes(engine)
    hidden = (CANARY, "the-submission-key", "L32 1", "01632 9", "reading-club", "young_person", 'school":')
    assert not [word for word in hidden if word.encode() in raw]
    assert (
        b"school-attendance" in raw
    )  # needs are counted, so they stand readable: the search above does look at the rows
