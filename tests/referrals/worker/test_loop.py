import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine

from portal.referrals.asking.drafts import save_draft, start_draft
from portal.referrals.delivery.channels import Channel, InboxChannel, Notice, Sent
from portal.referrals.delivery.contacts import Contacts
from portal.referrals.delivery.messages import Result
from portal.referrals.recipients import Recipient
from portal.referrals.tables import deliveries, drafts, referrals
from portal.referrals.worker.loop import run_worker
from portal.referrals.worker.post import Post
from portal.store.boxes import new_secret
from portal.store.transactions import writing
from tests.engines import Databases
from tests.referrals.world import CANARY, NOW, OFFICE, Clock, Postbox, contacts, rows, submit, work


@dataclass
class Broken:
    """A channel with a fault of its own."""

    tried: list[str] = field(default_factory=list)

    def send(self, notice: Notice) -> Sent:
        self.tried.append(notice.reference)
        raise ValueError("broken")


def post(engine: Engine, mail: Channel | None = None, **changes: object) -> Post:
    channels: Mapping[str, Channel] = {"inbox": InboxChannel(), **({"smtp": mail} if mail else {})}
    built = Post(engine, "worker", channels, contacts, {"northtown": OFFICE}, domain="council.example")
    return replace(built, **changes)


def test_a_request_is_handed_over_to_the_inbox_and_the_team_is_told_by_mail(engine: Engine) -> None:
    receipt, mail = submit(engine), Postbox()
    work(post(engine, mail))
    assert rows(engine, referrals)[0].state == "handed_over"
    (notice,) = mail.kept
    assert (notice.address, notice.reference, notice.purpose) == ("team@team.example", receipt.reference, "new_request")
    assert notice.message_id.endswith("@council.example>")
    assert CANARY not in repr(mail.kept)


def test_duty_is_told_at_once_of_an_urgent_request(engine: Engine) -> None:
    submit(engine, has_danger_words=True)
    mail = Postbox()
    work(post(engine, mail))
    assert {(each.address, each.purpose) for each in mail.kept} == {
        ("duty@team.example", "urgent"),
        ("team@team.example", "urgent"),
    }


def test_a_team_without_an_address_gets_its_requests_in_the_inbox_alone(engine: Engine) -> None:
    def nobody(_db: Connection, _team_id: str) -> Contacts:
        return Contacts("North team", {})

    submit(engine)
    mail = Postbox()
    work(post(engine, mail, find_contacts=nobody))
    assert rows(engine, referrals)[0].state == "handed_over"
    assert mail.kept == []


def test_a_site_without_mail_queues_none(engine: Engine) -> None:
    submit(engine)
    work(post(engine))
    assert [each.channel for each in rows(engine, deliveries)] == ["inbox"]


def test_a_notice_that_is_not_taken_is_repeated_under_its_message_id_until_it_is(engine: Engine) -> None:
    submit(engine)
    mail = Postbox(Sent(Result.WAITING, "unreachable"))
    for minutes in (0, 1, 3, 9):
        work(post(engine, mail), NOW + timedelta(minutes=minutes))
    mail.answer = Sent(Result.ACCEPTED, "smtp_250")
    for minutes in (20, 60, 600):
        work(post(engine, mail), NOW + timedelta(minutes=minutes))
    assert len(mail.kept) == 5
    assert len({each.message_id for each in mail.kept}) == 1


@pytest.mark.parametrize("code", ["unreachable", "tls_failed", "no_starttls"])
def test_once_a_server_takes_mail_again_all_that_could_not_reach_it_goes(engine: Engine, code: str) -> None:
    mail = Postbox(Sent(Result.WAITING, code))
    for number in range(3):
        submit(engine, f"key {number}", now=NOW + timedelta(minutes=number))
        work(post(engine, mail), NOW + timedelta(minutes=number))
    mail.kept, mail.answer = [], Sent(Result.ACCEPTED, "smtp_250")
    work(post(engine, mail), NOW + timedelta(minutes=2.5))
    assert len(mail.kept) == 3


@pytest.mark.parametrize("answer", [Sent(Result.WAITING, "smtp_450"), Sent(Result.REFUSED, "smtp_550")])
def test_what_a_server_did_not_want_is_not_sent_sooner_because_it_takes_others(engine: Engine, answer: Sent) -> None:
    submit(engine, "unwanted")
    mail = Postbox(answer)
    work(post(engine, mail), NOW)
    submit(engine, "wanted", now=NOW + timedelta(seconds=10))
    mail.kept, mail.answer = [], Sent(Result.ACCEPTED, "smtp_250")
    work(post(engine, mail), NOW + timedelta(seconds=10))
    assert [each.purpose for each in mail.kept if each.purpose == "new_request"] == ["new_request"]


def told_operator(mail: Postbox) -> int:
    return sum(each.purpose == "undelivered" for each in mail.kept)


def test_the_operator_is_told_once_when_a_notice_waits_for_an_hour(engine: Engine) -> None:
    submit(engine)
    mail = Postbox(Sent(Result.WAITING, "unreachable"))
    for minutes in (0, 59):
        work(post(engine, mail), NOW + timedelta(minutes=minutes))
    assert told_operator(mail) == 0
    work(post(engine, mail), NOW + timedelta(minutes=60))
    assert [each.address for each in mail.kept if each.purpose == "undelivered"] == ["operator@team.example"]
    mail.answer = Sent(Result.ACCEPTED, "smtp_250")
    for minutes in (90, 120, 180):
        work(post(engine, mail), NOW + timedelta(minutes=minutes))
    assert told_operator(mail) == 2  # the one that did not get through, and its repeat


def test_the_operator_is_told_at_once_of_a_flat_no(engine: Engine) -> None:
    submit(engine)
    mail = Postbox(Sent(Result.REFUSED, "smtp_550"))
    work(post(engine, mail))
    assert told_operator(mail) == 1


def test_a_channel_with_a_fault_holds_nothing_up_and_loses_nothing(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    receipts = [submit(engine, str(number)) for number in range(3)]
    broken = Broken()
    with caplog.at_level(logging.INFO):
        work(post(engine, broken))
    assert set(broken.tried) == {receipt.reference for receipt in receipts}
    assert {each.last_code for each in rows(engine, deliveries)} == {"in_inbox", "broke_ValueError"}
    assert "broke: ValueError" in caplog.text
    mail = Postbox()
    work(post(engine, mail), NOW + timedelta(minutes=1))
    assert len(mail.kept) == 3


def test_what_is_in_the_inbox_waits_for_nobodys_mail_server(engine: Engine) -> None:
    submit(engine, "first")
    work(post(engine, Postbox(Sent(Result.WAITING, "unreachable"))))
    submit(engine, "second", now=NOW + timedelta(minutes=5))
    work(post(engine, Postbox(Sent(Result.WAITING, "unreachable"))), NOW + timedelta(minutes=5))
    assert {each.state for each in rows(engine, referrals)} == {"handed_over"}


def test_a_worker_killed_while_it_sends_holds_nothing_for_longer_than_its_lease(engine: Engine) -> None:
    submit(engine)
    url = engine.url.render_as_string(hide_password=False)
    with subprocess.Popen([sys.executable, "-c", HANGING_WORKER, url], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        message_id = child.stdout.readline().strip()
        os.kill(child.pid, signal.SIGKILL)
    mail = Postbox()
    work(post(engine, mail), NOW + timedelta(seconds=114))
    assert mail.kept == []
    work(post(engine, mail), NOW + timedelta(seconds=115))
    assert [each.message_id for each in mail.kept] == [message_id]


HANGING_WORKER = """
import sys, time
from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.worker.loop import work_once
from portal.referrals.worker.post import Post
from portal.store.engine import open_engine
from tests.referrals.world import NOW, OFFICE, contacts

class Hanging:
    def send(self, notice):
        print(notice.message_id, flush=True)
        time.sleep(60)

post = Post(open_engine(sys.argv[1]), "killed", {"inbox": InboxChannel(), "smtp": Hanging()}, contacts, {"northtown": OFFICE})
while work_once(post, lambda: NOW):
    pass
"""


def test_a_running_worker_delivers_sweeps_and_stops_when_told(engine: Engine) -> None:
    submit(engine)
    with writing(engine) as db:
        save_draft(db, new_secret(), start_draft(NOW - timedelta(hours=3)), NOW - timedelta(hours=3))
    mail, stop, swept = Postbox(), threading.Event(), []
    with_others = post(engine, mail, also_sweep=(lambda _db, now: swept.append(now),))
    worker = threading.Thread(target=run_worker, args=(with_others,), kwargs={"stop": stop, "clock": Clock()})
    worker.start()
    until = time.monotonic() + 10
    while not mail.kept and time.monotonic() < until:
        time.sleep(0.01)
    stop.set()
    worker.join(10)
    assert not worker.is_alive()
    assert len(mail.kept) == 1
    assert rows(engine, drafts) == []
    assert swept == [NOW]


def test_a_worker_waits_for_a_database_that_does_not_answer(
    databases: Databases, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = databases.new(is_migrated=False)  # no tables yet
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(post(elsewhere),), kwargs={"stop": stop, "clock": Clock()})
    with caplog.at_level(logging.ERROR):
        worker.start()
        stop.wait(0.2)
        is_alive = worker.is_alive()
        stop.set()
        worker.join(10)
    assert is_alive
    assert "store failed" in caplog.text


def test_two_workers_share_the_work_and_send_nothing_twice(engine: Engine) -> None:
    for number in range(10):
        submit(engine, str(number))
    mail = Postbox()
    workers = [threading.Thread(target=work, args=(post(engine, mail, owner=owner),)) for owner in ("one", "two")]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert len(mail.kept) == len({each.message_id for each in mail.kept}) == 10
    assert {each.address for each in mail.kept} == {f"{Recipient.TEAM}@team.example"}
