"""What can go wrong while somebody types, brought about on purpose with a canary in it."""

import http.client
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from portal.web.server import LARGEST_UPLOAD
from tests.reliability.browser import Answer, Browser
from tests.reliability.canary import NUMBER, POSTCODE, WORD
from tests.reliability.site import Part, Site

ALL = dict.fromkeys(("name", "worry", "detail", "note", "postcode", "danger", "way"), f"{WORD} {NUMBER} {POSTCODE}")


def force_errors(browser: Browser, page: Answer, number: int) -> None:
    """Send what cannot be read, has no token, leads nowhere or is too much."""
    where = page.path.partition("?")[0]
    token = {"csrf_token": page.hidden.get("csrf_token", "")}
    tries = (
        ("/en/ask/step/12", {**token, "worry": f"{WORD} " * 1000}),
        ("/en/ask/step/1", {**token, **ALL}),
        (where, ALL),
        (f"/en/nowhere{number}", ALL),
        ("/en/ask/step/99", ALL),
        ("/en/area/postcode", ALL),
        ("/en/ask/send", {"submission_key": f"{WORD} {NUMBER}", **ALL}),
        ("/en/ask/step/1", {"worry": f"{WORD} " * 10_000}),
        ("/healthz", ALL),
    )
    for path, fields in tries:
        browser.post(path, fields)
    browser.request("POST", where, f"{WORD}\0{NUMBER}".encode(), {"Content-Type": f"text/{WORD}; charset={WORD}"})
    browser.request("GET", where, headers={"Cookie": f"__Host-visit={WORD}", "Referer": f"https://x.example/{WORD}"})
    browser.request("GET", where, headers={"User-Agent": WORD, "Accept-Language": WORD, "X-Forwarded-For": WORD})
    try:
        browser.request(WORD.upper(), where, f"{WORD}={NUMBER}")
    except (OSError, http.client.HTTPException):
        return


def stop_half_way(public: Part) -> set[str]:
    """Send half of something large and look whether the site has put it into a file; name what was found."""
    with closing(socket.create_connection(("127.0.0.1", public.port))) as line:
        line.sendall(b"POST /en/ask/step/12 HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (LARGEST_UPLOAD - 1))
        line.sendall((f"worry={WORD}{NUMBER}".encode() * LARGEST_UPLOAD)[: LARGEST_UPLOAD - 2])
        time.sleep(1)  # let it take that in
        open_files = [each.readlink() for each in Path(f"/proc/{public.process.pid}/fd").iterdir() if each.is_symlink()]
    return {f"temporary file {path.name}" for path in open_files if path.name.endswith("(deleted)")}


@contextmanager
def lock_while(site: Site) -> Iterator[None]:
    """Hold the database as another process would that never ends."""
    with closing(sqlite3.connect(site.var / "portal.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


def damage_a_draft(site: Site) -> None:
    """Change a byte of every draft there is."""
    with closing(sqlite3.connect(site.var / "portal.sqlite3", timeout=30)) as other, other:
        other.execute("UPDATE drafts SET box = x'01' || substr(box, 2, length(box) - 2) || x'00'")
