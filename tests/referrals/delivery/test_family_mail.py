"""Messages to families: only where they chose email and ticked them; each once; nothing in them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from portal.commands.family_post import write_letters
from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.casework.closing import close_request
from portal.referrals.casework.inbox import open_request
from portal.referrals.delivery.channels import Channel, Sent
from portal.referrals.delivery.family_mail import FamilySender, give_up_news
from portal.referrals.delivery.messages import SMTP, Result
from portal.referrals.delivery.notices import is_any_alarm_due
from portal.referrals.delivery.smtp_channel import SmtpChannel, SmtpServer
from portal.referrals.family_tables import family_addresses
from portal.referrals.following.wishes import stop_messages
from portal.referrals.models import MAY_MESSAGE, Agreement, Answers, Contact, ContactWay
from portal.referrals.sealing.envelope import key_id, new_key_pair
from portal.referrals.sealing.key_rotation import find_keys_in_use, reseal_some
from portal.referrals.states import Outcome
from portal.referrals.tables import deliveries, referrals
from portal.store.transactions import reading, writing
from tests.engines import Databases
from tests.referrals.world import NOW, PRIVATE_KEYS, RING_ME, Postbox, only_id, rows, submit, try_to_reach

ADDRESS = "kanarienvogel@family.example"
WANTED = replace(
    RING_ME, contacts=(Contact(ContactWay.EMAIL, ADDRESS),), agreements=(Agreement(MAY_MESSAGE, "1", is_given=True),)
)
LATER = NOW + timedelta(hours=3)


def sender(engine: Engine, mail: Channel, keys: Mapping[str, object] = PRIVATE_KEYS) -> FamilySender:
    return FamilySender(engine, "worker", {"en": mail}, keys, "office.example")  # type: ignore[arg-type]


def sent(engine: Engine, mail: Postbox | None = None, now: object = NOW) -> list[str]:
    """Send all that is owed and return what it was."""
    box = mail or Postbox()
    while sender(engine, box)(now):  # type: ignore[arg-type]
        continue
    return [each.purpose for each in box.kept]


def opened(engine: Engine) -> None:
    with writing(engine) as db:
        open_request(db, only_id(engine), team_id="north", private_keys=PRIVATE_KEYS, by="p1", now=NOW)


def tried(engine: Engine, outcome: AttemptOutcome = AttemptOutcome.SENT) -> None:
    try_to_reach(engine, AttemptWay.EMAIL, outcome)


def test_a_family_that_wants_messages_gets_each_once(databases: Databases, engine: Engine) -> None:
    submit(engine, answers=WANTED)
    mail = Postbox()
    assert sent(engine, mail) == ["news_have"]
    assert sent(databases.again(engine)) == []
    opened(engine)
    assert sent(engine, mail)[1:] == ["news_read"]
    tried(engine)
    assert sent(engine, mail)[2:] == ["news_tried"]
    assert sent(databases.again(engine), now=LATER) == []
    assert {each.address for each in mail.kept} == {ADDRESS}
    assert {(each.team_name, each.reference, each.token) for each in mail.kept} == {("", "", "")}


@pytest.mark.parametrize("way", ContactWay)
@pytest.mark.parametrize("ticked", [True, False, None])
def test_nothing_is_sent_in_any_other_way_or_without_the_tick(
    engine: Engine, way: ContactWay, ticked: bool | None
) -> None:
    agreements = () if ticked is None else (Agreement(MAY_MESSAGE, "1", is_given=ticked),)
    answers: Answers = replace(WANTED, contacts=(Contact(way, ADDRESS),), agreements=agreements)
    submit(engine, answers=answers)
    is_wanted = way is ContactWay.EMAIL and ticked is True
    assert bool(rows(engine, family_addresses)) is is_wanted
    assert sent(engine) == (["news_have"] if is_wanted else [])
    opened(engine)
    assert sent(engine) == (["news_read"] if is_wanted else [])


def test_what_is_held_as_perhaps_a_machines_tells_nobody(engine: Engine) -> None:
    submit(engine, answers=WANTED, is_suspected=True)
    assert sent(engine) == []


def test_whoever_was_spoken_with_is_not_told_that_somebody_tried(engine: Engine) -> None:
    submit(engine, answers=WANTED)
    opened(engine)
    tried(engine, AttemptOutcome.SPOKE)
    assert sent(engine) == []


def test_a_closed_request_is_silent(engine: Engine) -> None:
    submit(engine, answers=WANTED)
    opened(engine)
    with writing(engine) as db:
        close_request(db, only_id(engine), team_id="north", by="p1", outcome=Outcome.DECLINED, now=NOW)
    assert sent(engine) == []


def test_a_family_that_wants_no_more_gets_none_and_its_address_is_gone(engine: Engine) -> None:
    submit(engine, answers=WANTED)
    assert sent(engine, Postbox(Sent(Result.WAITING, "later"))) == ["news_have"]
    with writing(engine) as db:
        stop_messages(db, only_id(engine), NOW)
    assert rows(engine, family_addresses) == []
    assert sent(engine, now=LATER) == []


def test_the_address_is_sealed_until_it_is_used(databases: Databases, engine: Engine) -> None:
    submit(engine, answers=WANTED)
    sent(engine)
    assert ADDRESS.encode() not in databases.raw_bytes(engine)


def test_what_nobody_takes_is_tried_again_for_a_day_and_then_given_up(engine: Engine) -> None:
    submit(engine, answers=WANTED)
    no = Postbox(Sent(Result.REFUSED, "smtp_550"))
    assert sent(engine, no) == ["news_have"]
    assert sent(engine, now=NOW + timedelta(hours=1)) == ["news_have"]
    submitted = rows(engine, deliveries)
    with writing(engine) as db:
        give_up_news(db, NOW + timedelta(days=2))
    assert {each.state for each in rows(engine, deliveries)} <= {"accepted", "pending"}
    assert len(submitted) == 2


def test_a_channel_that_breaks_or_a_key_that_is_missing_stops_nobody(engine: Engine) -> None:
    class Broken:
        def send(self, _notice: object) -> Sent:
            raise ValueError(ADDRESS)

    submit(engine, answers=WANTED)
    assert sender(engine, Broken())(NOW)
    assert sender(engine, Postbox(), {})(NOW + timedelta(minutes=5))
    codes = {each.last_code for each in rows(engine, deliveries) if each.recipient == "family"}
    assert codes == {"key_missing"}


def test_a_new_key_pair_takes_the_addresses_along(engine: Engine) -> None:
    submit(engine, answers=WANTED)
    public, private = new_key_pair()
    with writing(engine) as db:
        while reseal_some(db, "northtown", public, PRIVATE_KEYS):
            continue
        assert find_keys_in_use(db) == {key_id(public)}
    mail = Postbox()
    assert sender(engine, mail, {key_id(public): private})(NOW)
    assert mail.kept[0].address == ADDRESS


@pytest.mark.parametrize("locale", ["en", "ar", "pl"])
def test_a_message_says_nothing_of_what_it_is_about(locale: str) -> None:
    server = SmtpServer("mail.example", 25, "office@council.example", name="From the office")
    for purpose, letter in write_letters(locale).items():
        words = f"{letter.subject} {letter.body}".lower()
        for betraying in ("help", "famil", "child", "worker", "referral", "council", "social", "{", "http"):
            assert betraying not in words, purpose
        channel = SmtpChannel(server, "", write_letters(locale))
        assert letter.seen == ""
        assert channel.letters[purpose] == letter


def test_nothing_is_owed_before_anybody_asks(engine: Engine) -> None:
    assert sent(engine) == []
    assert rows(engine, referrals) == []


def test_a_family_that_mistyped_its_address_alarms_nobody(engine: Engine) -> None:
    submit(engine, answers=WANTED)
    opened(engine)
    assert sent(engine, Postbox(Sent(Result.REFUSED, "smtp_550"))) == ["news_read"]
    with reading(engine) as db:
        assert not is_any_alarm_due(db, NOW + timedelta(hours=2), last_channel=SMTP)
