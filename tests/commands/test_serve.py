"""The server: whoever stops in the middle of a request holds nobody else up."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack

from portal.bootstrap import CHECKOUT

HALF = b"POST /en/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nq=foo"


def test_three_hundred_half_sent_requests_hold_nobody_up(environ: dict[str, str]) -> None:
    serve = [sys.executable, "-m", "portal", "serve", "public", "--home"]
    environ = {**os.environ, **environ, "PORTAL_PUBLIC_PORT": "0"}
    with subprocess.Popen(serve, cwd=CHECKOUT, env=environ, stdout=subprocess.PIPE, text=True) as site:
        try:
            assert site.stdout is not None
            address = site.stdout.readline().split()[1]
            hold_up(int(address.rsplit(":")[-1]), address)
        finally:
            site.terminate()


def hold_up(port: int, address: str) -> None:
    """Send half a request three hundred times, then ask for a page."""
    with ExitStack() as open_sockets:
        for _ in range(300):
            open_sockets.enter_context(socket.create_connection(("127.0.0.1", port))).sendall(HALF)
        time.sleep(0.5)  # let the server take them all in
        with urllib.request.urlopen(f"{address}/en/", timeout=20) as page:
            assert page.status == 200


def test_the_public_site_does_not_start_where_it_can_read_a_private_key(environ: dict[str, str]) -> None:
    serve = [sys.executable, "-m", "portal", "serve", "public"]
    environ = {**os.environ, **environ, "PORTAL_PUBLIC_PORT": "0"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(serve, cwd=CHECKOUT, env=environ, **pipes) as site:
        assert site.stdout is not None
        ready = site.stdout.readline()
        site.terminate()
        _rest, said = site.communicate(timeout=60)
    assert ready == ""
    assert site.returncode == 1
    assert "must not be able to read referrals" in said


def test_a_first_start_that_is_refused_says_why_and_nothing_else(environ: dict[str, str]) -> None:
    serve = [sys.executable, "-m", "portal", "serve", "staff"]
    environ = {**os.environ, **environ, "DATABASE_URL": "mysql://db.council.example/portal", "PORTAL_STAFF_PORT": "0"}
    done = subprocess.run(serve, cwd=CHECKOUT, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("Not safe to work with: DATABASE_URL names ")
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""
