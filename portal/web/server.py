"""Serve with waitress so that nobody holds the site up and every answer carries our headers, its own refusals too."""

import time
from collections.abc import Mapping

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, create_server
from waitress.task import ErrorTask

from portal.config import Settings
from portal.web.security import security_headers

THREADS = 8
LARGEST_UPLOAD = 256 * 1024  # bytes; up to here the site itself says, in words, that it was too much
IN_MEMORY = 2 * LARGEST_UPLOAD  # bytes; what goes beyond it waitress keeps in a file, and nobody's words lie in files
LONGEST_SENDING = 60.0  # seconds for a whole request, however steadily it drips
IDLE = 30  # seconds without a byte
CONNECTIONS = 2000  # a half-sent request holds one; waitress's own limit of 100 would shut everybody out


def build_server(app: Flask, settings: Settings, port: int) -> TcpWSGIServer:
    """Listen on a port: requests are read in the background, half-sent ones hold nothing up. Raises OSError."""
    server = create_server(
        app,
        host=settings.host,
        port=port,
        threads=THREADS,
        ident=None,
        max_request_body_size=LARGEST_UPLOAD,
        inbuf_overflow=IN_MEMORY,
        channel_timeout=IDLE,
        cleanup_interval=IDLE // 3,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() cannot see handles above 1024
    )
    server.channel_class = BoundedChannel
    server.error_headers = {**security_headers(settings), "Cache-Control": "no-store"}
    return server


class PlainRefusal(ErrorTask):
    """Answers what cannot be read as a request by code and reason: waitress's own words repeat parts of it."""

    def execute(self) -> None:
        """Write the answer and hang up."""
        error = self.request.error
        headers: Mapping[str, str] = self.channel.server.error_headers
        body = f"{error.code} {error.reason}\n".encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend([("Content-Type", "text/plain; charset=utf-8"), *headers.items()])
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class BoundedChannel(HTTPChannel):
    """A connection whose requests must be whole within a time, not only never silent for long."""

    error_task_class = PlainRefusal
    _began = 0.0

    def received(self, data: bytes) -> bool:
        """Take what came; hang up where the request takes too long."""
        if self.request is None:
            self._began = time.monotonic()
        elif time.monotonic() - self._began > LONGEST_SENDING:
            self.handle_close()
            return False
        return bool(super().received(data))
