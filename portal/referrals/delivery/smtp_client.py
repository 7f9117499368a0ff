"""An SMTP conversation that ends by itself, however slowly or however much the server speaks."""

import smtplib
import socket
from threading import Event, Timer
from typing import BinaryIO

LONGEST_LINE = 8192  # bytes
LONGEST_ANSWERS = 64 * 1024  # bytes, all answers of a server together


class BoundedSmtp(smtplib.SMTP):
    """Cut off after `longest` seconds in all; each single answer may take `timeout`. Raises what smtplib raises."""

    def __init__(self, host: str, port: int, *, timeout: float, longest: float) -> None:
        self._is_over = Event()
        self._line: socket.socket | None = None
        self._limit = Timer(longest, self._cut_off)
        self._limit.daemon = True
        self._limit.start()
        try:
            super().__init__(host, port, timeout=timeout)
        except BaseException:
            self.close()
            raise

    def getreply(self) -> tuple[int, bytes]:
        """Read one answer, none of it longer than the limits."""
        if self.file is None and self.sock is not None:
            self.file = _Answers(self.sock.makefile("rb"))
        return super().getreply()

    def close(self) -> None:
        """Hang up, and forget the limit."""
        self._limit.cancel()
        super().close()
        if self._line is not None:
            self._line.close()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect (smtplib's own place for it) and keep a second handle: TLS takes the first one over."""
        connected = socket.create_connection((host, port), timeout)
        self._line = connected.dup()
        if self._is_over.is_set():
            self._cut_off()
        return connected

    def _cut_off(self) -> None:
        self._is_over.set()
        try:
            if self._line is not None:
                self._line.shutdown(socket.SHUT_RDWR)
        except OSError:  # hung up already
            return


class _Answers:
    """What the server says, up to the limits."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._left = file, LONGEST_ANSWERS

    def readline(self, _most: int) -> bytes:
        line = self._file.readline(LONGEST_LINE + 1)
        self._left -= len(line)
        if len(line) > LONGEST_LINE or self._left < 0:
            raise OSError("the answer is too long")
        if line and not line.endswith(b"\n"):
            raise OSError("cut off within an answer")  # half a line may read like a yes
        return line

    def close(self) -> None:
        self._file.close()
