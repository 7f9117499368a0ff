"""What stands in front of a real site: it ends TLS and passes the bytes on. Beside it two pages of its own."""

import contextlib
import http.server
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGES = {
    "/control": b"<!doctype html><title>control</title><link rel=icon href=data:,><form><input id=typed></form><a id=on href=/next>on</a>",
    "/next": b"<!doctype html><title>next</title><link rel=icon href=data:,><p>next",
    "/neutral": b"<!doctype html><title>weather</title><p>weather",
}


@contextmanager
def running_proxy(certificate: Path, target: int) -> Iterator[int]:
    """Pass on what comes over TLS to a port of this machine, until the block ends."""
    listening = _over_tls(socket.create_server(("127.0.0.1", 0)), certificate)

    def accept() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except ssl.SSLError:
                continue
            except OSError:
                return
            threading.Thread(target=_pass_on, args=(line, target), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        listening.close()


@contextmanager
def running_pages(certificate: Path) -> Iterator[int]:
    """Serve the pages of its own over TLS, none of them to be stored."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    server.socket = _over_tls(server.socket, certificate)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_words: object) -> None:
        return


def _over_tls(listening: socket.socket, certificate: Path) -> ssl.SSLSocket:
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(certificate)
    return ours.wrap_socket(listening, server_side=True)


def _pass_on(line: socket.socket, target: int) -> None:
    with contextlib.suppress(OSError), line, socket.create_connection(("127.0.0.1", target)) as site:
        threading.Thread(target=_pour, args=(line, site), daemon=True).start()
        _pour(site, line)


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
