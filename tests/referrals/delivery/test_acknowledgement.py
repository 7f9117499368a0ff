"""The link of a notice: what it shows, what it stops, what it does not."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.referrals.audit import find_events
from portal.referrals.casework.inbox import open_request
from portal.referrals.delivery.acknowledgement import LINK_LASTS, SeenNotice, acknowledge, find_notice, sweep_links
from portal.referrals.delivery.channels import InboxChannel, Sent
from portal.referrals.delivery.messages import Result
from portal.referrals.tables import acknowledgement_links, referral_events, referrals
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import NOW, OFFICE, PRIVATE_KEYS, Postbox, contacts, only_id, rows, submit, work

LATER = NOW + timedelta(minutes=5)
A_WEEK = NOW + timedelta(days=7)


def post(engine: Engine, mail: Postbox) -> Post:
    return Post(engine, "worker", {"inbox": InboxChannel(), "smtp": mail}, contacts, {"northtown": OFFICE})


def told(engine: Engine, mail: Postbox, *, is_urgent: bool = False) -> str:
    """Send a request, tell its team, and return the token of the team's notice."""
    submit(engine, has_danger_words=is_urgent)
    work(post(engine, mail))
    return mail.kept[0].token


def say_seen(engine: Engine, token: str, name: str = "Ann") -> SeenNotice | None:
    with writing(engine) as db:
        return acknowledge(db, token, name=name, now=LATER)


def purposes(mail: Postbox) -> set[tuple[str, str]]:
    return {(notice.address.partition("@")[0], notice.purpose) for notice in mail.kept}


def test_looking_shows_reference_and_time_and_changes_nothing(engine: Engine) -> None:
    token = told(engine, mail := Postbox())
    with reading(engine) as db:
        assert find_notice(db, token, LATER) == SeenNotice(mail.kept[0].reference, NOW, None, is_read=False)
    assert rows(engine, referrals)[0].acknowledged_at is None


def test_a_name_stops_the_teams_reminders_and_nothing_that_goes_to_those_above(engine: Engine) -> None:
    token = told(engine, mail := Postbox())
    say_seen(engine, token)
    work(post(engine, mail), A_WEEK)
    assert {each for each in purposes(mail) if "read_" in each[1]} >= {
        ("manager", "read_due"),
        ("service_lead", "read_hour_late"),
        ("operator", "read_hour_late"),
    }
    assert ("team", "read_half") not in purposes(mail)


def test_without_a_name_the_team_is_reminded(engine: Engine) -> None:
    told(engine, mail := Postbox())
    work(post(engine, mail), A_WEEK)
    assert ("team", "read_half") in purposes(mail)


def test_what_still_waited_for_the_team_is_not_sent_any_more(engine: Engine) -> None:
    mail = Postbox(Sent(Result.UNKNOWN, "dropped_in_data"))
    token = told(engine, mail, is_urgent=True)
    say_seen(engine, token)
    before = len(mail.kept)
    work(post(engine, mail), NOW + timedelta(minutes=50))
    assert len(mail.kept) == before


def test_the_first_name_counts_and_pressing_again_does_no_harm(engine: Engine) -> None:
    token = told(engine, Postbox())
    say_seen(engine, token, "Ann")
    assert say_seen(engine, token, "Bob") is not None
    assert rows(engine, referrals)[0].acknowledged_by == "Ann"
    assert [event.kind for event in rows(engine, referral_events)].count("acknowledged") == 1


def test_the_name_is_not_in_the_trail(engine: Engine) -> None:
    say_seen(engine, told(engine, Postbox()), "Ann Example")
    with reading(engine) as db:
        assert "Example" not in repr(find_events(db, only_id(engine)))


def test_once_it_is_read_a_name_changes_nothing(engine: Engine) -> None:
    token = told(engine, Postbox())
    with writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW)
    say_seen(engine, token)
    assert rows(engine, referrals)[0].acknowledged_at is None


@pytest.mark.parametrize(("days", "is_there"), [(13, True), (14, False)])
def test_a_link_lasts_14_days(engine: Engine, days: int, is_there: bool) -> None:
    token = told(engine, Postbox())
    with reading(engine) as db:
        assert (find_notice(db, token, NOW + timedelta(days=days)) is not None) is is_there
    with writing(engine) as db:
        sweep_links(db, NOW + timedelta(days=days))
    assert bool(rows(engine, acknowledgement_links)) is is_there


def test_an_unknown_link_is_none(engine: Engine) -> None:
    told(engine, Postbox())
    assert say_seen(engine, "guessed") is None
    assert timedelta(days=14) == LINK_LASTS


def test_no_token_lies_anywhere_in_the_database_while_it_waits_or_after(databases: Databases) -> None:
    engine = databases.new()
    mail = Postbox(Sent(Result.UNKNOWN, "dropped_in_data"))
    token = told(engine, mail)
    assert len(token) > 40
    assert token.encode() not in databases.raw_bytes(engine)
    say_seen(engine, token)
    assert token.encode() not in databases.raw_bytes(engine)


def test_the_link_of_a_message_that_did_not_go_out_is_forgotten(engine: Engine) -> None:
    told(engine, mail := Postbox(Sent(Result.WAITING, "unreachable")))
    for minutes in (1, 4, 10):
        work(post(engine, mail), NOW + timedelta(minutes=minutes))
    assert len(mail.kept) == 4
    assert rows(engine, acknowledgement_links) == []


def test_a_link_whose_message_may_have_arrived_stays_good_beside_that_of_the_repeat(engine: Engine) -> None:
    first = told(engine, mail := Postbox(Sent(Result.UNKNOWN, "dropped_in_data")))
    mail.answer = Sent(Result.ACCEPTED, "smtp_250")
    work(post(engine, mail), NOW + timedelta(minutes=1))
    second = mail.kept[1].token
    with reading(engine) as db:
        assert first != second
        assert find_notice(db, first, LATER) == find_notice(db, second, LATER) is not None


def test_only_messages_to_the_team_about_what_it_has_not_read_carry_a_link(engine: Engine) -> None:
    told(engine, mail := Postbox(), is_urgent=True)
    work(post(engine, mail), A_WEEK)
    with_link = {
        (who, purpose)
        for who, purpose in purposes(mail)
        if any(
            notice.token for notice in mail.kept if (notice.address.partition("@")[0], notice.purpose) == (who, purpose)
        )
    }
    assert with_link == {("team", "urgent"), ("duty", "urgent"), ("team", "read_half")}
