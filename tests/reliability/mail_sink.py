"""A mail server that takes everything and remembers what it was given."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_MESSAGE_ID = re.compile(r"^Message-ID: (\S+)", re.MULTILINE)
_REFERENCE = re.compile(r"^Reference: (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    """A mail that was taken."""

    to: tuple[str, ...]
    text: str

    @property
    def body(self) -> str:
        """Return what stands below its headers."""
        return self.text.partition("\n\n")[2]

    @property
    def message_id(self) -> str:
        """Return its identity."""
        found = _MESSAGE_ID.search(self.text)
        return found[1] if found else ""

    @property
    def reference(self) -> str:
        """Return the request it is about."""
        found = _REFERENCE.search(self.text)
        return found[1] if found else ""


@dataclass
class Sink:
    """All mails, in the order in which they came."""

    mails: list[Mail] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        content = envelope.content
        text = content.decode(errors="replace") if isinstance(content, bytes) else str(content)
        self.mails.append(Mail(tuple(envelope.rcpt_tos), text.replace("\r\n", "\n")))
        return "250 taken"


@contextmanager
def running_sink(sink: object, **options: object) -> Iterator[int]:
    """Run a mail server with a handler on a free port."""
    controller = Controller(sink, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
