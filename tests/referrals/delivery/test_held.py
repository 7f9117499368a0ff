"""What may come from a machine: kept, shown apart, one reminder a day; a person decides, and every promise holds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, update

from portal.referrals.casework.inbox import list_team, open_request
from portal.referrals.casework.steps import release
from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.delivery.contacts import Contacts, FindContacts
from portal.referrals.models import Danger
from portal.referrals.recipients import Recipient
from portal.referrals.tables import referral_events, referrals
from portal.referrals.worker.chores import Chores
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.referrals.world import FULL, NOW, OFFICE, PRIVATE_KEYS, Postbox, contacts, only_id, rows, submit, work

DAY = timedelta(days=1)


def run(engine: Engine, mail: Postbox, days: int = 0, find_contacts: FindContacts = contacts) -> None:
    post = Post(engine, "worker", {"inbox": InboxChannel(), "smtp": mail}, find_contacts, {"northtown": OFFICE})
    for _ in range(2):
        Chores(post).do_due(NOW + days * DAY)
        work(post, NOW + days * DAY)


def told(mail: Postbox) -> list[tuple[str, str]]:
    return [(notice.address.partition("@")[0], notice.purpose) for notice in mail.kept]


def let_go(engine: Engine, team_id: str = "north") -> bool:
    with writing(engine) as db:
        return release(db, only_id(engine), team_id=team_id, by="p1", now=NOW)


def is_held(engine: Engine) -> bool:
    with reading(engine) as db:
        return list_team(db, "north", NOW)[0].is_held_back


def test_it_is_kept_and_handed_over_like_any_other_and_marked(engine: Engine) -> None:
    submit(engine, is_suspected=True)
    run(engine, Postbox())
    assert rows(engine, referrals)[0].state == "handed_over"
    assert is_held(engine)


def test_of_many_a_team_is_told_once_a_day(engine: Engine) -> None:
    for number in range(12):
        submit(engine, str(number), is_suspected=True)
    submit(engine, "south", is_suspected=True, team_id="south")
    mail = Postbox()
    run(engine, mail)
    assert told(mail) == [("team", "held-2026-11-24"), ("team", "held-2026-11-24")]
    assert {notice.team_name for notice in mail.kept} == {"Team north", "Team south"}
    run(engine, mail, days=1)
    assert told(mail)[2:] == [("team", "held-2026-11-25"), ("team", "held-2026-11-25")]


def test_those_above_are_told_as_of_any_other_once_a_promise_has_run_out(engine: Engine) -> None:
    submit(engine, is_suspected=True)
    mail = Postbox()
    for days in (0, 1):  # on the second day half its time is gone
        run(engine, mail, days=days)
    assert told(mail) == [("team", "held-2026-11-24"), ("team", "held-2026-11-25")]
    for days in (2, 4):
        run(engine, mail, days=days)
    for clock in ("read", "contact"):
        assert {each for each in told(mail) if each[1] in {f"{clock}_due", f"{clock}_half", f"{clock}_hour_late"}} == {
            ("manager", f"{clock}_due"),
            ("service_lead", f"{clock}_hour_late"),
            ("operator", f"{clock}_hour_late"),
        }
    assert ("operator", "read_morning-2026-11-26") in told(mail)


def test_where_the_team_has_no_address_the_operator_is_told(engine: Engine) -> None:
    def find(_db: Connection, _team_id: str) -> Contacts:
        return Contacts("North", {Recipient.OPERATOR: "operator@team.example"})

    submit(engine, is_suspected=True)
    mail = Postbox()
    run(engine, mail, find_contacts=find)
    assert told(mail) == [("operator", "held-2026-11-24")]


@pytest.mark.parametrize("danger", [Danger.YES, Danger.NOT_SURE, Danger.NO])
def test_what_is_urgent_is_never_held_and_duty_is_told_at_once(engine: Engine, danger: Danger) -> None:
    answers = replace(FULL, danger=danger)
    submit(engine, answers=answers, is_suspected=True, has_danger_words=danger is Danger.NO)
    mail = Postbox()
    run(engine, mail)
    assert set(told(mail)) == {("duty", "urgent"), ("team", "urgent")}
    assert not is_held(engine)


def test_duty_is_told_of_what_was_marked_before_urgent_things_were_let_through(engine: Engine) -> None:
    submit(engine, has_danger_words=True)
    with writing(engine) as db:
        db.execute(update(referrals).values(suspected_at=NOW))
    mail = Postbox()
    run(engine, mail)
    assert {("duty", "urgent"), ("team", "urgent")} <= set(told(mail))


def test_a_person_lets_it_go_and_its_team_is_reminded_of_it_like_of_any_other(engine: Engine) -> None:
    submit(engine, is_suspected=True)
    mail = Postbox()
    run(engine, mail)
    assert let_go(engine)
    assert not is_held(engine)
    run(engine, mail, days=1)
    assert told(mail)[1:] == [("team", "read_half")]
    assert "released" in [event.kind for event in rows(engine, referral_events)]


def test_only_its_own_team_lets_it_go_and_only_once(engine: Engine) -> None:
    submit(engine, is_suspected=True)
    assert not let_go(engine, "south")
    assert let_go(engine)
    assert not let_go(engine)


def test_opening_it_is_looking_at_it(engine: Engine) -> None:
    submit(engine, is_suspected=True)
    with writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW)
    assert not is_held(engine)
