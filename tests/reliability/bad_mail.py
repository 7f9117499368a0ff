"""A mail server that misbehaves in one of sixteen ways until it is repaired."""

import contextlib
import re
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.certificates import make_certificate

KINDS = (
    "refuse",
    "hang",
    "421",
    "450 n times",
    "452",
    "550",
    "554 at end",
    "no STARTTLS",
    "wrong name",
    "expired",
    "drop in DATA",
    "drop after the dot",
    "250 then reset",
    "slow",
    "over-long",
    "greylist",
)
FAILS_TLS = {"no STARTTLS", "wrong name", "expired"}
ENDS_BY_ITSELF = {"450 n times": 4, "greylist": 2}  # after so many tries
_DROPS = {"drop in DATA", "drop after the dot", "250 then reset"}
_ANSWERS = {"421": ("", "421 busy"), "452": ("MAIL", "452 no room"), "550": ("RCPT", "550 nobody here")}
_LONGEST_WAIT = 30  # seconds


@dataclass
class BadServer:
    """Speaks SMTP as its `kind` does; GOOD once it is repaired."""

    kind: str
    certificates: Mapping[str, Path]
    messages: list[str] = field(default_factory=list)  # taken, with whatever answer
    clear: bytearray = field(default_factory=bytearray)  # all that came before TLS
    tries: int = 0
    is_good: bool = False
    _socket: socket.socket = field(default_factory=socket.socket)

    def start(self) -> "BadServer":
        """Listen on a port of its own, unless it refuses."""
        self._socket.bind(("127.0.0.1", 0))
        if self.kind != "refuse":
            self._listen()
        return self

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def repair(self) -> None:
        """Be a good server from now on."""
        if self.kind == "refuse" and not self.is_good:
            self._listen()
        self.is_good = True

    def stop(self) -> None:
        self._socket.close()

    def _listen(self) -> None:
        self._socket.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError, EOFError), line:
            line.settimeout(_LONGEST_WAIT)
            self.tries += 1
            _Talk(self, line, self._kind_now()).hold()

    def _kind_now(self) -> str:
        is_over = self.tries > ENDS_BY_ITSELF.get(self.kind, self.tries)
        return "good" if self.is_good or is_over else self.kind


@dataclass
class _Talk:
    """One conversation."""

    server: BadServer
    line: socket.socket
    kind: str
    is_secret: bool = False
    kept: bytes = b""

    def hold(self) -> None:
        """Hold it to its end."""
        if not self._greet():
            return
        while True:
            words = self._read_until(b"\r\n").decode(errors="replace").upper()
            if words.startswith("STARTTLS") and self.kind != "no STARTTLS":
                self._begin_tls()
            elif words.startswith("DATA"):
                self._say("354 go on")
                if not self._take():
                    return
            elif words.startswith("QUIT"):
                self._say("221 bye")
                return
            else:
                self._say(self._answer_to(words))

    def _greet(self) -> bool:
        if self.kind == "hang":
            self.line.recv(1)
            return False
        if self.kind in {"slow", "over-long"}:
            return self._go_on_for_ever()
        self._say(_ANSWERS["421"][1] if self.kind == "421" else "220 hello")
        return self.kind != "421"

    def _go_on_for_ever(self) -> bool:
        while True:
            self.line.sendall(b"2" if self.kind == "slow" else b"220-more and more\r\n" * 500)
            time.sleep(0.2 if self.kind == "slow" else 0)

    def _answer_to(self, words: str) -> str:
        at, refusal = _ANSWERS.get(self.kind, ("-", ""))
        if words.startswith("EHLO"):
            return "250 hello" if self.is_secret or self.kind == "no STARTTLS" else "250-hello\r\n250 STARTTLS"
        if words.startswith("RCPT") and self.kind in ENDS_BY_ITSELF:
            return "450 later"
        return refusal if at and words.startswith(at) else "250 ok"

    def _begin_tls(self) -> None:
        self._say("220 go")
        theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        theirs.load_cert_chain(self.server.certificates.get(self.kind, self.server.certificates["good"]))
        self.line, self.is_secret = theirs.wrap_socket(self.line, server_side=True), True

    def _take(self) -> bool:
        """Take a message; tell whether the conversation goes on."""
        if self.kind == "drop in DATA":
            self._read_some()
            return False
        message = self._read_until(b"\r\n.\r\n").decode(errors="replace")
        if self.kind == "554 at end":
            self._say("554 no")
            return True
        self.server.messages.append(message)
        if self.kind != "drop after the dot":
            self._say("250 taken")
        if self.kind == "250 then reset":
            self.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return self.kind not in _DROPS

    def _say(self, words: str) -> None:
        self.line.sendall(f"{words}\r\n".encode())

    def _read_until(self, end: bytes) -> bytes:
        while end not in self.kept:
            self._read_some()
        found, _, self.kept = self.kept.partition(end)
        return found

    def _read_some(self) -> None:
        more = self.line.recv(65536)
        if not more:
            raise EOFError
        if not self.is_secret:
            self.server.clear += more
        self.kept += more


@contextmanager
def serving(kind: str, certificates: Mapping[str, Path]) -> Iterator[BadServer]:
    """Run a server of a kind until the block ends."""
    server = BadServer(kind, certificates).start()
    try:
        yield server
    finally:
        server.stop()


def make_certificates(folder: Path) -> dict[str, Path]:
    """Make the certificates of a good server, of one with another name and of one whose time is over."""
    return {
        "good": make_certificate(folder / "good.pem", "127.0.0.1", 1),
        "wrong name": make_certificate(folder / "wrong.pem", "127.0.0.2", 1),
        "expired": make_certificate(folder / "expired.pem", "127.0.0.1", -1),
    }


def message_id(message: str) -> str:
    """Return a message's identity."""
    found = re.search(r"^Message-ID: (\S+)", message, re.MULTILINE)
    return found[1] if found else ""
