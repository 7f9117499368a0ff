"""What a family adds or says later: told at once to those who have to know, once, and not for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.referrals.audit import find_events
from portal.referrals.casework.inbox import open_request
from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.errors import ReferralError
from portal.referrals.following.wishes import (
    MOST_A_DAY,
    WishKind,
    add_wish,
    find_silent,
    find_unseen,
    note_seen,
    say_nobody,
)
from portal.referrals.worker.post import Post
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import NOW, OFFICE, PRIVATE_KEYS, PUBLIC_KEY, Postbox, contacts, only_id, submit, work

LATE = NOW + timedelta(days=4)  # the promise ran out on the third


def told(engine: Engine, *engines: Engine) -> list[tuple[str, str]]:
    """Let workers look one after the other and return who was told what of the family."""
    found = []
    for each in (engine, *engines):
        mail = Postbox()
        work(Post(each, "w", {"inbox": InboxChannel(), "smtp": mail}, contacts, {"northtown": OFFICE}), LATE)
        found += [(one.address.partition("@")[0], one.purpose.partition("-")[0]) for one in mail.kept]
    return [each for each in found if each[1].startswith("family")]


def wish(engine: Engine, kind: WishKind = WishKind.WITHDRAW, **said: str) -> None:
    with writing(engine) as db:
        add_wish(db, only_id(engine), kind, public_key=PUBLIC_KEY, now=LATE, **said)


def test_the_manager_is_told_that_nobody_came_once_a_day_by_one_worker(databases: Databases, engine: Engine) -> None:
    submit(engine)
    for _ in range(2):
        with writing(engine) as db:
            assert say_nobody(db, only_id(engine), LATE)
    assert told(engine, databases.again(engine)) == [("manager", "family_silence")]
    with reading(engine) as db:
        assert find_silent(db, "north") == {only_id(engine)}
        kinds = [each.kind for each in find_events(db, only_id(engine))]
    assert (kinds.count("said_nobody"), kinds.count("told")) == (1, 1)


def test_before_the_day_has_passed_nobody_can_say_so(engine: Engine) -> None:
    submit(engine)
    with writing(engine) as db:
        assert not say_nobody(db, only_id(engine), NOW)
    assert told(engine) == []


def test_opening_the_request_does_not_keep_it_from_the_manager(engine: Engine) -> None:
    submit(engine)
    with writing(engine) as db:
        say_nobody(db, only_id(engine), LATE)
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=LATE)
    assert ("manager", "family_silence") in told(engine)


def test_the_team_is_told_of_each_thing_a_family_adds_until_somebody_sees_it(engine: Engine) -> None:
    submit(engine)
    wish(engine)
    wish(engine, WishKind.NEW_NUMBER, detail="07700 900 123", may_ring="yes")
    assert told(engine) == [("team", "family_wish")] * 2
    with reading(engine) as db:
        assert find_unseen(db, "north") == {only_id(engine)}
        assert find_unseen(db, "south") == frozenset()


def test_a_wish_is_seen_once(engine: Engine) -> None:
    submit(engine)
    wish(engine)
    with writing(engine) as db:
        assert not note_seen(db, "another", referral_id=only_id(engine), by="p1", now=LATE)


def test_a_flood_of_wishes_is_refused(engine: Engine) -> None:
    submit(engine)
    for _ in range(MOST_A_DAY):
        wish(engine)
    with pytest.raises(ReferralError) as refused:
        wish(engine)
    assert refused.value.code == "too_many"
