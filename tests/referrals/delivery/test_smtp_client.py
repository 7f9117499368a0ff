"""Mail servers that are slow, silent, endless or cut off hold nothing up for longer than said."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from portal.referrals.delivery.channels import Notice, Sent
from portal.referrals.delivery.letters import STAFF_LETTERS
from portal.referrals.delivery.messages import NEW_REQUEST, Result
from portal.referrals.delivery.queue import LEASE
from portal.referrals.delivery.smtp_channel import SmtpChannel, SmtpServer
from portal.referrals.worker.heartbeat import BEAT_EVERY, LATE_AFTER
from tests.referrals.world import NOW

NOTICE = Notice("<one@portal.example>", "north@team.example", "North team", "CDF-GHJ-KMNP", NEW_REQUEST, NOW)
LONGEST = 0.8
Script = Callable[[socket.socket], None]


@contextlib.contextmanager
def server(script: Script) -> Iterator[int]:
    """A server that plays one conversation and hangs up."""
    listening = socket.create_server(("127.0.0.1", 0))

    def play() -> None:
        with contextlib.suppress(OSError):
            line, _ = listening.accept()
            with line:
                script(line)

    threading.Thread(target=play, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()


def send(port: int, *, is_plain: bool = True) -> tuple[Sent, float]:
    here = SmtpServer("127.0.0.1", port, "a@council.example", is_plain_allowed=is_plain, timeout=0.5, longest=LONGEST)
    began = time.monotonic()
    return SmtpChannel(here, "https://staff.example", STAFF_LETTERS).send(NOTICE), time.monotonic() - began


def answers(*lines: bytes) -> Script:
    """Answer each thing said by the next line; then hang up."""

    def play(line: socket.socket) -> None:
        for each in lines:
            line.sendall(each)
            line.recv(65536)

    return play


def drip(line: socket.socket) -> None:
    while True:
        line.sendall(b"2")
        time.sleep(0.1)


def stay_silent(line: socket.socket) -> None:
    line.recv(1)


def go_on_for_ever(line: socket.socket) -> None:
    while True:
        line.sendall(b"220-more to come\r\n" * 100)


def drip_in_the_handshake(line: socket.socket) -> None:
    answers(b"220 hello\r\n", b"250-hello\r\n250 STARTTLS\r\n")(line)
    line.sendall(b"220 go\r\n")
    drip(line)


GREETING = (b"220 hello\r\n", b"250 hello\r\n", b"250 sender ok\r\n", b"250 recipient ok\r\n")


@pytest.mark.parametrize(
    ("script", "sent"),
    [
        (drip, Sent(Result.WAITING, "unreachable")),
        (stay_silent, Sent(Result.WAITING, "unreachable")),
        (go_on_for_ever, Sent(Result.WAITING, "unreachable")),
        (answers(b"220 " + b"x" * 9000 + b"\r\n"), Sent(Result.WAITING, "unreachable")),
        (answers(b"250 a yes too early\r\n"), Sent(Result.WAITING, "smtp_250")),
        (answers(*GREETING, b"250 a yes too early\r\n"), Sent(Result.WAITING, "smtp_250")),
        (answers(*GREETING, b"354 go on\r\n", b"25"), Sent(Result.UNKNOWN, "dropped_in_data")),
        (answers(b"421 not now\r\n"), Sent(Result.WAITING, "smtp_421")),
        (answers(b"554 no\r\n"), Sent(Result.REFUSED, "smtp_554")),
        (answers(*GREETING[:2]), Sent(Result.WAITING, "dropped")),
        (answers(*GREETING, b"354 go on\r\n"), Sent(Result.UNKNOWN, "dropped_in_data")),
        (answers(*GREETING, b"354 go on\r\n", b"250 kept\r\n"), Sent(Result.ACCEPTED, "smtp_250")),
    ],
    ids=[
        "drip",
        "silent",
        "endless",
        "long line",
        "yes at once",
        "yes to data",
        "half a yes",
        "421",
        "554",
        "cut off early",
        "cut off in data",
        "good",
    ],
)
def test_whatever_the_server_does_the_attempt_ends_in_time_and_says_what_came_of_it(script: Script, sent: Sent) -> None:
    with server(script) as port:
        result, seconds = send(port)
    assert result == sent
    assert seconds < LONGEST + 1


def test_a_handshake_that_drips_ends_in_time_too() -> None:
    with server(drip_in_the_handshake) as port:
        result, seconds = send(port, is_plain=False)
    assert result.result is Result.WAITING
    assert seconds < LONGEST + 1


def test_nothing_of_an_attempt_is_left_behind() -> None:
    before = threading.active_count()
    with server(answers(*GREETING, b"354 go on\r\n", b"250 kept\r\n")) as port:
        send(port)
    for _ in range(100):
        if threading.active_count() <= before:
            break
        time.sleep(0.02)
    assert threading.active_count() <= before


def test_an_attempt_is_shorter_than_its_lease_and_than_a_worker_may_be_silent() -> None:
    longest = SmtpServer("mail.example", 25, "a@b.example").longest
    assert longest < LEASE.total_seconds() / 2
    assert longest + BEAT_EVERY.total_seconds() < LATE_AFTER.total_seconds()
