import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.referrals.delivery.channels import Notice, Sent
from portal.referrals.delivery.letters import STAFF_LETTERS
from portal.referrals.delivery.messages import NEW_REQUEST, URGENT, Result
from portal.referrals.delivery.smtp_channel import SmtpChannel, SmtpServer
from tests.certificates import make_certificate
from tests.referrals.world import NOW

NOTICE = Notice("<one@portal.example>", "north@team.example", "North team", "CDF-GHJ-KMNP", NEW_REQUEST, NOW)


class Mailbox:
    """A mail server's handler that keeps mails and every byte of a body, and answers as told."""

    def __init__(self, *, rcpt: str = "250 OK", data: str = "250 OK") -> None:
        self.mails: list[Envelope] = []
        self.rcpt = rcpt
        self.data = data

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails.append(envelope)
        if self.data == "drop":
            server.transport.abort()
        return self.data


@contextmanager
def mail_server(mailbox: Mailbox, **options: Any) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def send(port: int, notice: Notice = NOTICE, **options: Any) -> Sent:
    server = SmtpServer("127.0.0.1", port, "portal@council.example", timeout=5, **options)
    return SmtpChannel(server, "https://staff.example/", STAFF_LETTERS).send(notice)


def text_of(mailbox: Mailbox) -> str:
    content = mailbox.mails[0].content
    return content.decode() if isinstance(content, bytes) else str(content)


def test_a_notice_names_reference_team_and_link_under_a_fixed_subject() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        assert send(port, is_plain_allowed=True) == Sent(Result.ACCEPTED, "smtp_250")
    text = text_of(mailbox)
    assert "\nSubject: Early help: a request is waiting\r\n" in text
    assert "\nMessage-ID: <one@portal.example>\r\n" in text
    assert all(words in text for words in ("CDF-GHJ-KMNP", "North team", "https://staff.example/"))
    assert mailbox.mails[0].rcpt_tos == ["north@team.example"]


def test_a_notice_with_a_token_offers_its_link_and_one_without_does_not() -> None:
    with_token, without = Mailbox(), Mailbox()
    for mailbox, notice in ((with_token, replace(NOTICE, token="abc")), (without, NOTICE)):
        with mail_server(mailbox) as port:
            send(port, notice, is_plain_allowed=True)
    assert "https://staff.example/acknowledge/abc" in text_of(with_token)
    assert "acknowledge" not in text_of(without)
    assert "abc" not in repr(replace(NOTICE, token="abc"))


def test_a_teams_name_in_any_script_travels_as_plain_ascii_lines() -> None:
    mailbox = Mailbox()
    notice = replace(NOTICE, team_name="Drużyna północ")
    with mail_server(mailbox) as port:
        send(port, notice, is_plain_allowed=True)
    assert text_of(mailbox).isascii()
    assert "\n" not in text_of(mailbox).replace("\r\n", "")


def test_no_letter_has_a_place_for_anything_but_team_reference_and_link() -> None:
    for letter in STAFF_LETTERS.values():
        letter.body.format(team="", reference="", url="")
        letter.seen.format(link="")
    assert not [letter.subject for letter in STAFF_LETTERS.values() if "{" in letter.subject]


def test_an_urgent_request_says_so() -> None:
    mailbox = Mailbox()
    notice = Notice("<two@portal.example>", "duty@team.example", "North team", "CDF-GHJ-KMNP", URGENT, NOW)
    with mail_server(mailbox) as port:
        send(port, notice, is_plain_allowed=True)
    assert "urgent" in text_of(mailbox)


def test_a_server_without_starttls_gets_nothing_unless_plain_is_allowed() -> None:
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        assert send(port) == Sent(Result.WAITING, "no_starttls")
    assert mailbox.mails == []


def test_plain_mail_is_only_ever_for_this_machine() -> None:
    assert SmtpServer("127.0.0.1", 25, "a@b.example", is_plain_allowed=True).may_be_plain
    assert SmtpServer("::1", 25, "a@b.example", is_plain_allowed=True).may_be_plain
    assert not SmtpServer("192.0.2.1", 25, "a@b.example", is_plain_allowed=True).may_be_plain
    assert not SmtpServer("mail.example", 25, "a@b.example", is_plain_allowed=True).may_be_plain
    assert not SmtpServer("127.0.0.1", 25, "a@b.example").may_be_plain


@pytest.mark.parametrize(
    ("name", "days", "is_trusted", "sent"),
    [
        ("127.0.0.1", 1, True, Sent(Result.ACCEPTED, "smtp_250")),
        ("127.0.0.1", 1, False, Sent(Result.WAITING, "tls_failed")),
        ("127.0.0.2", 1, True, Sent(Result.WAITING, "tls_failed")),
        ("127.0.0.1", -1, True, Sent(Result.WAITING, "tls_failed")),
    ],
    ids=["good", "unknown issuer", "wrong name", "expired"],
)
def test_only_a_server_with_a_certificate_we_trust_for_its_name_gets_a_mail(
    tmp_path: Path, name: str, days: int, is_trusted: bool, sent: Sent
) -> None:
    certificate = make_certificate(tmp_path / "server.pem", name, days)
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate)
    ours = ssl.create_default_context(cafile=certificate if is_trusted else None)
    mailbox = Mailbox()
    with mail_server(mailbox, tls_context=theirs, require_starttls=True) as port:
        assert send(port, tls=ours) == sent
    assert len(mailbox.mails) == (sent.result is Result.ACCEPTED)


@pytest.mark.parametrize(
    ("answers", "sent"),
    [
        ({"rcpt": "450 later"}, Sent(Result.WAITING, "smtp_450")),
        ({"rcpt": "550 nobody here"}, Sent(Result.REFUSED, "smtp_550")),
        ({"data": "452 full"}, Sent(Result.WAITING, "smtp_452")),
        ({"data": "554 no"}, Sent(Result.REFUSED, "smtp_554")),
        ({"data": "drop"}, Sent(Result.UNKNOWN, "dropped_in_data")),
    ],
)
def test_what_the_server_answers_decides_what_became_of_it(answers: dict[str, str], sent: Sent) -> None:
    with mail_server(Mailbox(**answers)) as port:
        assert send(port, is_plain_allowed=True) == sent


def test_a_server_that_is_not_there_is_waited_for() -> None:
    with mail_server(Mailbox()) as port:
        pass
    assert send(port, is_plain_allowed=True) == Sent(Result.WAITING, "unreachable")


def test_a_notice_without_an_address_waits() -> None:
    nobody = Notice("<one@portal.example>", "", "North team", "CDF-GHJ-KMNP", NEW_REQUEST, NOW)
    assert send(9, nobody) == Sent(Result.WAITING, "no_address")
