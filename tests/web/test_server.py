"""The server itself: what it refuses, how long it waits, what every answer of it carries."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from waitress import wasyncore
from waitress.server import TcpWSGIServer

from portal.config import Settings
from portal.web import server as serving
from portal.web.security import LARGEST_REQUEST
from portal.web.server import LARGEST_UPLOAD, build_server
from tests.page_client import SECURITY_HEADERS

CANARY = b"kanarienvogel"


@pytest.fixture
def listening(public_app: Flask, settings: Settings) -> Iterator[TcpWSGIServer]:
    """The public site on a port of its own."""
    server = build_server(public_app, settings, 0)
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            wasyncore.loop(timeout=0.05, map=server._map, count=1, use_poll=True)

    thread = threading.Thread(target=run)
    thread.start()
    yield server
    stop.set()
    thread.join(10)
    server.task_dispatcher.shutdown()
    wasyncore.close_all(server._map)


def talk(server: TcpWSGIServer, *parts: bytes, pause: float = 0.0) -> bytes:
    """Say parts one after the other and return all that is answered until the server hangs up."""
    with socket.create_connection(("127.0.0.1", server.effective_port), timeout=10) as line:
        answer = b""
        try:
            for part in parts:
                line.sendall(part)
                time.sleep(pause)
            while more := line.recv(65536):
                answer += more
        except (ConnectionError, BrokenPipeError):
            pass
        return answer


@pytest.mark.parametrize(
    ("request_bytes", "code"),
    [
        (b"nonsense kanarienvogel\r\n\r\n", 400),
        (b"GET /en/ HTTP/1.1\r\nkanarienvogel\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: kanarienvogel\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: kanarienvogel\r\n\r\n", 501),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + CANARY * 40000 + b"\r\n\r\n", 431),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n", 413),
    ],
)
def test_what_is_no_request_is_refused_with_our_headers_and_without_an_echo(
    listening: TcpWSGIServer, request_bytes: bytes, code: int
) -> None:
    answer = talk(listening, request_bytes)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split(b" ")[1] == str(code).encode()
    for name in (*SECURITY_HEADERS, "Cache-Control"):
        assert f"{name}:".encode() in head
    assert CANARY not in answer
    assert b"waitress" not in answer
    assert len(body) < 100


def test_what_is_too_much_for_a_page_is_told_in_words(listening: TcpWSGIServer) -> None:
    body = b"a=" + b"x" * (LARGEST_REQUEST + 1)
    head = b"POST /en/ask/step/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
    form = b"application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
    answer = talk(listening, head + form + body)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"make the text shorter" in answer


def test_however_much_somebody_types_it_is_never_put_into_a_temporary_file(listening: TcpWSGIServer) -> None:
    before = deleted_files()
    with socket.create_connection(("127.0.0.1", listening.effective_port), timeout=10) as line:
        line.sendall(b"POST /en/ask/step/12 HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (LARGEST_UPLOAD - 1))
        line.sendall(b"x" * (LARGEST_UPLOAD - 2))
        time.sleep(0.5)  # let the server take it in
        assert deleted_files() == before


def deleted_files() -> set[str]:
    """Name what this process has open that stands in no folder, as temporary files do."""
    named = {str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}
    return {name for name in named if name.endswith("(deleted)")}


def test_a_request_that_drips_is_cut_off_however_steadily(
    listening: TcpWSGIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "LONGEST_SENDING", 0.3)
    began = time.monotonic()
    assert talk(listening, b"GET / HTTP/1.1\r\n", *[b"X: y\r\n"] * 100, pause=0.02) == b""
    assert time.monotonic() - began < 5


def test_half_sent_requests_hold_nobody_up(listening: TcpWSGIServer) -> None:
    lines = [socket.create_connection(("127.0.0.1", listening.effective_port)) for _ in range(150)]
    for line in lines:
        line.sendall(b"POST /en/ask/send HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
    began = time.monotonic()
    answer = talk(listening, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.endswith(b"ok\n")
    assert time.monotonic() - began < 2
    for line in lines:
        line.close()
