from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from portal.reports import (
    Field,
    Outcome,
    Problem,
    Report,
    close_report,
    count_helped,
    end_reply,
    is_any_reply_due,
    list_helped,
    list_open,
    looks_automatic,
    report_problem,
    sweep_reports,
    take_next_reply,
)
from portal.reports.tables import entry_reports, report_replies
from portal.store.transactions import reading, writing
from tests.engines import Databases

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def report(
    engine: Engine,
    words: str = "The number is dead",
    *,
    service_id: str = "kooth",
    field: Field = Field.PHONE,
    address: str = "",
    is_suspected: bool = False,
    now: datetime = NOON,
) -> None:
    problem = Problem(service_id, field, words, "en", address=address, is_suspected=is_suspected)
    with writing(engine) as db:
        report_problem(db, problem, now)


def listed(engine: Engine) -> tuple[Report, ...]:
    with reading(engine) as db:
        return list_open(db)


def close(engine: Engine, outcome: Outcome = Outcome.FIXED, now: datetime = NOON) -> bool:
    with writing(engine) as db:
        return close_report(db, list_open(db)[0].id, outcome, by="curator", now=now)


def addresses(engine: Engine) -> list[str]:
    with reading(engine) as db:
        return list(db.execute(select(report_replies.c.address)).scalars())


def test_the_same_report_again_is_counted(engine: Engine) -> None:
    for words in ("The number is dead", "the  NUMBER is dead"):
        report(engine, words)
    report(engine, "Nobody answers")
    report(engine, field=Field.WEBSITE)
    assert sorted(each.times for each in listed(engine)) == [1, 1, 2]


def test_a_closed_report_that_comes_again_is_open_again(engine: Engine) -> None:
    report(engine)
    assert close(engine)
    assert listed(engine) == ()
    report(engine, now=NOON + DAY)
    [again] = listed(engine)
    assert (again.times, again.first_at, again.last_at) == (2, NOON, NOON + DAY)


def test_what_may_come_from_a_machine_is_kept_and_comes_last(engine: Engine) -> None:
    report(engine, "buy http://a.example http://b.example", service_id="acas", is_suspected=True)
    report(engine)
    assert [each.is_suspected for each in listed(engine)] == [False, True]


@pytest.mark.parametrize("who", [(True, False), (False, True), (False, True, True)])
def test_what_a_person_says_is_not_held_because_a_machine_says_it_too(engine: Engine, who: tuple[bool, ...]) -> None:
    for is_suspected in who:
        report(engine, is_suspected=is_suspected, address="" if is_suspected else "ann@a.example")
    (kept,) = listed(engine)
    assert (kept.is_suspected, kept.times, kept.waiting) == (False, len(who), 1)


@pytest.mark.parametrize(
    ("words", "trap", "is_suspected"),
    [
        ("The page is now https://new.example", "", False),
        ("Their number is 0151 496 0000", "", False),
        ("http://a.example www.b.example", "", True),
        ("<a href=x>", "", True),
        ("", "filled in", True),
    ],
)
def test_links_as_in_advertising_and_the_trap_are_suspect(words: str, trap: str, is_suspected: bool) -> None:
    assert looks_automatic(words, trap) is is_suspected


def test_closing_answers_whoever_asked_and_the_address_is_gone(engine: Engine, databases: Databases) -> None:
    report(engine, address="sam@home.example")
    report(engine, address="kit@home.example")
    with writing(engine) as db:
        assert not is_any_reply_due(db, NOON)
    assert close(engine)
    sent = []
    with writing(engine) as db:
        while reply := take_next_reply(db, NOON):
            sent.append((reply.address, reply.outcome))
            end_reply(db, reply.id)
    assert sorted(sent) == [("kit@home.example", Outcome.FIXED), ("sam@home.example", Outcome.FIXED)]
    assert addresses(engine) == []


def test_nobody_is_answered_about_what_nobody_wrote(engine: Engine) -> None:
    report(engine, address="sam@home.example")
    assert close(engine, Outcome.NO_REPORT)
    assert addresses(engine) == []


def test_an_answer_that_did_not_go_is_tried_again_and_given_up(engine: Engine) -> None:
    report(engine, address="sam@home.example")
    close(engine)
    now, tries = NOON, 0
    with writing(engine) as db:
        while is_any_reply_due(db, now + 2 * DAY):
            assert (take_next_reply(db, now) is None) == (tries == 6)
            assert take_next_reply(db, now) is None
            now, tries = now + DAY, tries + 1
    assert tries == 7
    assert addresses(engine) == []


def test_a_report_that_comes_again_waits_for_its_answer_again(engine: Engine) -> None:
    report(engine, address="sam@home.example")
    close(engine)
    report(engine)
    with reading(engine) as db:
        assert not is_any_reply_due(db, NOON + DAY)
    assert listed(engine)[0].waiting == 1


def test_a_report_is_closed_once(engine: Engine) -> None:
    report(engine)
    report_id = listed(engine)[0].id
    assert close(engine)
    with writing(engine) as db:
        assert not close_report(db, report_id, Outcome.FIXED, by="curator", now=NOON)


def test_what_is_old_is_forgotten_and_what_is_open_is_not(engine: Engine) -> None:
    report(engine, address="sam@home.example")
    report(engine, "Another", field=Field.OTHER)
    close(engine)
    with writing(engine) as db:
        sweep_reports(db, NOON + 89 * DAY)
        assert len(db.execute(select(entry_reports)).all()) == 2
        sweep_reports(db, NOON + 90 * DAY)
        assert len(db.execute(select(entry_reports)).all()) == 1
    assert addresses(engine) == []
    assert len(listed(engine)) == 1


def test_what_helped_is_counted_by_service_and_month(engine: Engine) -> None:
    with writing(engine) as db:
        for has_helped in (True, True, False):
            count_helped(db, "kooth", has_helped=has_helped, now=NOON)
        count_helped(db, "kooth", has_helped=False, now=NOON + 30 * DAY)
        count_helped(db, "ypas", has_helped=True, now=NOON)
    with reading(engine) as db:
        assert list_helped(db) == (("kooth", 2, 2), ("ypas", 1, 0))
