from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from portal.referrals.asking.drafts import save_draft, start_draft
from portal.referrals.asking.submit import find_sent
from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.audit import find_broken_event
from portal.referrals.casework.closing import close_request
from portal.referrals.casework.inbox import open_request
from portal.referrals.family_tables import family_addresses, lookup_sessions, lookups, wishes
from portal.referrals.following.lookups import begin_looking, draw_words, hash_typed, keep_words
from portal.referrals.following.wishes import WishKind, add_wish
from portal.referrals.models import MAY_MESSAGE, Agreement, Contact, ContactWay
from portal.referrals.records.purge import purge_closed, sweep
from portal.referrals.retention import delete_on
from portal.referrals.states import Outcome
from portal.referrals.tables import (
    case_notes,
    deliveries,
    drafts,
    escalations,
    past_referrals,
    referral_events,
    referrals,
)
from portal.store.boxes import new_secret
from portal.store.transactions import reading, writing
from tests.engines import Databases, on_sqlite
from tests.referrals.world import NOW, PRIVATE_KEYS, PUBLIC_KEY, RING_ME, only_id, rows, submit, try_to_reach

DAY = timedelta(days=1)


def open_it(engine: Engine) -> None:
    with writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW)
    try_to_reach(engine, AttemptWay.PHONE, AttemptOutcome.SPOKE, note="note")


def close_it(engine: Engine) -> None:
    with writing(engine) as db:
        close_request(
            db, only_id(engine), team_id="north", by="p1", outcome=Outcome.ADVICE_GIVEN, now=NOW + DAY, level=2
        )


def purged(engine: Engine, days: int) -> int:
    with writing(engine) as db:
        return purge_closed(db, NOW + days * DAY)


def test_a_closed_request_is_deleted_after_thirty_days_with_all_that_hangs_on_it(engine: Engine) -> None:
    submit(engine)
    open_it(engine)
    close_it(engine)
    assert purged(engine, 30) == 0
    assert purged(engine, 31) == 1
    assert [rows(engine, table) for table in (referrals, case_notes, deliveries, escalations)] == [[], [], [], []]


def test_what_is_counted_stays_without_id_reference_or_words(engine: Engine) -> None:
    receipt = submit(engine)
    open_it(engine)
    close_it(engine)
    request_id = only_id(engine)
    purged(engine, 31)
    (past,) = rows(engine, past_referrals)
    assert (past.council_id, past.locality_id, past.needs) == ("northtown", "east", ["school-attendance", "money"])
    assert (past.level, past.outcome, past.received_at, past.closed_at) == (2, "advice_given", NOW, NOW + DAY)
    assert not {receipt.reference, request_id} & {str(value) for value in past}


@pytest.mark.parametrize("is_opened", [False, True])
def test_what_is_not_closed_is_never_deleted(engine: Engine, is_opened: bool) -> None:
    submit(engine)
    if is_opened:
        open_it(engine)
    with writing(engine) as db:
        db.execute(update(referrals).values(purge_after=NOW))  # even where a fault set the day
    assert purged(engine, 10_000) == 0
    assert len(rows(engine, referrals)) == 1


def test_what_somebody_holds_is_not_deleted(engine: Engine) -> None:
    submit(engine)
    open_it(engine)
    close_it(engine)
    with writing(engine) as db:
        db.execute(update(referrals).values(is_held=True))
    assert purged(engine, 100) == 0


@on_sqlite  # PostgreSQL's log and vacuum let go of it later
def test_after_a_purge_neither_the_sealed_key_nor_the_content_is_in_the_file(
    engine: Engine, databases: Databases
) -> None:
    submit(engine)
    (row,) = rows(engine, referrals)
    open_it(engine)
    (note,) = rows(engine, case_notes)
    close_it(engine)
    secrets = [row.sealed_key[:40], row.box[:40], note.box[:40]]
    assert [secret in databases.raw_bytes(engine) for secret in secrets] == [True, True, True]
    purged(engine, 31)
    assert [secret in databases.raw_bytes(engine) for secret in secrets] == [False, False, False]


def test_the_audit_trail_outlives_the_request_unbroken(engine: Engine) -> None:
    submit(engine)
    open_it(engine)
    close_it(engine)
    purged(engine, 31)
    kinds = [each.kind for each in rows(engine, referral_events)]
    assert kinds == ["received", "routed", "read", "contact_tried", "closed", "purged"]
    with reading(engine) as db:
        assert find_broken_event(db) is None


def test_sweeping_forgets_drafts_and_requests(engine: Engine) -> None:
    submit(engine)
    open_it(engine)
    close_it(engine)
    with writing(engine) as db:
        save_draft(db, new_secret(), start_draft(NOW), NOW)
        assert sweep(db, NOW + 31 * DAY) == 1
    assert rows(engine, drafts) == []


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.NO_CONTACT])
def test_however_it_ended_it_is_deleted_thirty_days_later(engine: Engine, outcome: Outcome) -> None:
    submit(engine)
    open_it(engine)
    with writing(engine) as db:
        close_request(db, only_id(engine), team_id="north", by="p1", outcome=outcome, now=NOW)
    (row,) = rows(engine, referrals)
    assert delete_on(row.purge_after, is_held=False) == (NOW + 30 * DAY).date()
    assert delete_on(row.purge_after, is_held=True) is None
    assert (purged(engine, 29), purged(engine, 30)) == (0, 1)


def test_the_familys_own_side_is_deleted_with_it(engine: Engine) -> None:
    wanted = Agreement(MAY_MESSAGE, "1", is_given=True)
    submit(
        engine,
        answers=replace(RING_ME, contacts=(Contact(ContactWay.EMAIL, "a@family.example"),), agreements=(wanted,)),
    )
    with writing(engine) as db:
        sent = find_sent(db, "key", NOW)
        assert sent is not None
        made, words_hash = draw_words(sent)
        keep_words(db, sent, made.who, words_hash=words_hash, now=NOW)
        reference, typed = hash_typed(made.reference, " ".join(made.words))
        begin_looking(db, reference=reference, typed_hash=typed, now=NOW)
        add_wish(db, only_id(engine), WishKind.WITHDRAW, public_key=PUBLIC_KEY, now=NOW)
    mine = (lookups, lookup_sessions, wishes, family_addresses)
    assert [len(rows(engine, table)) for table in mine] == [1, 1, 1, 1]
    open_it(engine)
    close_it(engine)
    assert purged(engine, 31) == 1
    assert [len(rows(engine, table)) for table in mine] == [0, 0, 0, 0]
