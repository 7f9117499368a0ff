"""`portal referrals` for one request: where it is, why, and how to move it on. Never what a family wrote."""

import pytest
from sqlalchemy import select, update

from portal.parts import Parts
from portal.places.models import Promise
from portal.referrals.asking.submit import Door, Request, submit_referral
from portal.referrals.audit import find_events
from portal.referrals.models import Answers, Contact, ContactWay, Way
from portal.referrals.promise.clocks import set_clocks
from portal.referrals.tables import deliveries, referrals
from portal.store.transactions import reading, writing
from portal.teams import Role, accept_team, add_person, add_team, confirm_test
from tests.clock import StoppedClock
from tests.commands.conftest import Run

CANARIES = ("Kanarienvogel", "01632 960123")


def send(parts: Parts, clock: StoppedClock, key: str = "key") -> str:
    """Send a request and return its reference."""
    council = parts.areas.councils["knowsley"]
    answers = Answers(Way.RING_ME, (Contact(ContactWay.PHONE, CANARIES[1]),), name=CANARIES[0])
    door = Door("knowsley", "practice-knowsley", "Early help", "2026-11", "knowsley-kirkby")
    promise = set_clocks(clock(), council.calendar, Promise(1, 3))
    request = Request(answers, door, parts.public_keys["knowsley"], promise, has_danger_words=True)
    with writing(parts.engine) as db:
        return submit_referral(db, request, submission_key=key, draft_secret=None, now=clock()).reference


@pytest.fixture
def reference(parts: Parts, clock: StoppedClock) -> str:
    return send(parts, clock)


def last_event(parts: Parts) -> tuple[str, str, str]:
    with reading(parts.engine) as db:
        event = find_events(db, db.execute(select(referrals.c.id)).scalar_one())[-1]
    return event.kind, event.actor, event.detail


def test_the_list_says_where_each_is_and_what_stands_out(
    run: Run, parts: Parts, clock: StoppedClock, reference: str
) -> None:
    other = send(parts, clock, "other")
    with writing(parts.engine) as db:
        db.execute(update(referrals).where(referrals.c.reference == other).values(state="closed", is_held=True))
    listed = run("referrals", "list").output
    assert listed.splitlines()[0].split("\t")[:4] == [reference, "routed", "practice-knowsley", "2026-03-10 10:00:00"]
    assert "urgent" in listed
    assert other not in listed
    assert "kept" in run("referrals", "list", "--all", "--team", "practice-knowsley").output
    assert run("referrals", "list", "--team", "practice-sefton").output == ""


def test_explaining_says_how_it_was_routed_delivered_and_watched(run: Run, reference: str) -> None:
    told = run("referrals", "explain", reference.lower().replace("-", " ")).output
    for words in (
        f"{reference}: routed, urgent, with practice-knowsley (knowsley)",
        "Routed to knowsley-kirkby as Early help, by rules 2026-11",
        "received by family",
        "message new_request to team by inbox: pending after 0",
        "warning read due due 2026-03-11 17:00:00, given -",
    ):
        assert words in told
    assert not [canary for canary in CANARIES if canary in told]


@pytest.mark.parametrize("words", ["explain", "retry", "hold --reason complaint", "reroute --reason moved"])
def test_an_unknown_reference_is_said(run: Run, words: str) -> None:
    command, *more = words.split()
    team = ["practice-knowsley"] if command == "reroute" else []
    assert "no request" in run("referrals", command, "CDF-GHJ-KMNP", *team, *more, status=1).output


def test_a_message_that_waits_is_tried_now(run: Run, parts: Parts, clock: StoppedClock, reference: str) -> None:
    with writing(parts.engine) as db:
        db.execute(update(deliveries).values(state="waiting", next_at=clock().replace(year=2999)))
    assert "1 waiting" in run("referrals", "retry", reference).output
    with reading(parts.engine) as db:
        assert db.execute(select(deliveries.c.next_at)).scalar_one().year < 2999
    assert last_event(parts)[:2] == ("retried", "operator")


@pytest.mark.parametrize("state", ["leased", "accepted", "cancelled"])
def test_what_is_in_hand_or_at_its_end_is_left_alone(run: Run, parts: Parts, reference: str, state: str) -> None:
    with writing(parts.engine) as db:
        db.execute(update(deliveries).values(state=state))
    assert "0 waiting" in run("referrals", "retry", reference).output


def test_it_is_passed_on_within_its_council_with_a_reason_on_record(
    run: Run, parts: Parts, clock: StoppedClock, reference: str
) -> None:
    with writing(parts.engine) as db:
        east = {"council_id": "knowsley", "locality_id": "east", "name": "East", "is_practice": True}
        add_team(db, team_id="east", now=clock(), **east)
        add_person(db, "east", name="Op", email="op@example.org", role=Role.OPERATOR, now=clock())
    refused = run("referrals", "reroute", reference, "east", "--reason", "wrong_area", status=1)
    assert "nobody of it may read" in refused.output
    with writing(parts.engine) as db:
        add_person(db, "east", name="Eve", email="eve@example.org", role=Role.READER, now=clock())
    run("referrals", "reroute", reference, "east", "--reason", "wrong_area")
    assert last_event(parts) == ("rerouted", "operator", "wrong_area east")
    assert reference in run("referrals", "list", "--team", "east").output
    assert (
        "with that team already" in run("referrals", "reroute", reference, "east", "--reason", "moved", status=1).output
    )


def test_it_is_not_passed_on_from_a_practice_site_to_a_live_team(
    run: Run, parts: Parts, clock: StoppedClock, reference: str
) -> None:
    with writing(parts.engine) as db:
        add_team(db, team_id="live", council_id="knowsley", name="Live", email="l@example.org", now=clock())
        for role in (Role.READER, Role.MANAGER):
            add_person(db, "live", name="A", email=f"{role}@example.org", role=role, now=clock())
        confirm_test(db, "live", clock(), by="Ann")
        accept_team(db, "live", clock(), has_calendar=True, has_promise=True)
    refused = run("referrals", "reroute", reference, "live", "--reason", "moved", status=1)
    assert "takes no requests now" in refused.output


@pytest.mark.parametrize("team", ["practice-sefton", "nobody"])
def test_it_is_not_passed_on_to_another_council_or_nobody(run: Run, reference: str, team: str) -> None:
    refused = run("referrals", "reroute", reference, team, "--reason", "moved", status=1)
    assert "no team" in refused.output


def test_a_reason_in_own_words_is_not_taken(run: Run, reference: str) -> None:
    run("referrals", "reroute", reference, "practice-knowsley", "--reason", "Ada moved to Bootle", status=2)


def test_a_request_is_kept_until_told_otherwise(run: Run, parts: Parts, reference: str) -> None:
    for words, is_held in (((), True), (("--end",), False)):
        run("referrals", "hold", reference, "--reason", "complaint", *words)
        with reading(parts.engine) as db:
            assert db.execute(select(referrals.c.is_held)).scalar_one() is is_held
