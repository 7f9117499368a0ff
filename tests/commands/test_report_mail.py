"""Whoever reported something is answered, in their language, and their address is gone."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from portal.commands.report_mail import reply_sender
from portal.parts import Parts
from portal.referrals.delivery.smtp_channel import SmtpServer
from portal.reports import Field, Outcome, Problem, close_report, list_open, report_problem
from portal.reports.tables import report_replies
from portal.store.transactions import reading, writing
from tests.clock import StoppedClock
from tests.referrals.delivery.test_smtp_channel import Mailbox, mail_server


def ask(parts: Parts, clock: StoppedClock, outcome: Outcome = Outcome.FIXED, locale: str = "en") -> None:
    with writing(parts.engine) as db:
        report_problem(db, Problem("childline", Field.PHONE, "dead", locale, address="sam@home.example"), clock())
        close_report(db, list_open(db)[0].id, outcome, by="curator", now=clock())


def send(parts: Parts, clock: StoppedClock, mailbox: Mailbox) -> list[EmailMessage]:
    with mail_server(mailbox) as port:
        server = SmtpServer("127.0.0.1", port, "portal@council.example", timeout=5, is_plain_allowed=True)
        settings = replace(parts.settings, family_mail_from="post@neutral.example", family_mail_name="Post")
        send_next = reply_sender(parts.engine, server, settings)
        while send_next(clock()):
            pass
    return [message_from_bytes(bytes(mail.content), policy=policy.default) for mail in mailbox.mails]  # type: ignore[arg-type, misc]


def addresses(parts: Parts) -> int:
    with reading(parts.engine) as db:
        return len(db.execute(select(report_replies)).all())


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Outcome.FIXED, "It has been put right."), (Outcome.RIGHT_AS_IT_IS, "We found that it is right as it is.")],
)
def test_the_answer_gives_nothing_away(parts: Parts, clock: StoppedClock, outcome: Outcome, words: str) -> None:
    ask(parts, clock, outcome)
    [mail] = send(parts, clock, Mailbox())
    text = f"{mail['Subject']} {mail.get_content()}"
    assert words in text
    assert not [word for word in ("Childline", "Early", "help", "family") if word in text]
    assert mail["From"] == "Post <post@neutral.example>"
    assert addresses(parts) == 0


def test_an_answer_in_another_language_arrives_as_it_is(parts: Parts, clock: StoppedClock) -> None:
    ask(parts, clock, locale="ar")
    [mail] = send(parts, clock, Mailbox())
    assert mail.get_content().strip()
    assert mail["To"] == "sam@home.example"


@pytest.mark.parametrize(("answer", "left"), [("550 No", 0), ("450 Later", 1)])
def test_a_flat_no_ends_it_and_any_other_is_tried_again(
    parts: Parts, clock: StoppedClock, answer: str, left: int
) -> None:
    ask(parts, clock)
    send(parts, clock, Mailbox(rcpt=answer))
    assert addresses(parts) == left
    clock.pass_time(minutes=2)
    assert len(send(parts, clock, Mailbox())) == left
    assert addresses(parts) == 0
